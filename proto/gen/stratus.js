/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

const $root = $protobuf.roots["stratus"] || ($protobuf.roots["stratus"] = {});

export const stratus = $root.stratus = (() => {

    const stratus = {};

    stratus.v1 = (function() {

        const v1 = {};

        v1.Command = (function() {

            const Command = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Command.prototype.format = 0;
            Command.prototype.cloudId = $util.newBuffer([]);
            Command.prototype.actor = "";
            Command.prototype.projectId = "";
            Command.prototype.key = "";
            Command.prototype.administrator = false;
            Command.prototype.run = null;
            Command.prototype.start = null;
            Command.prototype.stop = null;
            Command.prototype.shutdown = null;
            Command.prototype.kill = null;
            Command.prototype.hold = null;
            Command.prototype.release = null;
            Command.prototype.joinHost = null;
            Command.prototype.enableHost = null;
            Command.prototype.disableHost = null;
            Command.prototype.offerHost = null;
            Command.prototype.withdrawOffer = null;
            Command.prototype.renameHost = null;
            Command.prototype.removeHost = null;
            Command.prototype.confirmDown = null;
            Command.prototype.rebindHost = null;
            Command.prototype.recover = null;
            Command.prototype.repair = null;
            Command.prototype.why = null;
            Command.prototype.plan = null;
            Command.prototype.room = null;

            let $oneOfFields;

            $Object.defineProperty(Command.prototype, "kind", {
                get: $util.oneOfGetter($oneOfFields = ["run", "start", "stop", "shutdown", "kill", "hold", "release", "joinHost", "enableHost", "disableHost", "offerHost", "withdrawOffer", "renameHost", "removeHost", "confirmDown", "rebindHost", "recover", "repair", "why", "plan", "room"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            Command.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                    writer.uint32(8).uint32(message.format);
                if (message.cloudId != null && $Object.hasOwnProperty.call(message, "cloudId") && message.cloudId.length)
                    writer.uint32(18).bytes(message.cloudId);
                if (message.actor != null && $Object.hasOwnProperty.call(message, "actor") && message.actor !== "")
                    writer.uint32(26).string(message.actor);
                if (message.projectId != null && $Object.hasOwnProperty.call(message, "projectId") && message.projectId !== "")
                    writer.uint32(34).string(message.projectId);
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(42).string(message.key);
                if (message.administrator != null && $Object.hasOwnProperty.call(message, "administrator") && message.administrator !== false)
                    writer.uint32(48).bool(message.administrator);
                if (message.run != null && $Object.hasOwnProperty.call(message, "run"))
                    $root.stratus.v1.Run.encode(message.run, writer.uint32(82).fork(), _depth + 1).ldelim();
                if (message.start != null && $Object.hasOwnProperty.call(message, "start"))
                    $root.stratus.v1.MachineAction.encode(message.start, writer.uint32(90).fork(), _depth + 1).ldelim();
                if (message.stop != null && $Object.hasOwnProperty.call(message, "stop"))
                    $root.stratus.v1.MachineAction.encode(message.stop, writer.uint32(98).fork(), _depth + 1).ldelim();
                if (message.shutdown != null && $Object.hasOwnProperty.call(message, "shutdown"))
                    $root.stratus.v1.MachineAction.encode(message.shutdown, writer.uint32(106).fork(), _depth + 1).ldelim();
                if (message.kill != null && $Object.hasOwnProperty.call(message, "kill"))
                    $root.stratus.v1.MachineAction.encode(message.kill, writer.uint32(114).fork(), _depth + 1).ldelim();
                if (message.hold != null && $Object.hasOwnProperty.call(message, "hold"))
                    $root.stratus.v1.EvidenceAction.encode(message.hold, writer.uint32(122).fork(), _depth + 1).ldelim();
                if (message.release != null && $Object.hasOwnProperty.call(message, "release"))
                    $root.stratus.v1.EvidenceAction.encode(message.release, writer.uint32(130).fork(), _depth + 1).ldelim();
                if (message.joinHost != null && $Object.hasOwnProperty.call(message, "joinHost"))
                    $root.stratus.v1.JoinHost.encode(message.joinHost, writer.uint32(138).fork(), _depth + 1).ldelim();
                if (message.enableHost != null && $Object.hasOwnProperty.call(message, "enableHost"))
                    $root.stratus.v1.HostAction.encode(message.enableHost, writer.uint32(146).fork(), _depth + 1).ldelim();
                if (message.disableHost != null && $Object.hasOwnProperty.call(message, "disableHost"))
                    $root.stratus.v1.HostAction.encode(message.disableHost, writer.uint32(154).fork(), _depth + 1).ldelim();
                if (message.offerHost != null && $Object.hasOwnProperty.call(message, "offerHost"))
                    $root.stratus.v1.OfferHost.encode(message.offerHost, writer.uint32(162).fork(), _depth + 1).ldelim();
                if (message.withdrawOffer != null && $Object.hasOwnProperty.call(message, "withdrawOffer"))
                    $root.stratus.v1.WithdrawOffer.encode(message.withdrawOffer, writer.uint32(170).fork(), _depth + 1).ldelim();
                if (message.renameHost != null && $Object.hasOwnProperty.call(message, "renameHost"))
                    $root.stratus.v1.RenameHost.encode(message.renameHost, writer.uint32(178).fork(), _depth + 1).ldelim();
                if (message.removeHost != null && $Object.hasOwnProperty.call(message, "removeHost"))
                    $root.stratus.v1.HostAction.encode(message.removeHost, writer.uint32(186).fork(), _depth + 1).ldelim();
                if (message.confirmDown != null && $Object.hasOwnProperty.call(message, "confirmDown"))
                    $root.stratus.v1.ConfirmDown.encode(message.confirmDown, writer.uint32(194).fork(), _depth + 1).ldelim();
                if (message.rebindHost != null && $Object.hasOwnProperty.call(message, "rebindHost"))
                    $root.stratus.v1.HostAction.encode(message.rebindHost, writer.uint32(202).fork(), _depth + 1).ldelim();
                if (message.recover != null && $Object.hasOwnProperty.call(message, "recover"))
                    $root.stratus.v1.Recover.encode(message.recover, writer.uint32(210).fork(), _depth + 1).ldelim();
                if (message.repair != null && $Object.hasOwnProperty.call(message, "repair"))
                    $root.stratus.v1.Repair.encode(message.repair, writer.uint32(218).fork(), _depth + 1).ldelim();
                if (message.why != null && $Object.hasOwnProperty.call(message, "why"))
                    $root.stratus.v1.Why.encode(message.why, writer.uint32(242).fork(), _depth + 1).ldelim();
                if (message.plan != null && $Object.hasOwnProperty.call(message, "plan"))
                    $root.stratus.v1.Plan.encode(message.plan, writer.uint32(250).fork(), _depth + 1).ldelim();
                if (message.room != null && $Object.hasOwnProperty.call(message, "room"))
                    $root.stratus.v1.Room.encode(message.room, writer.uint32(258).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Command.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.Command();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.format = value;
                            else
                                delete message.format;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.cloudId = value;
                            else
                                delete message.cloudId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.actor = value;
                            else
                                delete message.actor;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.projectId = value;
                            else
                                delete message.projectId;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.administrator = value;
                            else
                                delete message.administrator;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            message.run = $root.stratus.v1.Run.decode(reader, reader.size(), $undefined, _depth + 1, message.run);
                            message.kind = "run";
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            message.start = $root.stratus.v1.MachineAction.decode(reader, reader.size(), $undefined, _depth + 1, message.start);
                            message.kind = "start";
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            message.stop = $root.stratus.v1.MachineAction.decode(reader, reader.size(), $undefined, _depth + 1, message.stop);
                            message.kind = "stop";
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            message.shutdown = $root.stratus.v1.MachineAction.decode(reader, reader.size(), $undefined, _depth + 1, message.shutdown);
                            message.kind = "shutdown";
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            message.kill = $root.stratus.v1.MachineAction.decode(reader, reader.size(), $undefined, _depth + 1, message.kill);
                            message.kind = "kill";
                            continue;
                        }
                    case 15: {
                            if (wireType !== 2)
                                break;
                            message.hold = $root.stratus.v1.EvidenceAction.decode(reader, reader.size(), $undefined, _depth + 1, message.hold);
                            message.kind = "hold";
                            continue;
                        }
                    case 16: {
                            if (wireType !== 2)
                                break;
                            message.release = $root.stratus.v1.EvidenceAction.decode(reader, reader.size(), $undefined, _depth + 1, message.release);
                            message.kind = "release";
                            continue;
                        }
                    case 17: {
                            if (wireType !== 2)
                                break;
                            message.joinHost = $root.stratus.v1.JoinHost.decode(reader, reader.size(), $undefined, _depth + 1, message.joinHost);
                            message.kind = "joinHost";
                            continue;
                        }
                    case 18: {
                            if (wireType !== 2)
                                break;
                            message.enableHost = $root.stratus.v1.HostAction.decode(reader, reader.size(), $undefined, _depth + 1, message.enableHost);
                            message.kind = "enableHost";
                            continue;
                        }
                    case 19: {
                            if (wireType !== 2)
                                break;
                            message.disableHost = $root.stratus.v1.HostAction.decode(reader, reader.size(), $undefined, _depth + 1, message.disableHost);
                            message.kind = "disableHost";
                            continue;
                        }
                    case 20: {
                            if (wireType !== 2)
                                break;
                            message.offerHost = $root.stratus.v1.OfferHost.decode(reader, reader.size(), $undefined, _depth + 1, message.offerHost);
                            message.kind = "offerHost";
                            continue;
                        }
                    case 21: {
                            if (wireType !== 2)
                                break;
                            message.withdrawOffer = $root.stratus.v1.WithdrawOffer.decode(reader, reader.size(), $undefined, _depth + 1, message.withdrawOffer);
                            message.kind = "withdrawOffer";
                            continue;
                        }
                    case 22: {
                            if (wireType !== 2)
                                break;
                            message.renameHost = $root.stratus.v1.RenameHost.decode(reader, reader.size(), $undefined, _depth + 1, message.renameHost);
                            message.kind = "renameHost";
                            continue;
                        }
                    case 23: {
                            if (wireType !== 2)
                                break;
                            message.removeHost = $root.stratus.v1.HostAction.decode(reader, reader.size(), $undefined, _depth + 1, message.removeHost);
                            message.kind = "removeHost";
                            continue;
                        }
                    case 24: {
                            if (wireType !== 2)
                                break;
                            message.confirmDown = $root.stratus.v1.ConfirmDown.decode(reader, reader.size(), $undefined, _depth + 1, message.confirmDown);
                            message.kind = "confirmDown";
                            continue;
                        }
                    case 25: {
                            if (wireType !== 2)
                                break;
                            message.rebindHost = $root.stratus.v1.HostAction.decode(reader, reader.size(), $undefined, _depth + 1, message.rebindHost);
                            message.kind = "rebindHost";
                            continue;
                        }
                    case 26: {
                            if (wireType !== 2)
                                break;
                            message.recover = $root.stratus.v1.Recover.decode(reader, reader.size(), $undefined, _depth + 1, message.recover);
                            message.kind = "recover";
                            continue;
                        }
                    case 27: {
                            if (wireType !== 2)
                                break;
                            message.repair = $root.stratus.v1.Repair.decode(reader, reader.size(), $undefined, _depth + 1, message.repair);
                            message.kind = "repair";
                            continue;
                        }
                    case 30: {
                            if (wireType !== 2)
                                break;
                            message.why = $root.stratus.v1.Why.decode(reader, reader.size(), $undefined, _depth + 1, message.why);
                            message.kind = "why";
                            continue;
                        }
                    case 31: {
                            if (wireType !== 2)
                                break;
                            message.plan = $root.stratus.v1.Plan.decode(reader, reader.size(), $undefined, _depth + 1, message.plan);
                            message.kind = "plan";
                            continue;
                        }
                    case 32: {
                            if (wireType !== 2)
                                break;
                            message.room = $root.stratus.v1.Room.decode(reader, reader.size(), $undefined, _depth + 1, message.room);
                            message.kind = "room";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Command;
        })();

        v1.Run = (function() {

            const Run = function (properties) {
                this.machineIds = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Run.prototype.machineIds = $util.emptyArray;
            Run.prototype.name = "";
            Run.prototype.type = "";
            Run.prototype.vcpus = null;
            Run.prototype.cpuHundredths = null;
            Run.prototype.memoryMib = null;
            Run.prototype.swapMib = null;
            Run.prototype.rootDiskMib = null;
            Run.prototype.image = null;
            Run.prototype.networkClass = 0;
            Run.prototype.address = null;
            Run.prototype.requirements = "";
            Run.prototype.rank = "";
            Run.prototype.policy = null;
            Run.prototype.onHostRestart = 0;
            Run.prototype.volumeLabel = 0;
            Run.prototype.volatileMib = 0;

            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Run.prototype, "_vcpus", {
                get: $util.oneOfGetter($oneOfFields = ["vcpus"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Run.prototype, "_cpuHundredths", {
                get: $util.oneOfGetter($oneOfFields = ["cpuHundredths"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Run.prototype, "_memoryMib", {
                get: $util.oneOfGetter($oneOfFields = ["memoryMib"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Run.prototype, "_swapMib", {
                get: $util.oneOfGetter($oneOfFields = ["swapMib"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Run.prototype, "_rootDiskMib", {
                get: $util.oneOfGetter($oneOfFields = ["rootDiskMib"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Run.prototype, "_address", {
                get: $util.oneOfGetter($oneOfFields = ["address"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Run.prototype, "_policy", {
                get: $util.oneOfGetter($oneOfFields = ["policy"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            Run.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machineIds != null && message.machineIds.length)
                    for (let i = 0; i < message.machineIds.length; ++i)
                        writer.uint32(10).bytes(message.machineIds[i]);
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(18).string(message.name);
                if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== "")
                    writer.uint32(26).string(message.type);
                if (message.vcpus != null && $Object.hasOwnProperty.call(message, "vcpus"))
                    writer.uint32(32).uint32(message.vcpus);
                if (message.cpuHundredths != null && $Object.hasOwnProperty.call(message, "cpuHundredths"))
                    writer.uint32(40).uint32(message.cpuHundredths);
                if (message.memoryMib != null && $Object.hasOwnProperty.call(message, "memoryMib"))
                    writer.uint32(48).uint32(message.memoryMib);
                if (message.swapMib != null && $Object.hasOwnProperty.call(message, "swapMib"))
                    writer.uint32(56).uint32(message.swapMib);
                if (message.rootDiskMib != null && $Object.hasOwnProperty.call(message, "rootDiskMib"))
                    writer.uint32(64).uint32(message.rootDiskMib);
                if (message.image != null && $Object.hasOwnProperty.call(message, "image"))
                    $root.stratus.v1.ImageSource.encode(message.image, writer.uint32(74).fork(), _depth + 1).ldelim();
                if (message.networkClass != null && $Object.hasOwnProperty.call(message, "networkClass") && message.networkClass !== 0)
                    writer.uint32(80).int32(message.networkClass);
                if (message.address != null && $Object.hasOwnProperty.call(message, "address"))
                    writer.uint32(93).fixed32(message.address);
                if (message.requirements != null && $Object.hasOwnProperty.call(message, "requirements") && message.requirements !== "")
                    writer.uint32(98).string(message.requirements);
                if (message.rank != null && $Object.hasOwnProperty.call(message, "rank") && message.rank !== "")
                    writer.uint32(106).string(message.rank);
                if (message.policy != null && $Object.hasOwnProperty.call(message, "policy"))
                    writer.uint32(112).int32(message.policy);
                if (message.onHostRestart != null && $Object.hasOwnProperty.call(message, "onHostRestart") && message.onHostRestart !== 0)
                    writer.uint32(120).int32(message.onHostRestart);
                if (message.volumeLabel != null && $Object.hasOwnProperty.call(message, "volumeLabel") && message.volumeLabel !== 0)
                    writer.uint32(128).int32(message.volumeLabel);
                if (message.volatileMib != null && $Object.hasOwnProperty.call(message, "volatileMib") && message.volatileMib !== 0)
                    writer.uint32(136).uint32(message.volatileMib);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Run.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.Run();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.machineIds && message.machineIds.length))
                                message.machineIds = [];
                            message.machineIds.push(reader.bytes());
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.type = value;
                            else
                                delete message.type;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.vcpus = reader.uint32();
                            message._vcpus = "vcpus";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            message.cpuHundredths = reader.uint32();
                            message._cpuHundredths = "cpuHundredths";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            message.memoryMib = reader.uint32();
                            message._memoryMib = "memoryMib";
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            message.swapMib = reader.uint32();
                            message._swapMib = "swapMib";
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            message.rootDiskMib = reader.uint32();
                            message._rootDiskMib = "rootDiskMib";
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            message.image = $root.stratus.v1.ImageSource.decode(reader, reader.size(), $undefined, _depth + 1, message.image);
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.networkClass = value;
                            else
                                delete message.networkClass;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 5)
                                break;
                            message.address = reader.fixed32();
                            message._address = "address";
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.requirements = value;
                            else
                                delete message.requirements;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.rank = value;
                            else
                                delete message.rank;
                            continue;
                        }
                    case 14: {
                            if (wireType !== 0)
                                break;
                            message.policy = reader.int32();
                            message._policy = "policy";
                            continue;
                        }
                    case 15: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.onHostRestart = value;
                            else
                                delete message.onHostRestart;
                            continue;
                        }
                    case 16: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.volumeLabel = value;
                            else
                                delete message.volumeLabel;
                            continue;
                        }
                    case 17: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.volatileMib = value;
                            else
                                delete message.volatileMib;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Run;
        })();

        v1.MachineAction = (function() {

            const MachineAction = function (properties) {
                this.machines = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            MachineAction.prototype.machines = $util.emptyArray;

            MachineAction.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machines != null && message.machines.length)
                    for (let i = 0; i < message.machines.length; ++i)
                        writer.uint32(10).string(message.machines[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            MachineAction.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.MachineAction();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.machines && message.machines.length))
                                message.machines = [];
                            message.machines.push(reader.stringVerify());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return MachineAction;
        })();

        v1.EvidenceAction = (function() {

            const EvidenceAction = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            EvidenceAction.prototype.machine = "";
            EvidenceAction.prototype.why = "";

            EvidenceAction.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machine != null && $Object.hasOwnProperty.call(message, "machine") && message.machine !== "")
                    writer.uint32(10).string(message.machine);
                if (message.why != null && $Object.hasOwnProperty.call(message, "why") && message.why !== "")
                    writer.uint32(18).string(message.why);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            EvidenceAction.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.EvidenceAction();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.machine = value;
                            else
                                delete message.machine;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.why = value;
                            else
                                delete message.why;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return EvidenceAction;
        })();

        v1.JoinHost = (function() {

            const JoinHost = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            JoinHost.prototype.hostId = $util.newBuffer([]);
            JoinHost.prototype.name = "";
            JoinHost.prototype.publicKey = "";
            JoinHost.prototype.tokenDigest = $util.newBuffer([]);

            JoinHost.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hostId != null && $Object.hasOwnProperty.call(message, "hostId") && message.hostId.length)
                    writer.uint32(10).bytes(message.hostId);
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(18).string(message.name);
                if (message.publicKey != null && $Object.hasOwnProperty.call(message, "publicKey") && message.publicKey !== "")
                    writer.uint32(26).string(message.publicKey);
                if (message.tokenDigest != null && $Object.hasOwnProperty.call(message, "tokenDigest") && message.tokenDigest.length)
                    writer.uint32(34).bytes(message.tokenDigest);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            JoinHost.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.JoinHost();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hostId = value;
                            else
                                delete message.hostId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.publicKey = value;
                            else
                                delete message.publicKey;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.tokenDigest = value;
                            else
                                delete message.tokenDigest;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return JoinHost;
        })();

        v1.OfferHost = (function() {

            const OfferHost = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            OfferHost.prototype.tokenDigest = $util.newBuffer([]);
            OfferHost.prototype.name = "";
            OfferHost.prototype.expiresAtMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            OfferHost.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.tokenDigest != null && $Object.hasOwnProperty.call(message, "tokenDigest") && message.tokenDigest.length)
                    writer.uint32(10).bytes(message.tokenDigest);
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(18).string(message.name);
                if (message.expiresAtMs != null && $Object.hasOwnProperty.call(message, "expiresAtMs") && (typeof message.expiresAtMs === "object" ? message.expiresAtMs.low || message.expiresAtMs.high : message.expiresAtMs !== 0))
                    writer.uint32(24).int64(message.expiresAtMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            OfferHost.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.OfferHost();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.tokenDigest = value;
                            else
                                delete message.tokenDigest;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.expiresAtMs = value;
                            else
                                delete message.expiresAtMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return OfferHost;
        })();

        v1.WithdrawOffer = (function() {

            const WithdrawOffer = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            WithdrawOffer.prototype.tokenDigest = $util.newBuffer([]);

            WithdrawOffer.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.tokenDigest != null && $Object.hasOwnProperty.call(message, "tokenDigest") && message.tokenDigest.length)
                    writer.uint32(10).bytes(message.tokenDigest);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            WithdrawOffer.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.WithdrawOffer();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.tokenDigest = value;
                            else
                                delete message.tokenDigest;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return WithdrawOffer;
        })();

        v1.RenameHost = (function() {

            const RenameHost = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            RenameHost.prototype.host = "";
            RenameHost.prototype.name = "";

            RenameHost.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(10).string(message.host);
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(18).string(message.name);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            RenameHost.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.RenameHost();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return RenameHost;
        })();

        v1.ConfirmDown = (function() {

            const ConfirmDown = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ConfirmDown.prototype.host = "";
            ConfirmDown.prototype.why = "";
            ConfirmDown.prototype.word = "";

            ConfirmDown.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(10).string(message.host);
                if (message.why != null && $Object.hasOwnProperty.call(message, "why") && message.why !== "")
                    writer.uint32(18).string(message.why);
                if (message.word != null && $Object.hasOwnProperty.call(message, "word") && message.word !== "")
                    writer.uint32(26).string(message.word);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ConfirmDown.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.ConfirmDown();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.why = value;
                            else
                                delete message.why;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.word = value;
                            else
                                delete message.word;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ConfirmDown;
        })();

        v1.Recover = (function() {

            const Recover = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Recover.prototype.word = "";

            Recover.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.word != null && $Object.hasOwnProperty.call(message, "word") && message.word !== "")
                    writer.uint32(10).string(message.word);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Recover.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.Recover();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.word = value;
                            else
                                delete message.word;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Recover;
        })();

        v1.Repair = (function() {

            const Repair = function (properties) {
                this.orphans = [];
                this.leases = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Repair.prototype.why = "";
            Repair.prototype.orphans = $util.emptyArray;
            Repair.prototype.leases = $util.emptyArray;

            Repair.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.why != null && $Object.hasOwnProperty.call(message, "why") && message.why !== "")
                    writer.uint32(10).string(message.why);
                if (message.orphans != null && message.orphans.length)
                    for (let i = 0; i < message.orphans.length; ++i)
                        $root.stratus.v1.Orphan.encode(message.orphans[i], writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.leases != null && message.leases.length)
                    writer.uint32(26).fixed32s(message.leases);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Repair.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.Repair();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.why = value;
                            else
                                delete message.why;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.orphans && message.orphans.length))
                                message.orphans = [];
                            message.orphans.push($root.stratus.v1.Orphan.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 3: {
                            if (wireType === 2) {
                                if (!(message.leases && message.leases.length))
                                    message.leases = [];
                                reader.fixed32s(message.leases);
                                continue;
                            }
                            if (wireType !== 5)
                                break;
                            if (!(message.leases && message.leases.length))
                                message.leases = [];
                            message.leases.push(reader.fixed32());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Repair;
        })();

        v1.Orphan = (function() {

            const Orphan = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Orphan.prototype.hostId = $util.newBuffer([]);
            Orphan.prototype.machineId = $util.newBuffer([]);

            Orphan.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hostId != null && $Object.hasOwnProperty.call(message, "hostId") && message.hostId.length)
                    writer.uint32(10).bytes(message.hostId);
                if (message.machineId != null && $Object.hasOwnProperty.call(message, "machineId") && message.machineId.length)
                    writer.uint32(18).bytes(message.machineId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Orphan.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.Orphan();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hostId = value;
                            else
                                delete message.hostId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.machineId = value;
                            else
                                delete message.machineId;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Orphan;
        })();

        v1.HostAction = (function() {

            const HostAction = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            HostAction.prototype.host = "";
            HostAction.prototype.why = "";

            HostAction.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(10).string(message.host);
                if (message.why != null && $Object.hasOwnProperty.call(message, "why") && message.why !== "")
                    writer.uint32(18).string(message.why);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            HostAction.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.HostAction();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.why = value;
                            else
                                delete message.why;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return HostAction;
        })();

        v1.Why = (function() {

            const Why = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Why.prototype.machine = "";

            Why.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machine != null && $Object.hasOwnProperty.call(message, "machine") && message.machine !== "")
                    writer.uint32(10).string(message.machine);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Why.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.Why();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.machine = value;
                            else
                                delete message.machine;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Why;
        })();

        v1.Plan = (function() {

            const Plan = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Plan.prototype.run = null;

            Plan.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.run != null && $Object.hasOwnProperty.call(message, "run"))
                    $root.stratus.v1.Run.encode(message.run, writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Plan.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.Plan();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.run = $root.stratus.v1.Run.decode(reader, reader.size(), $undefined, _depth + 1, message.run);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Plan;
        })();

        v1.Room = (function() {

            const Room = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Room.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Room.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.Room();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Room;
        })();

        v1.Answer = (function() {

            const Answer = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Answer.prototype.format = 0;
            Answer.prototype.accepted = null;
            Answer.prototype.refused = null;
            Answer.prototype.explained = null;
            Answer.prototype.recovery = null;
            Answer.prototype.roomLeft = null;

            let $oneOfFields;

            $Object.defineProperty(Answer.prototype, "kind", {
                get: $util.oneOfGetter($oneOfFields = ["accepted", "refused", "explained", "recovery", "roomLeft"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            Answer.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                    writer.uint32(8).uint32(message.format);
                if (message.accepted != null && $Object.hasOwnProperty.call(message, "accepted"))
                    $root.stratus.v1.Accepted.encode(message.accepted, writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.refused != null && $Object.hasOwnProperty.call(message, "refused"))
                    $root.stratus.v1.Refused.encode(message.refused, writer.uint32(26).fork(), _depth + 1).ldelim();
                if (message.explained != null && $Object.hasOwnProperty.call(message, "explained"))
                    $root.stratus.v1.Explained.encode(message.explained, writer.uint32(34).fork(), _depth + 1).ldelim();
                if (message.recovery != null && $Object.hasOwnProperty.call(message, "recovery"))
                    $root.stratus.v1.Recovery.encode(message.recovery, writer.uint32(42).fork(), _depth + 1).ldelim();
                if (message.roomLeft != null && $Object.hasOwnProperty.call(message, "roomLeft"))
                    $root.stratus.v1.RoomLeft.encode(message.roomLeft, writer.uint32(50).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Answer.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.Answer();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.format = value;
                            else
                                delete message.format;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.accepted = $root.stratus.v1.Accepted.decode(reader, reader.size(), $undefined, _depth + 1, message.accepted);
                            message.kind = "accepted";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.refused = $root.stratus.v1.Refused.decode(reader, reader.size(), $undefined, _depth + 1, message.refused);
                            message.kind = "refused";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.explained = $root.stratus.v1.Explained.decode(reader, reader.size(), $undefined, _depth + 1, message.explained);
                            message.kind = "explained";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.recovery = $root.stratus.v1.Recovery.decode(reader, reader.size(), $undefined, _depth + 1, message.recovery);
                            message.kind = "recovery";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.roomLeft = $root.stratus.v1.RoomLeft.decode(reader, reader.size(), $undefined, _depth + 1, message.roomLeft);
                            message.kind = "roomLeft";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Answer;
        })();

        v1.Accepted = (function() {

            const Accepted = function (properties) {
                this.machineIds = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Accepted.prototype.cursor = "";
            Accepted.prototype.machineIds = $util.emptyArray;

            Accepted.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.cursor != null && $Object.hasOwnProperty.call(message, "cursor") && message.cursor !== "")
                    writer.uint32(10).string(message.cursor);
                if (message.machineIds != null && message.machineIds.length)
                    for (let i = 0; i < message.machineIds.length; ++i)
                        writer.uint32(18).bytes(message.machineIds[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Accepted.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.Accepted();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.cursor = value;
                            else
                                delete message.cursor;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.machineIds && message.machineIds.length))
                                message.machineIds = [];
                            message.machineIds.push(reader.bytes());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Accepted;
        })();

        v1.Refused = (function() {

            const Refused = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Refused.prototype.reason = 0;
            Refused.prototype.message = "";
            Refused.prototype.where = "";
            Refused.prototype.whatToDo = "";

            Refused.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                    writer.uint32(8).uint32(message.reason);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(18).string(message.message);
                if (message.where != null && $Object.hasOwnProperty.call(message, "where") && message.where !== "")
                    writer.uint32(26).string(message.where);
                if (message.whatToDo != null && $Object.hasOwnProperty.call(message, "whatToDo") && message.whatToDo !== "")
                    writer.uint32(34).string(message.whatToDo);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Refused.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.Refused();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.where = value;
                            else
                                delete message.where;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.whatToDo = value;
                            else
                                delete message.whatToDo;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Refused;
        })();

        v1.Recovery = (function() {

            const Recovery = function (properties) {
                this.notes = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Recovery.prototype.word = "";
            Recovery.prototype.notes = $util.emptyArray;
            Recovery.prototype.notesInAll = 0;

            Recovery.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.word != null && $Object.hasOwnProperty.call(message, "word") && message.word !== "")
                    writer.uint32(10).string(message.word);
                if (message.notes != null && message.notes.length)
                    for (let i = 0; i < message.notes.length; ++i)
                        $root.stratus.v1.RecoveryNote.encode(message.notes[i], writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.notesInAll != null && $Object.hasOwnProperty.call(message, "notesInAll") && message.notesInAll !== 0)
                    writer.uint32(24).uint32(message.notesInAll);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Recovery.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.Recovery();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.word = value;
                            else
                                delete message.word;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.notes && message.notes.length))
                                message.notes = [];
                            message.notes.push($root.stratus.v1.RecoveryNote.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.notesInAll = value;
                            else
                                delete message.notesInAll;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Recovery;
        })();

        v1.RecoveryNote = (function() {

            const RecoveryNote = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            RecoveryNote.prototype.about = "";
            RecoveryNote.prototype.text = "";

            RecoveryNote.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.about != null && $Object.hasOwnProperty.call(message, "about") && message.about !== "")
                    writer.uint32(10).string(message.about);
                if (message.text != null && $Object.hasOwnProperty.call(message, "text") && message.text !== "")
                    writer.uint32(18).string(message.text);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            RecoveryNote.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.RecoveryNote();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.about = value;
                            else
                                delete message.about;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.text = value;
                            else
                                delete message.text;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return RecoveryNote;
        })();

        v1.Explained = (function() {

            const Explained = function (properties) {
                this.machines = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Explained.prototype.machines = $util.emptyArray;

            Explained.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machines != null && message.machines.length)
                    for (let i = 0; i < message.machines.length; ++i)
                        $root.stratus.v1.Explanation.encode(message.machines[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Explained.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.Explained();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.machines && message.machines.length))
                                message.machines = [];
                            message.machines.push($root.stratus.v1.Explanation.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Explained;
        })();

        v1.Explanation = (function() {

            const Explanation = function (properties) {
                this.filters = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Explanation.prototype.machine = "";
            Explanation.prototype.host = "";
            Explanation.prototype.reason = 0;
            Explanation.prototype.text = "";
            Explanation.prototype.filters = $util.emptyArray;
            Explanation.prototype.hosts = 0;
            Explanation.prototype.nearestHost = "";
            Explanation.prototype.whatWouldFit = "";

            Explanation.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machine != null && $Object.hasOwnProperty.call(message, "machine") && message.machine !== "")
                    writer.uint32(10).string(message.machine);
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(18).string(message.host);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                    writer.uint32(24).uint32(message.reason);
                if (message.text != null && $Object.hasOwnProperty.call(message, "text") && message.text !== "")
                    writer.uint32(34).string(message.text);
                if (message.filters != null && message.filters.length)
                    for (let i = 0; i < message.filters.length; ++i)
                        $root.stratus.v1.FilterCount.encode(message.filters[i], writer.uint32(42).fork(), _depth + 1).ldelim();
                if (message.hosts != null && $Object.hasOwnProperty.call(message, "hosts") && message.hosts !== 0)
                    writer.uint32(48).uint32(message.hosts);
                if (message.nearestHost != null && $Object.hasOwnProperty.call(message, "nearestHost") && message.nearestHost !== "")
                    writer.uint32(58).string(message.nearestHost);
                if (message.whatWouldFit != null && $Object.hasOwnProperty.call(message, "whatWouldFit") && message.whatWouldFit !== "")
                    writer.uint32(66).string(message.whatWouldFit);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Explanation.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.Explanation();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.machine = value;
                            else
                                delete message.machine;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.text = value;
                            else
                                delete message.text;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (!(message.filters && message.filters.length))
                                message.filters = [];
                            message.filters.push($root.stratus.v1.FilterCount.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.hosts = value;
                            else
                                delete message.hosts;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.nearestHost = value;
                            else
                                delete message.nearestHost;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.whatWouldFit = value;
                            else
                                delete message.whatWouldFit;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Explanation;
        })();

        v1.RoomLeft = (function() {

            const RoomLeft = function (properties) {
                this.types = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            RoomLeft.prototype.types = $util.emptyArray;

            RoomLeft.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.types != null && message.types.length)
                    for (let i = 0; i < message.types.length; ++i)
                        $root.stratus.v1.TypeRoom.encode(message.types[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            RoomLeft.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.RoomLeft();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.types && message.types.length))
                                message.types = [];
                            message.types.push($root.stratus.v1.TypeRoom.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return RoomLeft;
        })();

        v1.TypeRoom = (function() {

            const TypeRoom = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            TypeRoom.prototype.type = "";
            TypeRoom.prototype.now = 0;
            TypeRoom.prototype.empty = 0;

            TypeRoom.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== "")
                    writer.uint32(10).string(message.type);
                if (message.now != null && $Object.hasOwnProperty.call(message, "now") && message.now !== 0)
                    writer.uint32(16).uint32(message.now);
                if (message.empty != null && $Object.hasOwnProperty.call(message, "empty") && message.empty !== 0)
                    writer.uint32(24).uint32(message.empty);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            TypeRoom.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.TypeRoom();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.type = value;
                            else
                                delete message.type;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.now = value;
                            else
                                delete message.now;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.empty = value;
                            else
                                delete message.empty;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return TypeRoom;
        })();

        v1.FilterCount = (function() {

            const FilterCount = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            FilterCount.prototype.filter = "";
            FilterCount.prototype.hosts = 0;

            FilterCount.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.filter != null && $Object.hasOwnProperty.call(message, "filter") && message.filter !== "")
                    writer.uint32(10).string(message.filter);
                if (message.hosts != null && $Object.hasOwnProperty.call(message, "hosts") && message.hosts !== 0)
                    writer.uint32(16).uint32(message.hosts);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            FilterCount.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.FilterCount();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.filter = value;
                            else
                                delete message.filter;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.hosts = value;
                            else
                                delete message.hosts;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return FilterCount;
        })();

        v1.Beat = (function() {

            const Beat = function (properties) {
                this.hosts = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Beat.prototype.format = 0;
            Beat.prototype.cloudId = $util.newBuffer([]);
            Beat.prototype.term = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Beat.prototype.writer = $util.newBuffer([]);
            Beat.prototype.position = null;
            Beat.prototype.hosts = $util.emptyArray;
            Beat.prototype.frozen = "";

            Beat.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                    writer.uint32(8).uint32(message.format);
                if (message.cloudId != null && $Object.hasOwnProperty.call(message, "cloudId") && message.cloudId.length)
                    writer.uint32(18).bytes(message.cloudId);
                if (message.term != null && $Object.hasOwnProperty.call(message, "term") && (typeof message.term === "object" ? message.term.low || message.term.high : message.term !== 0))
                    writer.uint32(24).int64(message.term);
                if (message.writer != null && $Object.hasOwnProperty.call(message, "writer") && message.writer.length)
                    writer.uint32(34).bytes(message.writer);
                if (message.position != null && $Object.hasOwnProperty.call(message, "position"))
                    $root.stratus.v1.Position.encode(message.position, writer.uint32(42).fork(), _depth + 1).ldelim();
                if (message.hosts != null && message.hosts.length)
                    for (let i = 0; i < message.hosts.length; ++i)
                        $root.stratus.v1.HostNote.encode(message.hosts[i], writer.uint32(50).fork(), _depth + 1).ldelim();
                if (message.frozen != null && $Object.hasOwnProperty.call(message, "frozen") && message.frozen !== "")
                    writer.uint32(58).string(message.frozen);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Beat.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.Beat();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.format = value;
                            else
                                delete message.format;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.cloudId = value;
                            else
                                delete message.cloudId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.term = value;
                            else
                                delete message.term;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.writer = value;
                            else
                                delete message.writer;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.position = $root.stratus.v1.Position.decode(reader, reader.size(), $undefined, _depth + 1, message.position);
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if (!(message.hosts && message.hosts.length))
                                message.hosts = [];
                            message.hosts.push($root.stratus.v1.HostNote.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.frozen = value;
                            else
                                delete message.frozen;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Beat;
        })();

        v1.HostNote = (function() {

            const HostNote = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            HostNote.prototype.hostId = $util.newBuffer([]);
            HostNote.prototype.heard = false;
            HostNote.prototype.conflict = false;
            HostNote.prototype.heardAtMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            HostNote.prototype.trouble = "";

            HostNote.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hostId != null && $Object.hasOwnProperty.call(message, "hostId") && message.hostId.length)
                    writer.uint32(10).bytes(message.hostId);
                if (message.heard != null && $Object.hasOwnProperty.call(message, "heard") && message.heard !== false)
                    writer.uint32(16).bool(message.heard);
                if (message.conflict != null && $Object.hasOwnProperty.call(message, "conflict") && message.conflict !== false)
                    writer.uint32(24).bool(message.conflict);
                if (message.heardAtMs != null && $Object.hasOwnProperty.call(message, "heardAtMs") && (typeof message.heardAtMs === "object" ? message.heardAtMs.low || message.heardAtMs.high : message.heardAtMs !== 0))
                    writer.uint32(32).int64(message.heardAtMs);
                if (message.trouble != null && $Object.hasOwnProperty.call(message, "trouble") && message.trouble !== "")
                    writer.uint32(42).string(message.trouble);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            HostNote.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.HostNote();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hostId = value;
                            else
                                delete message.hostId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.heard = value;
                            else
                                delete message.heard;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.conflict = value;
                            else
                                delete message.conflict;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.heardAtMs = value;
                            else
                                delete message.heardAtMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.trouble = value;
                            else
                                delete message.trouble;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return HostNote;
        })();

        v1.PublishedEvent = (function() {

            const PublishedEvent = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            PublishedEvent.prototype.format = 0;
            PublishedEvent.prototype.cloudId = $util.newBuffer([]);
            PublishedEvent.prototype.cursor = "";
            PublishedEvent.prototype.previousCursor = "";
            PublishedEvent.prototype.timeMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            PublishedEvent.prototype.actor = "";
            PublishedEvent.prototype.event = null;
            PublishedEvent.prototype.origin = "";
            PublishedEvent.prototype.logPreviousCursor = "";

            PublishedEvent.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                    writer.uint32(8).uint32(message.format);
                if (message.cloudId != null && $Object.hasOwnProperty.call(message, "cloudId") && message.cloudId.length)
                    writer.uint32(18).bytes(message.cloudId);
                if (message.cursor != null && $Object.hasOwnProperty.call(message, "cursor") && message.cursor !== "")
                    writer.uint32(26).string(message.cursor);
                if (message.previousCursor != null && $Object.hasOwnProperty.call(message, "previousCursor") && message.previousCursor !== "")
                    writer.uint32(34).string(message.previousCursor);
                if (message.timeMs != null && $Object.hasOwnProperty.call(message, "timeMs") && (typeof message.timeMs === "object" ? message.timeMs.low || message.timeMs.high : message.timeMs !== 0))
                    writer.uint32(40).int64(message.timeMs);
                if (message.actor != null && $Object.hasOwnProperty.call(message, "actor") && message.actor !== "")
                    writer.uint32(50).string(message.actor);
                if (message.event != null && $Object.hasOwnProperty.call(message, "event"))
                    $root.stratus.v1.Event.encode(message.event, writer.uint32(58).fork(), _depth + 1).ldelim();
                if (message.origin != null && $Object.hasOwnProperty.call(message, "origin") && message.origin !== "")
                    writer.uint32(66).string(message.origin);
                if (message.logPreviousCursor != null && $Object.hasOwnProperty.call(message, "logPreviousCursor") && message.logPreviousCursor !== "")
                    writer.uint32(74).string(message.logPreviousCursor);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            PublishedEvent.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.PublishedEvent();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.format = value;
                            else
                                delete message.format;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.cloudId = value;
                            else
                                delete message.cloudId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.cursor = value;
                            else
                                delete message.cursor;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.previousCursor = value;
                            else
                                delete message.previousCursor;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.timeMs = value;
                            else
                                delete message.timeMs;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.actor = value;
                            else
                                delete message.actor;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            message.event = $root.stratus.v1.Event.decode(reader, reader.size(), $undefined, _depth + 1, message.event);
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.origin = value;
                            else
                                delete message.origin;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.logPreviousCursor = value;
                            else
                                delete message.logPreviousCursor;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return PublishedEvent;
        })();

        v1.UserContext = (function() {

            const UserContext = function (properties) {
                this.publicKeys = [];
                this.variables = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            UserContext.prototype.format = 0;
            UserContext.prototype.publicKeys = $util.emptyArray;
            UserContext.prototype.variables = $util.emptyArray;
            UserContext.prototype.userData = $util.newBuffer([]);

            UserContext.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                    writer.uint32(8).uint32(message.format);
                if (message.publicKeys != null && message.publicKeys.length)
                    for (let i = 0; i < message.publicKeys.length; ++i)
                        writer.uint32(18).string(message.publicKeys[i]);
                if (message.variables != null && message.variables.length)
                    for (let i = 0; i < message.variables.length; ++i)
                        $root.stratus.v1.Variable.encode(message.variables[i], writer.uint32(26).fork(), _depth + 1).ldelim();
                if (message.userData != null && $Object.hasOwnProperty.call(message, "userData") && message.userData.length)
                    writer.uint32(34).bytes(message.userData);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            UserContext.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.UserContext();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.format = value;
                            else
                                delete message.format;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.publicKeys && message.publicKeys.length))
                                message.publicKeys = [];
                            message.publicKeys.push(reader.stringVerify());
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.variables && message.variables.length))
                                message.variables = [];
                            message.variables.push($root.stratus.v1.Variable.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.userData = value;
                            else
                                delete message.userData;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return UserContext;
        })();

        v1.Variable = (function() {

            const Variable = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Variable.prototype.name = "";
            Variable.prototype.value = $util.newBuffer([]);

            Variable.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(10).string(message.name);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value.length)
                    writer.uint32(18).bytes(message.value);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Variable.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.Variable();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Variable;
        })();

        v1.Position = (function() {

            const Position = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Position.prototype.logId = $util.newBuffer([]);
            Position.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Position.prototype.hash = $util.newBuffer([]);

            Position.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.logId != null && $Object.hasOwnProperty.call(message, "logId") && message.logId.length)
                    writer.uint32(10).bytes(message.logId);
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                    writer.uint32(16).int64(message.sequence);
                if (message.hash != null && $Object.hasOwnProperty.call(message, "hash") && message.hash.length)
                    writer.uint32(26).bytes(message.hash);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Position.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.Position();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.logId = value;
                            else
                                delete message.logId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.sequence = value;
                            else
                                delete message.sequence;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hash = value;
                            else
                                delete message.hash;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Position;
        })();

        v1.DigestAlgorithm = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "DIGEST_ALGORITHM_UNSPECIFIED"] = 0;
            values[valuesById[1] = "DIGEST_ALGORITHM_MD5"] = 1;
            values[valuesById[2] = "DIGEST_ALGORITHM_SHA1"] = 2;
            values[valuesById[3] = "DIGEST_ALGORITHM_SHA256"] = 3;
            values[valuesById[4] = "DIGEST_ALGORITHM_SHA512"] = 4;
            return values;
        })();

        v1.ContentDigest = (function() {

            const ContentDigest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ContentDigest.prototype.algorithm = 0;
            ContentDigest.prototype.value = $util.newBuffer([]);

            ContentDigest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.algorithm != null && $Object.hasOwnProperty.call(message, "algorithm") && message.algorithm !== 0)
                    writer.uint32(8).int32(message.algorithm);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value.length)
                    writer.uint32(18).bytes(message.value);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ContentDigest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.ContentDigest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.algorithm = value;
                            else
                                delete message.algorithm;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ContentDigest;
        })();

        v1.ImageFormat = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "IMAGE_FORMAT_UNSPECIFIED"] = 0;
            values[valuesById[1] = "IMAGE_FORMAT_RAW"] = 1;
            values[valuesById[2] = "IMAGE_FORMAT_QCOW2"] = 2;
            return values;
        })();

        v1.Compression = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "COMPRESSION_UNSPECIFIED"] = 0;
            values[valuesById[1] = "COMPRESSION_NONE"] = 1;
            values[valuesById[2] = "COMPRESSION_GZIP"] = 2;
            return values;
        })();

        v1.ImageSource = (function() {

            const ImageSource = function (properties) {
                this.locations = [];
                this.digests = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ImageSource.prototype.identifier = null;
            ImageSource.prototype.locations = $util.emptyArray;
            ImageSource.prototype.format = 0;
            ImageSource.prototype.compression = 0;
            ImageSource.prototype.bytes = null;
            ImageSource.prototype.digests = $util.emptyArray;

            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(ImageSource.prototype, "_identifier", {
                get: $util.oneOfGetter($oneOfFields = ["identifier"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(ImageSource.prototype, "_bytes", {
                get: $util.oneOfGetter($oneOfFields = ["bytes"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            ImageSource.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.identifier != null && $Object.hasOwnProperty.call(message, "identifier"))
                    writer.uint32(10).string(message.identifier);
                if (message.locations != null && message.locations.length)
                    for (let i = 0; i < message.locations.length; ++i)
                        writer.uint32(18).string(message.locations[i]);
                if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                    writer.uint32(24).int32(message.format);
                if (message.compression != null && $Object.hasOwnProperty.call(message, "compression") && message.compression !== 0)
                    writer.uint32(32).int32(message.compression);
                if (message.bytes != null && $Object.hasOwnProperty.call(message, "bytes"))
                    writer.uint32(40).int64(message.bytes);
                if (message.digests != null && message.digests.length)
                    for (let i = 0; i < message.digests.length; ++i)
                        $root.stratus.v1.ContentDigest.encode(message.digests[i], writer.uint32(50).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ImageSource.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.ImageSource();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.identifier = reader.stringVerify();
                            message._identifier = "identifier";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.locations && message.locations.length))
                                message.locations = [];
                            message.locations.push(reader.stringVerify());
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.format = value;
                            else
                                delete message.format;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.compression = value;
                            else
                                delete message.compression;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            message.bytes = reader.int64();
                            message._bytes = "bytes";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if (!(message.digests && message.digests.length))
                                message.digests = [];
                            message.digests.push($root.stratus.v1.ContentDigest.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ImageSource;
        })();

        v1.NetworkClass = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "NETWORK_CLASS_UNSPECIFIED"] = 0;
            values[valuesById[1] = "NETWORK_CLASS_PUBLIC"] = 1;
            values[valuesById[2] = "NETWORK_CLASS_LOCAL"] = 2;
            values[valuesById[3] = "NETWORK_CLASS_PRIVATE"] = 3;
            return values;
        })();

        v1.Nic = (function() {

            const Nic = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Nic.prototype.networkClass = 0;
            Nic.prototype.mac = $util.newBuffer([]);
            Nic.prototype.address = 0;
            Nic.prototype.prefixLength = 0;
            Nic.prototype.gateway = null;

            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Nic.prototype, "_gateway", {
                get: $util.oneOfGetter($oneOfFields = ["gateway"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            Nic.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.networkClass != null && $Object.hasOwnProperty.call(message, "networkClass") && message.networkClass !== 0)
                    writer.uint32(8).int32(message.networkClass);
                if (message.mac != null && $Object.hasOwnProperty.call(message, "mac") && message.mac.length)
                    writer.uint32(18).bytes(message.mac);
                if (message.address != null && $Object.hasOwnProperty.call(message, "address") && message.address !== 0)
                    writer.uint32(29).fixed32(message.address);
                if (message.prefixLength != null && $Object.hasOwnProperty.call(message, "prefixLength") && message.prefixLength !== 0)
                    writer.uint32(32).uint32(message.prefixLength);
                if (message.gateway != null && $Object.hasOwnProperty.call(message, "gateway"))
                    writer.uint32(45).fixed32(message.gateway);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Nic.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.Nic();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.networkClass = value;
                            else
                                delete message.networkClass;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.mac = value;
                            else
                                delete message.mac;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 5)
                                break;
                            if (value = reader.fixed32())
                                message.address = value;
                            else
                                delete message.address;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.prefixLength = value;
                            else
                                delete message.prefixLength;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 5)
                                break;
                            message.gateway = reader.fixed32();
                            message._gateway = "gateway";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Nic;
        })();

        v1.VolumeLabel = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "VOLUME_LABEL_UNSPECIFIED"] = 0;
            values[valuesById[1] = "VOLUME_LABEL_STRATUSLAB"] = 1;
            values[valuesById[2] = "VOLUME_LABEL_CIDATA"] = 2;
            return values;
        })();

        v1.ContextReference = (function() {

            const ContextReference = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ContextReference.prototype.digest = $util.newBuffer([]);
            ContextReference.prototype.volumeLabel = 0;

            ContextReference.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.digest != null && $Object.hasOwnProperty.call(message, "digest") && message.digest.length)
                    writer.uint32(10).bytes(message.digest);
                if (message.volumeLabel != null && $Object.hasOwnProperty.call(message, "volumeLabel") && message.volumeLabel !== 0)
                    writer.uint32(16).int32(message.volumeLabel);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ContextReference.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.ContextReference();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.digest = value;
                            else
                                delete message.digest;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.volumeLabel = value;
                            else
                                delete message.volumeLabel;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ContextReference;
        })();

        v1.ContextFile = (function() {

            const ContextFile = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ContextFile.prototype.name = "";
            ContextFile.prototype.content = $util.newBuffer([]);

            ContextFile.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(10).string(message.name);
                if (message.content != null && $Object.hasOwnProperty.call(message, "content") && message.content.length)
                    writer.uint32(18).bytes(message.content);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ContextFile.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.ContextFile();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.content = value;
                            else
                                delete message.content;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ContextFile;
        })();

        v1.Resources = (function() {

            const Resources = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Resources.prototype.cpuHundredths = 0;
            Resources.prototype.memoryMib = 0;
            Resources.prototype.diskMib = 0;

            Resources.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.cpuHundredths != null && $Object.hasOwnProperty.call(message, "cpuHundredths") && message.cpuHundredths !== 0)
                    writer.uint32(8).uint32(message.cpuHundredths);
                if (message.memoryMib != null && $Object.hasOwnProperty.call(message, "memoryMib") && message.memoryMib !== 0)
                    writer.uint32(16).uint32(message.memoryMib);
                if (message.diskMib != null && $Object.hasOwnProperty.call(message, "diskMib") && message.diskMib !== 0)
                    writer.uint32(24).uint32(message.diskMib);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Resources.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.Resources();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.cpuHundredths = value;
                            else
                                delete message.cpuHundredths;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.memoryMib = value;
                            else
                                delete message.memoryMib;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.diskMib = value;
                            else
                                delete message.diskMib;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Resources;
        })();

        v1.MachineState = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "MACHINE_STATE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "MACHINE_STATE_PENDING"] = 1;
            values[valuesById[2] = "MACHINE_STATE_PROLOG"] = 2;
            values[valuesById[3] = "MACHINE_STATE_BOOT"] = 3;
            values[valuesById[4] = "MACHINE_STATE_RUNNING"] = 4;
            values[valuesById[5] = "MACHINE_STATE_STOPPING"] = 5;
            values[valuesById[6] = "MACHINE_STATE_STOPPED"] = 6;
            values[valuesById[7] = "MACHINE_STATE_SUSPENDED"] = 7;
            values[valuesById[8] = "MACHINE_STATE_MIGRATING"] = 8;
            values[valuesById[9] = "MACHINE_STATE_EPILOG"] = 9;
            values[valuesById[10] = "MACHINE_STATE_UNKNOWN"] = 10;
            values[valuesById[11] = "MACHINE_STATE_FAILED"] = 11;
            values[valuesById[12] = "MACHINE_STATE_DONE"] = 12;
            return values;
        })();

        v1.Policy = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "POLICY_UNSPECIFIED"] = 0;
            values[valuesById[1] = "POLICY_PACKING"] = 1;
            values[valuesById[2] = "POLICY_STRIPING"] = 2;
            values[valuesById[3] = "POLICY_LOAD_AWARE"] = 3;
            values[valuesById[4] = "POLICY_RANK"] = 4;
            return values;
        })();

        v1.HostRestart = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "HOST_RESTART_UNSPECIFIED"] = 0;
            values[valuesById[1] = "HOST_RESTART_LEAVE"] = 1;
            values[valuesById[2] = "HOST_RESTART_START"] = 2;
            return values;
        })();

        v1.Desired = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "DESIRED_UNSPECIFIED"] = 0;
            values[valuesById[1] = "DESIRED_RUNNING"] = 1;
            values[valuesById[2] = "DESIRED_STOPPED"] = 2;
            values[valuesById[3] = "DESIRED_GONE"] = 3;
            return values;
        })();

        v1.Counters = (function() {

            const Counters = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Counters.prototype.cpuTimeMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Counters.prototype.diskReadBytes = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Counters.prototype.diskWriteBytes = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Counters.prototype.netReceiveBytes = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Counters.prototype.netSendBytes = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            Counters.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.cpuTimeMs != null && $Object.hasOwnProperty.call(message, "cpuTimeMs") && (typeof message.cpuTimeMs === "object" ? message.cpuTimeMs.low || message.cpuTimeMs.high : message.cpuTimeMs !== 0))
                    writer.uint32(8).int64(message.cpuTimeMs);
                if (message.diskReadBytes != null && $Object.hasOwnProperty.call(message, "diskReadBytes") && (typeof message.diskReadBytes === "object" ? message.diskReadBytes.low || message.diskReadBytes.high : message.diskReadBytes !== 0))
                    writer.uint32(16).int64(message.diskReadBytes);
                if (message.diskWriteBytes != null && $Object.hasOwnProperty.call(message, "diskWriteBytes") && (typeof message.diskWriteBytes === "object" ? message.diskWriteBytes.low || message.diskWriteBytes.high : message.diskWriteBytes !== 0))
                    writer.uint32(24).int64(message.diskWriteBytes);
                if (message.netReceiveBytes != null && $Object.hasOwnProperty.call(message, "netReceiveBytes") && (typeof message.netReceiveBytes === "object" ? message.netReceiveBytes.low || message.netReceiveBytes.high : message.netReceiveBytes !== 0))
                    writer.uint32(32).int64(message.netReceiveBytes);
                if (message.netSendBytes != null && $Object.hasOwnProperty.call(message, "netSendBytes") && (typeof message.netSendBytes === "object" ? message.netSendBytes.low || message.netSendBytes.high : message.netSendBytes !== 0))
                    writer.uint32(40).int64(message.netSendBytes);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Counters.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.Counters();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.cpuTimeMs = value;
                            else
                                delete message.cpuTimeMs;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.diskReadBytes = value;
                            else
                                delete message.diskReadBytes;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.diskWriteBytes = value;
                            else
                                delete message.diskWriteBytes;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.netReceiveBytes = value;
                            else
                                delete message.netReceiveBytes;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.netSendBytes = value;
                            else
                                delete message.netSendBytes;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Counters;
        })();

        v1.EvidenceFile = (function() {

            const EvidenceFile = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            EvidenceFile.prototype.name = "";
            EvidenceFile.prototype.bytes = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            EvidenceFile.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(10).string(message.name);
                if (message.bytes != null && $Object.hasOwnProperty.call(message, "bytes") && (typeof message.bytes === "object" ? message.bytes.low || message.bytes.high : message.bytes !== 0))
                    writer.uint32(16).int64(message.bytes);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            EvidenceFile.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.EvidenceFile();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.bytes = value;
                            else
                                delete message.bytes;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return EvidenceFile;
        })();

        v1.Attribute = (function() {

            const Attribute = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Attribute.prototype.name = "";
            Attribute.prototype.number = null;
            Attribute.prototype.text = null;

            let $oneOfFields;

            $Object.defineProperty(Attribute.prototype, "value", {
                get: $util.oneOfGetter($oneOfFields = ["number", "text"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            Attribute.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(10).string(message.name);
                if (message.number != null && $Object.hasOwnProperty.call(message, "number"))
                    writer.uint32(16).int64(message.number);
                if (message.text != null && $Object.hasOwnProperty.call(message, "text"))
                    writer.uint32(26).string(message.text);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Attribute.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.Attribute();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.number = reader.int64();
                            message.value = "number";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.text = reader.stringVerify();
                            message.value = "text";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Attribute;
        })();

        v1.Commit = (function() {

            const Commit = function (properties) {
                this.entries = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Commit.prototype.format = 0;
            Commit.prototype.cloudId = $util.newBuffer([]);
            Commit.prototype.logId = $util.newBuffer([]);
            Commit.prototype.term = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Commit.prototype.writer = $util.newBuffer([]);
            Commit.prototype.previousHash = $util.newBuffer([]);
            Commit.prototype.timeMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Commit.prototype.entries = $util.emptyArray;
            Commit.prototype.nonce = $util.newBuffer([]);
            Commit.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            Commit.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                    writer.uint32(8).uint32(message.format);
                if (message.cloudId != null && $Object.hasOwnProperty.call(message, "cloudId") && message.cloudId.length)
                    writer.uint32(18).bytes(message.cloudId);
                if (message.logId != null && $Object.hasOwnProperty.call(message, "logId") && message.logId.length)
                    writer.uint32(26).bytes(message.logId);
                if (message.term != null && $Object.hasOwnProperty.call(message, "term") && (typeof message.term === "object" ? message.term.low || message.term.high : message.term !== 0))
                    writer.uint32(32).int64(message.term);
                if (message.writer != null && $Object.hasOwnProperty.call(message, "writer") && message.writer.length)
                    writer.uint32(42).bytes(message.writer);
                if (message.previousHash != null && $Object.hasOwnProperty.call(message, "previousHash") && message.previousHash.length)
                    writer.uint32(50).bytes(message.previousHash);
                if (message.timeMs != null && $Object.hasOwnProperty.call(message, "timeMs") && (typeof message.timeMs === "object" ? message.timeMs.low || message.timeMs.high : message.timeMs !== 0))
                    writer.uint32(56).int64(message.timeMs);
                if (message.entries != null && message.entries.length)
                    for (let i = 0; i < message.entries.length; ++i)
                        $root.stratus.v1.Entry.encode(message.entries[i], writer.uint32(66).fork(), _depth + 1).ldelim();
                if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce.length)
                    writer.uint32(74).bytes(message.nonce);
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                    writer.uint32(80).int64(message.sequence);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Commit.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.Commit();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.format = value;
                            else
                                delete message.format;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.cloudId = value;
                            else
                                delete message.cloudId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.logId = value;
                            else
                                delete message.logId;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.term = value;
                            else
                                delete message.term;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.writer = value;
                            else
                                delete message.writer;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.previousHash = value;
                            else
                                delete message.previousHash;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.timeMs = value;
                            else
                                delete message.timeMs;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if (!(message.entries && message.entries.length))
                                message.entries = [];
                            message.entries.push($root.stratus.v1.Entry.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.nonce = value;
                            else
                                delete message.nonce;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.sequence = value;
                            else
                                delete message.sequence;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Commit;
        })();

        v1.Entry = (function() {

            const Entry = function (properties) {
                this.events = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Entry.prototype.actor = "";
            Entry.prototype.origin = "";
            Entry.prototype.key = "";
            Entry.prototype.requestDigest = $util.newBuffer([]);
            Entry.prototype.events = $util.emptyArray;

            Entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.actor != null && $Object.hasOwnProperty.call(message, "actor") && message.actor !== "")
                    writer.uint32(10).string(message.actor);
                if (message.origin != null && $Object.hasOwnProperty.call(message, "origin") && message.origin !== "")
                    writer.uint32(18).string(message.origin);
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(26).string(message.key);
                if (message.requestDigest != null && $Object.hasOwnProperty.call(message, "requestDigest") && message.requestDigest.length)
                    writer.uint32(34).bytes(message.requestDigest);
                if (message.events != null && message.events.length)
                    for (let i = 0; i < message.events.length; ++i)
                        $root.stratus.v1.Event.encode(message.events[i], writer.uint32(42).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.Entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.actor = value;
                            else
                                delete message.actor;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.origin = value;
                            else
                                delete message.origin;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.requestDigest = value;
                            else
                                delete message.requestDigest;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (!(message.events && message.events.length))
                                message.events = [];
                            message.events.push($root.stratus.v1.Event.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Entry;
        })();

        v1.Event = (function() {

            const Event = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Event.prototype.machineAccepted = null;
            Event.prototype.machineWaiting = null;
            Event.prototype.machinePlaced = null;
            Event.prototype.machineAdvanced = null;
            Event.prototype.startOrdered = null;
            Event.prototype.stopOrdered = null;
            Event.prototype.killOrdered = null;
            Event.prototype.machineStopped = null;
            Event.prototype.machineLost = null;
            Event.prototype.machineFailed = null;
            Event.prototype.machineGone = null;
            Event.prototype.contextBound = null;
            Event.prototype.machineGivenUp = null;
            Event.prototype.machineRecovered = null;
            Event.prototype.hostJoined = null;
            Event.prototype.hostEnabled = null;
            Event.prototype.hostDisabled = null;
            Event.prototype.hostDeclared = null;
            Event.prototype.hostRenamed = null;
            Event.prototype.hostRemoved = null;
            Event.prototype.hostDownConfirmed = null;
            Event.prototype.hostOffered = null;
            Event.prototype.hostOfferWithdrawn = null;
            Event.prototype.hostRebound = null;
            Event.prototype.hostReturned = null;
            Event.prototype.hostDownAsked = null;
            Event.prototype.hostCloned = null;
            Event.prototype.hostRecovered = null;
            Event.prototype.addressLeased = null;
            Event.prototype.addressSuspected = null;
            Event.prototype.addressReplaced = null;
            Event.prototype.addressReleased = null;
            Event.prototype.evidenceKept = null;
            Event.prototype.evidenceSealed = null;
            Event.prototype.evidenceHeld = null;
            Event.prototype.evidenceReleased = null;
            Event.prototype.purgeOrdered = null;
            Event.prototype.evidencePurged = null;
            Event.prototype.evidenceRecovered = null;
            Event.prototype.cloudCreated = null;
            Event.prototype.termStarted = null;
            Event.prototype.siteConfigured = null;
            Event.prototype.networkDefined = null;
            Event.prototype.sealed = null;
            Event.prototype.segmentOpened = null;
            Event.prototype.recoveryNeeded = null;
            Event.prototype.logRecovered = null;
            Event.prototype.recoveryEnded = null;
            Event.prototype.stateCarried = null;
            Event.prototype.projectId = "";

            let $oneOfFields;

            $Object.defineProperty(Event.prototype, "kind", {
                get: $util.oneOfGetter($oneOfFields = ["machineAccepted", "machineWaiting", "machinePlaced", "machineAdvanced", "startOrdered", "stopOrdered", "killOrdered", "machineStopped", "machineLost", "machineFailed", "machineGone", "contextBound", "machineGivenUp", "machineRecovered", "hostJoined", "hostEnabled", "hostDisabled", "hostDeclared", "hostRenamed", "hostRemoved", "hostDownConfirmed", "hostOffered", "hostOfferWithdrawn", "hostRebound", "hostReturned", "hostDownAsked", "hostCloned", "hostRecovered", "addressLeased", "addressSuspected", "addressReplaced", "addressReleased", "evidenceKept", "evidenceSealed", "evidenceHeld", "evidenceReleased", "purgeOrdered", "evidencePurged", "evidenceRecovered", "cloudCreated", "termStarted", "siteConfigured", "networkDefined", "sealed", "segmentOpened", "recoveryNeeded", "logRecovered", "recoveryEnded", "stateCarried"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            Event.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machineAccepted != null && $Object.hasOwnProperty.call(message, "machineAccepted"))
                    $root.stratus.v1.MachineAccepted.encode(message.machineAccepted, writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.machineWaiting != null && $Object.hasOwnProperty.call(message, "machineWaiting"))
                    $root.stratus.v1.MachineWaiting.encode(message.machineWaiting, writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.machinePlaced != null && $Object.hasOwnProperty.call(message, "machinePlaced"))
                    $root.stratus.v1.MachinePlaced.encode(message.machinePlaced, writer.uint32(26).fork(), _depth + 1).ldelim();
                if (message.machineAdvanced != null && $Object.hasOwnProperty.call(message, "machineAdvanced"))
                    $root.stratus.v1.MachineAdvanced.encode(message.machineAdvanced, writer.uint32(34).fork(), _depth + 1).ldelim();
                if (message.startOrdered != null && $Object.hasOwnProperty.call(message, "startOrdered"))
                    $root.stratus.v1.StartOrdered.encode(message.startOrdered, writer.uint32(42).fork(), _depth + 1).ldelim();
                if (message.stopOrdered != null && $Object.hasOwnProperty.call(message, "stopOrdered"))
                    $root.stratus.v1.StopOrdered.encode(message.stopOrdered, writer.uint32(50).fork(), _depth + 1).ldelim();
                if (message.killOrdered != null && $Object.hasOwnProperty.call(message, "killOrdered"))
                    $root.stratus.v1.KillOrdered.encode(message.killOrdered, writer.uint32(58).fork(), _depth + 1).ldelim();
                if (message.machineStopped != null && $Object.hasOwnProperty.call(message, "machineStopped"))
                    $root.stratus.v1.MachineStopped.encode(message.machineStopped, writer.uint32(66).fork(), _depth + 1).ldelim();
                if (message.machineLost != null && $Object.hasOwnProperty.call(message, "machineLost"))
                    $root.stratus.v1.MachineLost.encode(message.machineLost, writer.uint32(74).fork(), _depth + 1).ldelim();
                if (message.machineFailed != null && $Object.hasOwnProperty.call(message, "machineFailed"))
                    $root.stratus.v1.MachineFailed.encode(message.machineFailed, writer.uint32(82).fork(), _depth + 1).ldelim();
                if (message.machineGone != null && $Object.hasOwnProperty.call(message, "machineGone"))
                    $root.stratus.v1.MachineGone.encode(message.machineGone, writer.uint32(90).fork(), _depth + 1).ldelim();
                if (message.contextBound != null && $Object.hasOwnProperty.call(message, "contextBound"))
                    $root.stratus.v1.ContextBound.encode(message.contextBound, writer.uint32(98).fork(), _depth + 1).ldelim();
                if (message.machineGivenUp != null && $Object.hasOwnProperty.call(message, "machineGivenUp"))
                    $root.stratus.v1.MachineGivenUp.encode(message.machineGivenUp, writer.uint32(106).fork(), _depth + 1).ldelim();
                if (message.machineRecovered != null && $Object.hasOwnProperty.call(message, "machineRecovered"))
                    $root.stratus.v1.MachineRecovered.encode(message.machineRecovered, writer.uint32(114).fork(), _depth + 1).ldelim();
                if (message.hostJoined != null && $Object.hasOwnProperty.call(message, "hostJoined"))
                    $root.stratus.v1.HostJoined.encode(message.hostJoined, writer.uint32(802).fork(), _depth + 1).ldelim();
                if (message.hostEnabled != null && $Object.hasOwnProperty.call(message, "hostEnabled"))
                    $root.stratus.v1.HostEnabled.encode(message.hostEnabled, writer.uint32(810).fork(), _depth + 1).ldelim();
                if (message.hostDisabled != null && $Object.hasOwnProperty.call(message, "hostDisabled"))
                    $root.stratus.v1.HostDisabled.encode(message.hostDisabled, writer.uint32(818).fork(), _depth + 1).ldelim();
                if (message.hostDeclared != null && $Object.hasOwnProperty.call(message, "hostDeclared"))
                    $root.stratus.v1.HostDeclared.encode(message.hostDeclared, writer.uint32(826).fork(), _depth + 1).ldelim();
                if (message.hostRenamed != null && $Object.hasOwnProperty.call(message, "hostRenamed"))
                    $root.stratus.v1.HostRenamed.encode(message.hostRenamed, writer.uint32(834).fork(), _depth + 1).ldelim();
                if (message.hostRemoved != null && $Object.hasOwnProperty.call(message, "hostRemoved"))
                    $root.stratus.v1.HostRemoved.encode(message.hostRemoved, writer.uint32(842).fork(), _depth + 1).ldelim();
                if (message.hostDownConfirmed != null && $Object.hasOwnProperty.call(message, "hostDownConfirmed"))
                    $root.stratus.v1.HostDownConfirmed.encode(message.hostDownConfirmed, writer.uint32(850).fork(), _depth + 1).ldelim();
                if (message.hostOffered != null && $Object.hasOwnProperty.call(message, "hostOffered"))
                    $root.stratus.v1.HostOffered.encode(message.hostOffered, writer.uint32(858).fork(), _depth + 1).ldelim();
                if (message.hostOfferWithdrawn != null && $Object.hasOwnProperty.call(message, "hostOfferWithdrawn"))
                    $root.stratus.v1.HostOfferWithdrawn.encode(message.hostOfferWithdrawn, writer.uint32(866).fork(), _depth + 1).ldelim();
                if (message.hostRebound != null && $Object.hasOwnProperty.call(message, "hostRebound"))
                    $root.stratus.v1.HostRebound.encode(message.hostRebound, writer.uint32(874).fork(), _depth + 1).ldelim();
                if (message.hostReturned != null && $Object.hasOwnProperty.call(message, "hostReturned"))
                    $root.stratus.v1.HostReturned.encode(message.hostReturned, writer.uint32(882).fork(), _depth + 1).ldelim();
                if (message.hostDownAsked != null && $Object.hasOwnProperty.call(message, "hostDownAsked"))
                    $root.stratus.v1.HostDownAsked.encode(message.hostDownAsked, writer.uint32(890).fork(), _depth + 1).ldelim();
                if (message.hostCloned != null && $Object.hasOwnProperty.call(message, "hostCloned"))
                    $root.stratus.v1.HostCloned.encode(message.hostCloned, writer.uint32(898).fork(), _depth + 1).ldelim();
                if (message.hostRecovered != null && $Object.hasOwnProperty.call(message, "hostRecovered"))
                    $root.stratus.v1.HostRecovered.encode(message.hostRecovered, writer.uint32(906).fork(), _depth + 1).ldelim();
                if (message.addressLeased != null && $Object.hasOwnProperty.call(message, "addressLeased"))
                    $root.stratus.v1.AddressLeased.encode(message.addressLeased, writer.uint32(1602).fork(), _depth + 1).ldelim();
                if (message.addressSuspected != null && $Object.hasOwnProperty.call(message, "addressSuspected"))
                    $root.stratus.v1.AddressSuspected.encode(message.addressSuspected, writer.uint32(1610).fork(), _depth + 1).ldelim();
                if (message.addressReplaced != null && $Object.hasOwnProperty.call(message, "addressReplaced"))
                    $root.stratus.v1.AddressReplaced.encode(message.addressReplaced, writer.uint32(1618).fork(), _depth + 1).ldelim();
                if (message.addressReleased != null && $Object.hasOwnProperty.call(message, "addressReleased"))
                    $root.stratus.v1.AddressReleased.encode(message.addressReleased, writer.uint32(1626).fork(), _depth + 1).ldelim();
                if (message.evidenceKept != null && $Object.hasOwnProperty.call(message, "evidenceKept"))
                    $root.stratus.v1.EvidenceKept.encode(message.evidenceKept, writer.uint32(2402).fork(), _depth + 1).ldelim();
                if (message.evidenceSealed != null && $Object.hasOwnProperty.call(message, "evidenceSealed"))
                    $root.stratus.v1.EvidenceSealed.encode(message.evidenceSealed, writer.uint32(2410).fork(), _depth + 1).ldelim();
                if (message.evidenceHeld != null && $Object.hasOwnProperty.call(message, "evidenceHeld"))
                    $root.stratus.v1.EvidenceHeld.encode(message.evidenceHeld, writer.uint32(2418).fork(), _depth + 1).ldelim();
                if (message.evidenceReleased != null && $Object.hasOwnProperty.call(message, "evidenceReleased"))
                    $root.stratus.v1.EvidenceReleased.encode(message.evidenceReleased, writer.uint32(2426).fork(), _depth + 1).ldelim();
                if (message.purgeOrdered != null && $Object.hasOwnProperty.call(message, "purgeOrdered"))
                    $root.stratus.v1.PurgeOrdered.encode(message.purgeOrdered, writer.uint32(2434).fork(), _depth + 1).ldelim();
                if (message.evidencePurged != null && $Object.hasOwnProperty.call(message, "evidencePurged"))
                    $root.stratus.v1.EvidencePurged.encode(message.evidencePurged, writer.uint32(2442).fork(), _depth + 1).ldelim();
                if (message.evidenceRecovered != null && $Object.hasOwnProperty.call(message, "evidenceRecovered"))
                    $root.stratus.v1.EvidenceRecovered.encode(message.evidenceRecovered, writer.uint32(2450).fork(), _depth + 1).ldelim();
                if (message.cloudCreated != null && $Object.hasOwnProperty.call(message, "cloudCreated"))
                    $root.stratus.v1.CloudCreated.encode(message.cloudCreated, writer.uint32(4802).fork(), _depth + 1).ldelim();
                if (message.termStarted != null && $Object.hasOwnProperty.call(message, "termStarted"))
                    $root.stratus.v1.TermStarted.encode(message.termStarted, writer.uint32(4810).fork(), _depth + 1).ldelim();
                if (message.siteConfigured != null && $Object.hasOwnProperty.call(message, "siteConfigured"))
                    $root.stratus.v1.SiteConfigured.encode(message.siteConfigured, writer.uint32(4818).fork(), _depth + 1).ldelim();
                if (message.networkDefined != null && $Object.hasOwnProperty.call(message, "networkDefined"))
                    $root.stratus.v1.NetworkDefined.encode(message.networkDefined, writer.uint32(4826).fork(), _depth + 1).ldelim();
                if (message.sealed != null && $Object.hasOwnProperty.call(message, "sealed"))
                    $root.stratus.v1.Sealed.encode(message.sealed, writer.uint32(4834).fork(), _depth + 1).ldelim();
                if (message.segmentOpened != null && $Object.hasOwnProperty.call(message, "segmentOpened"))
                    $root.stratus.v1.SegmentOpened.encode(message.segmentOpened, writer.uint32(4842).fork(), _depth + 1).ldelim();
                if (message.recoveryNeeded != null && $Object.hasOwnProperty.call(message, "recoveryNeeded"))
                    $root.stratus.v1.RecoveryNeeded.encode(message.recoveryNeeded, writer.uint32(4850).fork(), _depth + 1).ldelim();
                if (message.logRecovered != null && $Object.hasOwnProperty.call(message, "logRecovered"))
                    $root.stratus.v1.LogRecovered.encode(message.logRecovered, writer.uint32(4858).fork(), _depth + 1).ldelim();
                if (message.recoveryEnded != null && $Object.hasOwnProperty.call(message, "recoveryEnded"))
                    $root.stratus.v1.RecoveryEnded.encode(message.recoveryEnded, writer.uint32(4866).fork(), _depth + 1).ldelim();
                if (message.stateCarried != null && $Object.hasOwnProperty.call(message, "stateCarried"))
                    $root.stratus.v1.StateCarried.encode(message.stateCarried, writer.uint32(4874).fork(), _depth + 1).ldelim();
                if (message.projectId != null && $Object.hasOwnProperty.call(message, "projectId") && message.projectId !== "")
                    writer.uint32(8002).string(message.projectId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Event.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.Event();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.machineAccepted = $root.stratus.v1.MachineAccepted.decode(reader, reader.size(), $undefined, _depth + 1, message.machineAccepted);
                            message.kind = "machineAccepted";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.machineWaiting = $root.stratus.v1.MachineWaiting.decode(reader, reader.size(), $undefined, _depth + 1, message.machineWaiting);
                            message.kind = "machineWaiting";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.machinePlaced = $root.stratus.v1.MachinePlaced.decode(reader, reader.size(), $undefined, _depth + 1, message.machinePlaced);
                            message.kind = "machinePlaced";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.machineAdvanced = $root.stratus.v1.MachineAdvanced.decode(reader, reader.size(), $undefined, _depth + 1, message.machineAdvanced);
                            message.kind = "machineAdvanced";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.startOrdered = $root.stratus.v1.StartOrdered.decode(reader, reader.size(), $undefined, _depth + 1, message.startOrdered);
                            message.kind = "startOrdered";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.stopOrdered = $root.stratus.v1.StopOrdered.decode(reader, reader.size(), $undefined, _depth + 1, message.stopOrdered);
                            message.kind = "stopOrdered";
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            message.killOrdered = $root.stratus.v1.KillOrdered.decode(reader, reader.size(), $undefined, _depth + 1, message.killOrdered);
                            message.kind = "killOrdered";
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            message.machineStopped = $root.stratus.v1.MachineStopped.decode(reader, reader.size(), $undefined, _depth + 1, message.machineStopped);
                            message.kind = "machineStopped";
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            message.machineLost = $root.stratus.v1.MachineLost.decode(reader, reader.size(), $undefined, _depth + 1, message.machineLost);
                            message.kind = "machineLost";
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            message.machineFailed = $root.stratus.v1.MachineFailed.decode(reader, reader.size(), $undefined, _depth + 1, message.machineFailed);
                            message.kind = "machineFailed";
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            message.machineGone = $root.stratus.v1.MachineGone.decode(reader, reader.size(), $undefined, _depth + 1, message.machineGone);
                            message.kind = "machineGone";
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            message.contextBound = $root.stratus.v1.ContextBound.decode(reader, reader.size(), $undefined, _depth + 1, message.contextBound);
                            message.kind = "contextBound";
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            message.machineGivenUp = $root.stratus.v1.MachineGivenUp.decode(reader, reader.size(), $undefined, _depth + 1, message.machineGivenUp);
                            message.kind = "machineGivenUp";
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            message.machineRecovered = $root.stratus.v1.MachineRecovered.decode(reader, reader.size(), $undefined, _depth + 1, message.machineRecovered);
                            message.kind = "machineRecovered";
                            continue;
                        }
                    case 100: {
                            if (wireType !== 2)
                                break;
                            message.hostJoined = $root.stratus.v1.HostJoined.decode(reader, reader.size(), $undefined, _depth + 1, message.hostJoined);
                            message.kind = "hostJoined";
                            continue;
                        }
                    case 101: {
                            if (wireType !== 2)
                                break;
                            message.hostEnabled = $root.stratus.v1.HostEnabled.decode(reader, reader.size(), $undefined, _depth + 1, message.hostEnabled);
                            message.kind = "hostEnabled";
                            continue;
                        }
                    case 102: {
                            if (wireType !== 2)
                                break;
                            message.hostDisabled = $root.stratus.v1.HostDisabled.decode(reader, reader.size(), $undefined, _depth + 1, message.hostDisabled);
                            message.kind = "hostDisabled";
                            continue;
                        }
                    case 103: {
                            if (wireType !== 2)
                                break;
                            message.hostDeclared = $root.stratus.v1.HostDeclared.decode(reader, reader.size(), $undefined, _depth + 1, message.hostDeclared);
                            message.kind = "hostDeclared";
                            continue;
                        }
                    case 104: {
                            if (wireType !== 2)
                                break;
                            message.hostRenamed = $root.stratus.v1.HostRenamed.decode(reader, reader.size(), $undefined, _depth + 1, message.hostRenamed);
                            message.kind = "hostRenamed";
                            continue;
                        }
                    case 105: {
                            if (wireType !== 2)
                                break;
                            message.hostRemoved = $root.stratus.v1.HostRemoved.decode(reader, reader.size(), $undefined, _depth + 1, message.hostRemoved);
                            message.kind = "hostRemoved";
                            continue;
                        }
                    case 106: {
                            if (wireType !== 2)
                                break;
                            message.hostDownConfirmed = $root.stratus.v1.HostDownConfirmed.decode(reader, reader.size(), $undefined, _depth + 1, message.hostDownConfirmed);
                            message.kind = "hostDownConfirmed";
                            continue;
                        }
                    case 107: {
                            if (wireType !== 2)
                                break;
                            message.hostOffered = $root.stratus.v1.HostOffered.decode(reader, reader.size(), $undefined, _depth + 1, message.hostOffered);
                            message.kind = "hostOffered";
                            continue;
                        }
                    case 108: {
                            if (wireType !== 2)
                                break;
                            message.hostOfferWithdrawn = $root.stratus.v1.HostOfferWithdrawn.decode(reader, reader.size(), $undefined, _depth + 1, message.hostOfferWithdrawn);
                            message.kind = "hostOfferWithdrawn";
                            continue;
                        }
                    case 109: {
                            if (wireType !== 2)
                                break;
                            message.hostRebound = $root.stratus.v1.HostRebound.decode(reader, reader.size(), $undefined, _depth + 1, message.hostRebound);
                            message.kind = "hostRebound";
                            continue;
                        }
                    case 110: {
                            if (wireType !== 2)
                                break;
                            message.hostReturned = $root.stratus.v1.HostReturned.decode(reader, reader.size(), $undefined, _depth + 1, message.hostReturned);
                            message.kind = "hostReturned";
                            continue;
                        }
                    case 111: {
                            if (wireType !== 2)
                                break;
                            message.hostDownAsked = $root.stratus.v1.HostDownAsked.decode(reader, reader.size(), $undefined, _depth + 1, message.hostDownAsked);
                            message.kind = "hostDownAsked";
                            continue;
                        }
                    case 112: {
                            if (wireType !== 2)
                                break;
                            message.hostCloned = $root.stratus.v1.HostCloned.decode(reader, reader.size(), $undefined, _depth + 1, message.hostCloned);
                            message.kind = "hostCloned";
                            continue;
                        }
                    case 113: {
                            if (wireType !== 2)
                                break;
                            message.hostRecovered = $root.stratus.v1.HostRecovered.decode(reader, reader.size(), $undefined, _depth + 1, message.hostRecovered);
                            message.kind = "hostRecovered";
                            continue;
                        }
                    case 200: {
                            if (wireType !== 2)
                                break;
                            message.addressLeased = $root.stratus.v1.AddressLeased.decode(reader, reader.size(), $undefined, _depth + 1, message.addressLeased);
                            message.kind = "addressLeased";
                            continue;
                        }
                    case 201: {
                            if (wireType !== 2)
                                break;
                            message.addressSuspected = $root.stratus.v1.AddressSuspected.decode(reader, reader.size(), $undefined, _depth + 1, message.addressSuspected);
                            message.kind = "addressSuspected";
                            continue;
                        }
                    case 202: {
                            if (wireType !== 2)
                                break;
                            message.addressReplaced = $root.stratus.v1.AddressReplaced.decode(reader, reader.size(), $undefined, _depth + 1, message.addressReplaced);
                            message.kind = "addressReplaced";
                            continue;
                        }
                    case 203: {
                            if (wireType !== 2)
                                break;
                            message.addressReleased = $root.stratus.v1.AddressReleased.decode(reader, reader.size(), $undefined, _depth + 1, message.addressReleased);
                            message.kind = "addressReleased";
                            continue;
                        }
                    case 300: {
                            if (wireType !== 2)
                                break;
                            message.evidenceKept = $root.stratus.v1.EvidenceKept.decode(reader, reader.size(), $undefined, _depth + 1, message.evidenceKept);
                            message.kind = "evidenceKept";
                            continue;
                        }
                    case 301: {
                            if (wireType !== 2)
                                break;
                            message.evidenceSealed = $root.stratus.v1.EvidenceSealed.decode(reader, reader.size(), $undefined, _depth + 1, message.evidenceSealed);
                            message.kind = "evidenceSealed";
                            continue;
                        }
                    case 302: {
                            if (wireType !== 2)
                                break;
                            message.evidenceHeld = $root.stratus.v1.EvidenceHeld.decode(reader, reader.size(), $undefined, _depth + 1, message.evidenceHeld);
                            message.kind = "evidenceHeld";
                            continue;
                        }
                    case 303: {
                            if (wireType !== 2)
                                break;
                            message.evidenceReleased = $root.stratus.v1.EvidenceReleased.decode(reader, reader.size(), $undefined, _depth + 1, message.evidenceReleased);
                            message.kind = "evidenceReleased";
                            continue;
                        }
                    case 304: {
                            if (wireType !== 2)
                                break;
                            message.purgeOrdered = $root.stratus.v1.PurgeOrdered.decode(reader, reader.size(), $undefined, _depth + 1, message.purgeOrdered);
                            message.kind = "purgeOrdered";
                            continue;
                        }
                    case 305: {
                            if (wireType !== 2)
                                break;
                            message.evidencePurged = $root.stratus.v1.EvidencePurged.decode(reader, reader.size(), $undefined, _depth + 1, message.evidencePurged);
                            message.kind = "evidencePurged";
                            continue;
                        }
                    case 306: {
                            if (wireType !== 2)
                                break;
                            message.evidenceRecovered = $root.stratus.v1.EvidenceRecovered.decode(reader, reader.size(), $undefined, _depth + 1, message.evidenceRecovered);
                            message.kind = "evidenceRecovered";
                            continue;
                        }
                    case 600: {
                            if (wireType !== 2)
                                break;
                            message.cloudCreated = $root.stratus.v1.CloudCreated.decode(reader, reader.size(), $undefined, _depth + 1, message.cloudCreated);
                            message.kind = "cloudCreated";
                            continue;
                        }
                    case 601: {
                            if (wireType !== 2)
                                break;
                            message.termStarted = $root.stratus.v1.TermStarted.decode(reader, reader.size(), $undefined, _depth + 1, message.termStarted);
                            message.kind = "termStarted";
                            continue;
                        }
                    case 602: {
                            if (wireType !== 2)
                                break;
                            message.siteConfigured = $root.stratus.v1.SiteConfigured.decode(reader, reader.size(), $undefined, _depth + 1, message.siteConfigured);
                            message.kind = "siteConfigured";
                            continue;
                        }
                    case 603: {
                            if (wireType !== 2)
                                break;
                            message.networkDefined = $root.stratus.v1.NetworkDefined.decode(reader, reader.size(), $undefined, _depth + 1, message.networkDefined);
                            message.kind = "networkDefined";
                            continue;
                        }
                    case 604: {
                            if (wireType !== 2)
                                break;
                            message.sealed = $root.stratus.v1.Sealed.decode(reader, reader.size(), $undefined, _depth + 1, message.sealed);
                            message.kind = "sealed";
                            continue;
                        }
                    case 605: {
                            if (wireType !== 2)
                                break;
                            message.segmentOpened = $root.stratus.v1.SegmentOpened.decode(reader, reader.size(), $undefined, _depth + 1, message.segmentOpened);
                            message.kind = "segmentOpened";
                            continue;
                        }
                    case 606: {
                            if (wireType !== 2)
                                break;
                            message.recoveryNeeded = $root.stratus.v1.RecoveryNeeded.decode(reader, reader.size(), $undefined, _depth + 1, message.recoveryNeeded);
                            message.kind = "recoveryNeeded";
                            continue;
                        }
                    case 607: {
                            if (wireType !== 2)
                                break;
                            message.logRecovered = $root.stratus.v1.LogRecovered.decode(reader, reader.size(), $undefined, _depth + 1, message.logRecovered);
                            message.kind = "logRecovered";
                            continue;
                        }
                    case 608: {
                            if (wireType !== 2)
                                break;
                            message.recoveryEnded = $root.stratus.v1.RecoveryEnded.decode(reader, reader.size(), $undefined, _depth + 1, message.recoveryEnded);
                            message.kind = "recoveryEnded";
                            continue;
                        }
                    case 609: {
                            if (wireType !== 2)
                                break;
                            message.stateCarried = $root.stratus.v1.StateCarried.decode(reader, reader.size(), $undefined, _depth + 1, message.stateCarried);
                            message.kind = "stateCarried";
                            continue;
                        }
                    case 1000: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.projectId = value;
                            else
                                delete message.projectId;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Event;
        })();

        v1.MachineAccepted = (function() {

            const MachineAccepted = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            MachineAccepted.prototype.machineId = $util.newBuffer([]);
            MachineAccepted.prototype.label = 0;
            MachineAccepted.prototype.name = "";
            MachineAccepted.prototype.projectId = "";
            MachineAccepted.prototype.instanceType = "";
            MachineAccepted.prototype.vcpus = 0;
            MachineAccepted.prototype.resources = null;
            MachineAccepted.prototype.swapMib = 0;
            MachineAccepted.prototype.rootDiskMib = 0;
            MachineAccepted.prototype.image = null;
            MachineAccepted.prototype.networkClass = 0;
            MachineAccepted.prototype.wantedAddress = null;
            MachineAccepted.prototype.requirements = "";
            MachineAccepted.prototype.rank = "";
            MachineAccepted.prototype.policy = 0;
            MachineAccepted.prototype.onHostRestart = 0;
            MachineAccepted.prototype.volumeLabel = 0;
            MachineAccepted.prototype.stopDeadlineMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            MachineAccepted.prototype.volatileMib = 0;

            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(MachineAccepted.prototype, "_wantedAddress", {
                get: $util.oneOfGetter($oneOfFields = ["wantedAddress"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            MachineAccepted.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machineId != null && $Object.hasOwnProperty.call(message, "machineId") && message.machineId.length)
                    writer.uint32(10).bytes(message.machineId);
                if (message.label != null && $Object.hasOwnProperty.call(message, "label") && message.label !== 0)
                    writer.uint32(16).uint32(message.label);
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(26).string(message.name);
                if (message.projectId != null && $Object.hasOwnProperty.call(message, "projectId") && message.projectId !== "")
                    writer.uint32(34).string(message.projectId);
                if (message.instanceType != null && $Object.hasOwnProperty.call(message, "instanceType") && message.instanceType !== "")
                    writer.uint32(42).string(message.instanceType);
                if (message.vcpus != null && $Object.hasOwnProperty.call(message, "vcpus") && message.vcpus !== 0)
                    writer.uint32(48).uint32(message.vcpus);
                if (message.resources != null && $Object.hasOwnProperty.call(message, "resources"))
                    $root.stratus.v1.Resources.encode(message.resources, writer.uint32(58).fork(), _depth + 1).ldelim();
                if (message.swapMib != null && $Object.hasOwnProperty.call(message, "swapMib") && message.swapMib !== 0)
                    writer.uint32(64).uint32(message.swapMib);
                if (message.rootDiskMib != null && $Object.hasOwnProperty.call(message, "rootDiskMib") && message.rootDiskMib !== 0)
                    writer.uint32(72).uint32(message.rootDiskMib);
                if (message.image != null && $Object.hasOwnProperty.call(message, "image"))
                    $root.stratus.v1.ImageSource.encode(message.image, writer.uint32(82).fork(), _depth + 1).ldelim();
                if (message.networkClass != null && $Object.hasOwnProperty.call(message, "networkClass") && message.networkClass !== 0)
                    writer.uint32(88).int32(message.networkClass);
                if (message.wantedAddress != null && $Object.hasOwnProperty.call(message, "wantedAddress"))
                    writer.uint32(101).fixed32(message.wantedAddress);
                if (message.requirements != null && $Object.hasOwnProperty.call(message, "requirements") && message.requirements !== "")
                    writer.uint32(106).string(message.requirements);
                if (message.rank != null && $Object.hasOwnProperty.call(message, "rank") && message.rank !== "")
                    writer.uint32(114).string(message.rank);
                if (message.policy != null && $Object.hasOwnProperty.call(message, "policy") && message.policy !== 0)
                    writer.uint32(120).int32(message.policy);
                if (message.onHostRestart != null && $Object.hasOwnProperty.call(message, "onHostRestart") && message.onHostRestart !== 0)
                    writer.uint32(128).int32(message.onHostRestart);
                if (message.volumeLabel != null && $Object.hasOwnProperty.call(message, "volumeLabel") && message.volumeLabel !== 0)
                    writer.uint32(136).int32(message.volumeLabel);
                if (message.stopDeadlineMs != null && $Object.hasOwnProperty.call(message, "stopDeadlineMs") && (typeof message.stopDeadlineMs === "object" ? message.stopDeadlineMs.low || message.stopDeadlineMs.high : message.stopDeadlineMs !== 0))
                    writer.uint32(144).int64(message.stopDeadlineMs);
                if (message.volatileMib != null && $Object.hasOwnProperty.call(message, "volatileMib") && message.volatileMib !== 0)
                    writer.uint32(152).uint32(message.volatileMib);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            MachineAccepted.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.MachineAccepted();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.machineId = value;
                            else
                                delete message.machineId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.label = value;
                            else
                                delete message.label;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.projectId = value;
                            else
                                delete message.projectId;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.instanceType = value;
                            else
                                delete message.instanceType;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.vcpus = value;
                            else
                                delete message.vcpus;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            message.resources = $root.stratus.v1.Resources.decode(reader, reader.size(), $undefined, _depth + 1, message.resources);
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.swapMib = value;
                            else
                                delete message.swapMib;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.rootDiskMib = value;
                            else
                                delete message.rootDiskMib;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            message.image = $root.stratus.v1.ImageSource.decode(reader, reader.size(), $undefined, _depth + 1, message.image);
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.networkClass = value;
                            else
                                delete message.networkClass;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 5)
                                break;
                            message.wantedAddress = reader.fixed32();
                            message._wantedAddress = "wantedAddress";
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.requirements = value;
                            else
                                delete message.requirements;
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.rank = value;
                            else
                                delete message.rank;
                            continue;
                        }
                    case 15: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.policy = value;
                            else
                                delete message.policy;
                            continue;
                        }
                    case 16: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.onHostRestart = value;
                            else
                                delete message.onHostRestart;
                            continue;
                        }
                    case 17: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.volumeLabel = value;
                            else
                                delete message.volumeLabel;
                            continue;
                        }
                    case 18: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.stopDeadlineMs = value;
                            else
                                delete message.stopDeadlineMs;
                            continue;
                        }
                    case 19: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.volatileMib = value;
                            else
                                delete message.volatileMib;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return MachineAccepted;
        })();

        v1.MachineWaiting = (function() {

            const MachineWaiting = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            MachineWaiting.prototype.machineId = $util.newBuffer([]);
            MachineWaiting.prototype.reason = 0;

            MachineWaiting.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machineId != null && $Object.hasOwnProperty.call(message, "machineId") && message.machineId.length)
                    writer.uint32(10).bytes(message.machineId);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                    writer.uint32(16).uint32(message.reason);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            MachineWaiting.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.MachineWaiting();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.machineId = value;
                            else
                                delete message.machineId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return MachineWaiting;
        })();

        v1.MachinePlaced = (function() {

            const MachinePlaced = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            MachinePlaced.prototype.machineId = $util.newBuffer([]);
            MachinePlaced.prototype.hostId = $util.newBuffer([]);
            MachinePlaced.prototype.generation = 0;

            MachinePlaced.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machineId != null && $Object.hasOwnProperty.call(message, "machineId") && message.machineId.length)
                    writer.uint32(10).bytes(message.machineId);
                if (message.hostId != null && $Object.hasOwnProperty.call(message, "hostId") && message.hostId.length)
                    writer.uint32(18).bytes(message.hostId);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                    writer.uint32(24).uint32(message.generation);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            MachinePlaced.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.MachinePlaced();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.machineId = value;
                            else
                                delete message.machineId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hostId = value;
                            else
                                delete message.hostId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return MachinePlaced;
        })();

        v1.MachineAdvanced = (function() {

            const MachineAdvanced = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            MachineAdvanced.prototype.machineId = $util.newBuffer([]);
            MachineAdvanced.prototype.generation = 0;
            MachineAdvanced.prototype.to = 0;

            MachineAdvanced.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machineId != null && $Object.hasOwnProperty.call(message, "machineId") && message.machineId.length)
                    writer.uint32(10).bytes(message.machineId);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                    writer.uint32(16).uint32(message.generation);
                if (message.to != null && $Object.hasOwnProperty.call(message, "to") && message.to !== 0)
                    writer.uint32(24).int32(message.to);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            MachineAdvanced.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.MachineAdvanced();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.machineId = value;
                            else
                                delete message.machineId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.to = value;
                            else
                                delete message.to;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return MachineAdvanced;
        })();

        v1.StartOrdered = (function() {

            const StartOrdered = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            StartOrdered.prototype.machineId = $util.newBuffer([]);
            StartOrdered.prototype.generation = 0;

            StartOrdered.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machineId != null && $Object.hasOwnProperty.call(message, "machineId") && message.machineId.length)
                    writer.uint32(10).bytes(message.machineId);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                    writer.uint32(16).uint32(message.generation);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            StartOrdered.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.StartOrdered();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.machineId = value;
                            else
                                delete message.machineId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return StartOrdered;
        })();

        v1.StopOrdered = (function() {

            const StopOrdered = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            StopOrdered.prototype.machineId = $util.newBuffer([]);
            StopOrdered.prototype.generation = 0;
            StopOrdered.prototype.thenGone = false;

            StopOrdered.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machineId != null && $Object.hasOwnProperty.call(message, "machineId") && message.machineId.length)
                    writer.uint32(10).bytes(message.machineId);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                    writer.uint32(16).uint32(message.generation);
                if (message.thenGone != null && $Object.hasOwnProperty.call(message, "thenGone") && message.thenGone !== false)
                    writer.uint32(24).bool(message.thenGone);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            StopOrdered.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.StopOrdered();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.machineId = value;
                            else
                                delete message.machineId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.thenGone = value;
                            else
                                delete message.thenGone;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return StopOrdered;
        })();

        v1.KillOrdered = (function() {

            const KillOrdered = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            KillOrdered.prototype.machineId = $util.newBuffer([]);
            KillOrdered.prototype.generation = 0;

            KillOrdered.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machineId != null && $Object.hasOwnProperty.call(message, "machineId") && message.machineId.length)
                    writer.uint32(10).bytes(message.machineId);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                    writer.uint32(16).uint32(message.generation);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            KillOrdered.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.KillOrdered();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.machineId = value;
                            else
                                delete message.machineId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return KillOrdered;
        })();

        v1.MachineStopped = (function() {

            const MachineStopped = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            MachineStopped.prototype.machineId = $util.newBuffer([]);
            MachineStopped.prototype.generation = 0;
            MachineStopped.prototype.reason = 0;
            MachineStopped.prototype.counters = null;

            MachineStopped.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machineId != null && $Object.hasOwnProperty.call(message, "machineId") && message.machineId.length)
                    writer.uint32(10).bytes(message.machineId);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                    writer.uint32(16).uint32(message.generation);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                    writer.uint32(24).uint32(message.reason);
                if (message.counters != null && $Object.hasOwnProperty.call(message, "counters"))
                    $root.stratus.v1.Counters.encode(message.counters, writer.uint32(34).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            MachineStopped.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.MachineStopped();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.machineId = value;
                            else
                                delete message.machineId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.counters = $root.stratus.v1.Counters.decode(reader, reader.size(), $undefined, _depth + 1, message.counters);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return MachineStopped;
        })();

        v1.MachineLost = (function() {

            const MachineLost = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            MachineLost.prototype.machineId = $util.newBuffer([]);
            MachineLost.prototype.generation = 0;
            MachineLost.prototype.reason = 0;

            MachineLost.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machineId != null && $Object.hasOwnProperty.call(message, "machineId") && message.machineId.length)
                    writer.uint32(10).bytes(message.machineId);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                    writer.uint32(16).uint32(message.generation);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                    writer.uint32(24).uint32(message.reason);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            MachineLost.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.MachineLost();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.machineId = value;
                            else
                                delete message.machineId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return MachineLost;
        })();

        v1.MachineFailed = (function() {

            const MachineFailed = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            MachineFailed.prototype.machineId = $util.newBuffer([]);
            MachineFailed.prototype.generation = 0;
            MachineFailed.prototype.reason = 0;
            MachineFailed.prototype.message = "";

            MachineFailed.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machineId != null && $Object.hasOwnProperty.call(message, "machineId") && message.machineId.length)
                    writer.uint32(10).bytes(message.machineId);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                    writer.uint32(16).uint32(message.generation);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                    writer.uint32(24).uint32(message.reason);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(34).string(message.message);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            MachineFailed.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.MachineFailed();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.machineId = value;
                            else
                                delete message.machineId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return MachineFailed;
        })();

        v1.MachineGone = (function() {

            const MachineGone = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            MachineGone.prototype.machineId = $util.newBuffer([]);
            MachineGone.prototype.generation = 0;
            MachineGone.prototype.counters = null;

            MachineGone.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machineId != null && $Object.hasOwnProperty.call(message, "machineId") && message.machineId.length)
                    writer.uint32(10).bytes(message.machineId);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                    writer.uint32(16).uint32(message.generation);
                if (message.counters != null && $Object.hasOwnProperty.call(message, "counters"))
                    $root.stratus.v1.Counters.encode(message.counters, writer.uint32(26).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            MachineGone.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.MachineGone();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.machineId = value;
                            else
                                delete message.machineId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.counters = $root.stratus.v1.Counters.decode(reader, reader.size(), $undefined, _depth + 1, message.counters);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return MachineGone;
        })();

        v1.MachineGivenUp = (function() {

            const MachineGivenUp = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            MachineGivenUp.prototype.machineId = $util.newBuffer([]);
            MachineGivenUp.prototype.generation = 0;
            MachineGivenUp.prototype.reason = 0;

            MachineGivenUp.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machineId != null && $Object.hasOwnProperty.call(message, "machineId") && message.machineId.length)
                    writer.uint32(10).bytes(message.machineId);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                    writer.uint32(16).uint32(message.generation);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                    writer.uint32(24).uint32(message.reason);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            MachineGivenUp.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.MachineGivenUp();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.machineId = value;
                            else
                                delete message.machineId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return MachineGivenUp;
        })();

        v1.ContextBound = (function() {

            const ContextBound = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ContextBound.prototype.machineId = $util.newBuffer([]);
            ContextBound.prototype.context = null;

            ContextBound.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machineId != null && $Object.hasOwnProperty.call(message, "machineId") && message.machineId.length)
                    writer.uint32(10).bytes(message.machineId);
                if (message.context != null && $Object.hasOwnProperty.call(message, "context"))
                    $root.stratus.v1.ContextReference.encode(message.context, writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ContextBound.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.ContextBound();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.machineId = value;
                            else
                                delete message.machineId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.context = $root.stratus.v1.ContextReference.decode(reader, reader.size(), $undefined, _depth + 1, message.context);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ContextBound;
        })();

        v1.HostJoined = (function() {

            const HostJoined = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            HostJoined.prototype.hostId = $util.newBuffer([]);
            HostJoined.prototype.name = "";
            HostJoined.prototype.publicKey = "";
            HostJoined.prototype.tokenDigest = $util.newBuffer([]);

            HostJoined.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hostId != null && $Object.hasOwnProperty.call(message, "hostId") && message.hostId.length)
                    writer.uint32(10).bytes(message.hostId);
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(18).string(message.name);
                if (message.publicKey != null && $Object.hasOwnProperty.call(message, "publicKey") && message.publicKey !== "")
                    writer.uint32(26).string(message.publicKey);
                if (message.tokenDigest != null && $Object.hasOwnProperty.call(message, "tokenDigest") && message.tokenDigest.length)
                    writer.uint32(34).bytes(message.tokenDigest);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            HostJoined.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.HostJoined();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hostId = value;
                            else
                                delete message.hostId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.publicKey = value;
                            else
                                delete message.publicKey;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.tokenDigest = value;
                            else
                                delete message.tokenDigest;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return HostJoined;
        })();

        v1.HostEnabled = (function() {

            const HostEnabled = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            HostEnabled.prototype.hostId = $util.newBuffer([]);
            HostEnabled.prototype.why = "";

            HostEnabled.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hostId != null && $Object.hasOwnProperty.call(message, "hostId") && message.hostId.length)
                    writer.uint32(10).bytes(message.hostId);
                if (message.why != null && $Object.hasOwnProperty.call(message, "why") && message.why !== "")
                    writer.uint32(18).string(message.why);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            HostEnabled.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.HostEnabled();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hostId = value;
                            else
                                delete message.hostId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.why = value;
                            else
                                delete message.why;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return HostEnabled;
        })();

        v1.HostDisabled = (function() {

            const HostDisabled = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            HostDisabled.prototype.hostId = $util.newBuffer([]);
            HostDisabled.prototype.why = "";

            HostDisabled.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hostId != null && $Object.hasOwnProperty.call(message, "hostId") && message.hostId.length)
                    writer.uint32(10).bytes(message.hostId);
                if (message.why != null && $Object.hasOwnProperty.call(message, "why") && message.why !== "")
                    writer.uint32(18).string(message.why);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            HostDisabled.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.HostDisabled();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hostId = value;
                            else
                                delete message.hostId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.why = value;
                            else
                                delete message.why;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return HostDisabled;
        })();

        v1.HostDeclared = (function() {

            const HostDeclared = function (properties) {
                this.attributes = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            HostDeclared.prototype.hostId = $util.newBuffer([]);
            HostDeclared.prototype.capacity = null;
            HostDeclared.prototype.attributes = $util.emptyArray;
            HostDeclared.prototype.hypervisorUuid = $util.newBuffer([]);
            HostDeclared.prototype.storageId = $util.newBuffer([]);
            HostDeclared.prototype.bootId = $util.newBuffer([]);

            HostDeclared.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hostId != null && $Object.hasOwnProperty.call(message, "hostId") && message.hostId.length)
                    writer.uint32(10).bytes(message.hostId);
                if (message.capacity != null && $Object.hasOwnProperty.call(message, "capacity"))
                    $root.stratus.v1.Resources.encode(message.capacity, writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.attributes != null && message.attributes.length)
                    for (let i = 0; i < message.attributes.length; ++i)
                        $root.stratus.v1.Attribute.encode(message.attributes[i], writer.uint32(26).fork(), _depth + 1).ldelim();
                if (message.hypervisorUuid != null && $Object.hasOwnProperty.call(message, "hypervisorUuid") && message.hypervisorUuid.length)
                    writer.uint32(34).bytes(message.hypervisorUuid);
                if (message.storageId != null && $Object.hasOwnProperty.call(message, "storageId") && message.storageId.length)
                    writer.uint32(42).bytes(message.storageId);
                if (message.bootId != null && $Object.hasOwnProperty.call(message, "bootId") && message.bootId.length)
                    writer.uint32(50).bytes(message.bootId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            HostDeclared.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.HostDeclared();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hostId = value;
                            else
                                delete message.hostId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.capacity = $root.stratus.v1.Resources.decode(reader, reader.size(), $undefined, _depth + 1, message.capacity);
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.attributes && message.attributes.length))
                                message.attributes = [];
                            message.attributes.push($root.stratus.v1.Attribute.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hypervisorUuid = value;
                            else
                                delete message.hypervisorUuid;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.storageId = value;
                            else
                                delete message.storageId;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.bootId = value;
                            else
                                delete message.bootId;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return HostDeclared;
        })();

        v1.HostRenamed = (function() {

            const HostRenamed = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            HostRenamed.prototype.hostId = $util.newBuffer([]);
            HostRenamed.prototype.name = "";

            HostRenamed.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hostId != null && $Object.hasOwnProperty.call(message, "hostId") && message.hostId.length)
                    writer.uint32(10).bytes(message.hostId);
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(18).string(message.name);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            HostRenamed.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.HostRenamed();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hostId = value;
                            else
                                delete message.hostId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return HostRenamed;
        })();

        v1.HostRemoved = (function() {

            const HostRemoved = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            HostRemoved.prototype.hostId = $util.newBuffer([]);
            HostRemoved.prototype.why = "";

            HostRemoved.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hostId != null && $Object.hasOwnProperty.call(message, "hostId") && message.hostId.length)
                    writer.uint32(10).bytes(message.hostId);
                if (message.why != null && $Object.hasOwnProperty.call(message, "why") && message.why !== "")
                    writer.uint32(18).string(message.why);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            HostRemoved.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.HostRemoved();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hostId = value;
                            else
                                delete message.hostId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.why = value;
                            else
                                delete message.why;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return HostRemoved;
        })();

        v1.HostDownAsked = (function() {

            const HostDownAsked = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            HostDownAsked.prototype.hostId = $util.newBuffer([]);
            HostDownAsked.prototype.why = "";
            HostDownAsked.prototype.word = "";
            HostDownAsked.prototype.expiresAtMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            HostDownAsked.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hostId != null && $Object.hasOwnProperty.call(message, "hostId") && message.hostId.length)
                    writer.uint32(10).bytes(message.hostId);
                if (message.why != null && $Object.hasOwnProperty.call(message, "why") && message.why !== "")
                    writer.uint32(18).string(message.why);
                if (message.word != null && $Object.hasOwnProperty.call(message, "word") && message.word !== "")
                    writer.uint32(26).string(message.word);
                if (message.expiresAtMs != null && $Object.hasOwnProperty.call(message, "expiresAtMs") && (typeof message.expiresAtMs === "object" ? message.expiresAtMs.low || message.expiresAtMs.high : message.expiresAtMs !== 0))
                    writer.uint32(32).int64(message.expiresAtMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            HostDownAsked.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.HostDownAsked();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hostId = value;
                            else
                                delete message.hostId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.why = value;
                            else
                                delete message.why;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.word = value;
                            else
                                delete message.word;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.expiresAtMs = value;
                            else
                                delete message.expiresAtMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return HostDownAsked;
        })();

        v1.HostDownConfirmed = (function() {

            const HostDownConfirmed = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            HostDownConfirmed.prototype.hostId = $util.newBuffer([]);
            HostDownConfirmed.prototype.why = "";
            HostDownConfirmed.prototype.bootId = $util.newBuffer([]);

            HostDownConfirmed.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hostId != null && $Object.hasOwnProperty.call(message, "hostId") && message.hostId.length)
                    writer.uint32(10).bytes(message.hostId);
                if (message.why != null && $Object.hasOwnProperty.call(message, "why") && message.why !== "")
                    writer.uint32(18).string(message.why);
                if (message.bootId != null && $Object.hasOwnProperty.call(message, "bootId") && message.bootId.length)
                    writer.uint32(26).bytes(message.bootId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            HostDownConfirmed.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.HostDownConfirmed();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hostId = value;
                            else
                                delete message.hostId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.why = value;
                            else
                                delete message.why;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.bootId = value;
                            else
                                delete message.bootId;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return HostDownConfirmed;
        })();

        v1.HostReturned = (function() {

            const HostReturned = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            HostReturned.prototype.hostId = $util.newBuffer([]);
            HostReturned.prototype.bootId = $util.newBuffer([]);

            HostReturned.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hostId != null && $Object.hasOwnProperty.call(message, "hostId") && message.hostId.length)
                    writer.uint32(10).bytes(message.hostId);
                if (message.bootId != null && $Object.hasOwnProperty.call(message, "bootId") && message.bootId.length)
                    writer.uint32(18).bytes(message.bootId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            HostReturned.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.HostReturned();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hostId = value;
                            else
                                delete message.hostId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.bootId = value;
                            else
                                delete message.bootId;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return HostReturned;
        })();

        v1.HostRebound = (function() {

            const HostRebound = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            HostRebound.prototype.hostId = $util.newBuffer([]);
            HostRebound.prototype.why = "";

            HostRebound.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hostId != null && $Object.hasOwnProperty.call(message, "hostId") && message.hostId.length)
                    writer.uint32(10).bytes(message.hostId);
                if (message.why != null && $Object.hasOwnProperty.call(message, "why") && message.why !== "")
                    writer.uint32(18).string(message.why);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            HostRebound.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.HostRebound();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hostId = value;
                            else
                                delete message.hostId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.why = value;
                            else
                                delete message.why;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return HostRebound;
        })();

        v1.HostCloned = (function() {

            const HostCloned = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            HostCloned.prototype.hostId = $util.newBuffer([]);
            HostCloned.prototype.bootId = $util.newBuffer([]);

            HostCloned.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hostId != null && $Object.hasOwnProperty.call(message, "hostId") && message.hostId.length)
                    writer.uint32(10).bytes(message.hostId);
                if (message.bootId != null && $Object.hasOwnProperty.call(message, "bootId") && message.bootId.length)
                    writer.uint32(18).bytes(message.bootId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            HostCloned.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.HostCloned();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hostId = value;
                            else
                                delete message.hostId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.bootId = value;
                            else
                                delete message.bootId;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return HostCloned;
        })();

        v1.HostOffered = (function() {

            const HostOffered = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            HostOffered.prototype.tokenDigest = $util.newBuffer([]);
            HostOffered.prototype.name = "";
            HostOffered.prototype.expiresAtMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            HostOffered.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.tokenDigest != null && $Object.hasOwnProperty.call(message, "tokenDigest") && message.tokenDigest.length)
                    writer.uint32(10).bytes(message.tokenDigest);
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(18).string(message.name);
                if (message.expiresAtMs != null && $Object.hasOwnProperty.call(message, "expiresAtMs") && (typeof message.expiresAtMs === "object" ? message.expiresAtMs.low || message.expiresAtMs.high : message.expiresAtMs !== 0))
                    writer.uint32(24).int64(message.expiresAtMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            HostOffered.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.HostOffered();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.tokenDigest = value;
                            else
                                delete message.tokenDigest;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.expiresAtMs = value;
                            else
                                delete message.expiresAtMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return HostOffered;
        })();

        v1.HostOfferWithdrawn = (function() {

            const HostOfferWithdrawn = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            HostOfferWithdrawn.prototype.tokenDigest = $util.newBuffer([]);

            HostOfferWithdrawn.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.tokenDigest != null && $Object.hasOwnProperty.call(message, "tokenDigest") && message.tokenDigest.length)
                    writer.uint32(10).bytes(message.tokenDigest);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            HostOfferWithdrawn.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.HostOfferWithdrawn();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.tokenDigest = value;
                            else
                                delete message.tokenDigest;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return HostOfferWithdrawn;
        })();

        v1.AddressLeased = (function() {

            const AddressLeased = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            AddressLeased.prototype.machineId = $util.newBuffer([]);
            AddressLeased.prototype.nicIndex = 0;
            AddressLeased.prototype.nic = null;

            AddressLeased.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machineId != null && $Object.hasOwnProperty.call(message, "machineId") && message.machineId.length)
                    writer.uint32(10).bytes(message.machineId);
                if (message.nicIndex != null && $Object.hasOwnProperty.call(message, "nicIndex") && message.nicIndex !== 0)
                    writer.uint32(16).uint32(message.nicIndex);
                if (message.nic != null && $Object.hasOwnProperty.call(message, "nic"))
                    $root.stratus.v1.Nic.encode(message.nic, writer.uint32(26).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            AddressLeased.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.AddressLeased();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.machineId = value;
                            else
                                delete message.machineId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.nicIndex = value;
                            else
                                delete message.nicIndex;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.nic = $root.stratus.v1.Nic.decode(reader, reader.size(), $undefined, _depth + 1, message.nic);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return AddressLeased;
        })();

        v1.AddressSuspected = (function() {

            const AddressSuspected = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            AddressSuspected.prototype.address = 0;
            AddressSuspected.prototype.untilMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            AddressSuspected.prototype.seenByHost = $util.newBuffer([]);

            AddressSuspected.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.address != null && $Object.hasOwnProperty.call(message, "address") && message.address !== 0)
                    writer.uint32(13).fixed32(message.address);
                if (message.untilMs != null && $Object.hasOwnProperty.call(message, "untilMs") && (typeof message.untilMs === "object" ? message.untilMs.low || message.untilMs.high : message.untilMs !== 0))
                    writer.uint32(16).int64(message.untilMs);
                if (message.seenByHost != null && $Object.hasOwnProperty.call(message, "seenByHost") && message.seenByHost.length)
                    writer.uint32(26).bytes(message.seenByHost);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            AddressSuspected.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.AddressSuspected();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 5)
                                break;
                            if (value = reader.fixed32())
                                message.address = value;
                            else
                                delete message.address;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.untilMs = value;
                            else
                                delete message.untilMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.seenByHost = value;
                            else
                                delete message.seenByHost;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return AddressSuspected;
        })();

        v1.AddressReplaced = (function() {

            const AddressReplaced = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            AddressReplaced.prototype.machineId = $util.newBuffer([]);
            AddressReplaced.prototype.nicIndex = 0;
            AddressReplaced.prototype.nic = null;
            AddressReplaced.prototype.generation = 0;

            AddressReplaced.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machineId != null && $Object.hasOwnProperty.call(message, "machineId") && message.machineId.length)
                    writer.uint32(10).bytes(message.machineId);
                if (message.nicIndex != null && $Object.hasOwnProperty.call(message, "nicIndex") && message.nicIndex !== 0)
                    writer.uint32(16).uint32(message.nicIndex);
                if (message.nic != null && $Object.hasOwnProperty.call(message, "nic"))
                    $root.stratus.v1.Nic.encode(message.nic, writer.uint32(26).fork(), _depth + 1).ldelim();
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                    writer.uint32(32).uint32(message.generation);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            AddressReplaced.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.AddressReplaced();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.machineId = value;
                            else
                                delete message.machineId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.nicIndex = value;
                            else
                                delete message.nicIndex;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.nic = $root.stratus.v1.Nic.decode(reader, reader.size(), $undefined, _depth + 1, message.nic);
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return AddressReplaced;
        })();

        v1.AddressReleased = (function() {

            const AddressReleased = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            AddressReleased.prototype.address = 0;
            AddressReleased.prototype.holdUntilMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            AddressReleased.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.address != null && $Object.hasOwnProperty.call(message, "address") && message.address !== 0)
                    writer.uint32(13).fixed32(message.address);
                if (message.holdUntilMs != null && $Object.hasOwnProperty.call(message, "holdUntilMs") && (typeof message.holdUntilMs === "object" ? message.holdUntilMs.low || message.holdUntilMs.high : message.holdUntilMs !== 0))
                    writer.uint32(16).int64(message.holdUntilMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            AddressReleased.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.AddressReleased();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 5)
                                break;
                            if (value = reader.fixed32())
                                message.address = value;
                            else
                                delete message.address;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.holdUntilMs = value;
                            else
                                delete message.holdUntilMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return AddressReleased;
        })();

        v1.EvidenceKept = (function() {

            const EvidenceKept = function (properties) {
                this.files = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            EvidenceKept.prototype.machineId = $util.newBuffer([]);
            EvidenceKept.prototype.hostId = $util.newBuffer([]);
            EvidenceKept.prototype.generation = 0;
            EvidenceKept.prototype.files = $util.emptyArray;
            EvidenceKept.prototype.reservedMib = 0;
            EvidenceKept.prototype.purgeNotBeforeMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            EvidenceKept.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machineId != null && $Object.hasOwnProperty.call(message, "machineId") && message.machineId.length)
                    writer.uint32(10).bytes(message.machineId);
                if (message.hostId != null && $Object.hasOwnProperty.call(message, "hostId") && message.hostId.length)
                    writer.uint32(18).bytes(message.hostId);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                    writer.uint32(24).uint32(message.generation);
                if (message.files != null && message.files.length)
                    for (let i = 0; i < message.files.length; ++i)
                        $root.stratus.v1.EvidenceFile.encode(message.files[i], writer.uint32(34).fork(), _depth + 1).ldelim();
                if (message.reservedMib != null && $Object.hasOwnProperty.call(message, "reservedMib") && message.reservedMib !== 0)
                    writer.uint32(40).uint32(message.reservedMib);
                if (message.purgeNotBeforeMs != null && $Object.hasOwnProperty.call(message, "purgeNotBeforeMs") && (typeof message.purgeNotBeforeMs === "object" ? message.purgeNotBeforeMs.low || message.purgeNotBeforeMs.high : message.purgeNotBeforeMs !== 0))
                    writer.uint32(48).int64(message.purgeNotBeforeMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            EvidenceKept.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.EvidenceKept();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.machineId = value;
                            else
                                delete message.machineId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hostId = value;
                            else
                                delete message.hostId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.files && message.files.length))
                                message.files = [];
                            message.files.push($root.stratus.v1.EvidenceFile.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.reservedMib = value;
                            else
                                delete message.reservedMib;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.purgeNotBeforeMs = value;
                            else
                                delete message.purgeNotBeforeMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return EvidenceKept;
        })();

        v1.EvidenceSealed = (function() {

            const EvidenceSealed = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            EvidenceSealed.prototype.machineId = $util.newBuffer([]);
            EvidenceSealed.prototype.digest = $util.newBuffer([]);

            EvidenceSealed.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machineId != null && $Object.hasOwnProperty.call(message, "machineId") && message.machineId.length)
                    writer.uint32(10).bytes(message.machineId);
                if (message.digest != null && $Object.hasOwnProperty.call(message, "digest") && message.digest.length)
                    writer.uint32(18).bytes(message.digest);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            EvidenceSealed.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.EvidenceSealed();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.machineId = value;
                            else
                                delete message.machineId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.digest = value;
                            else
                                delete message.digest;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return EvidenceSealed;
        })();

        v1.EvidenceHeld = (function() {

            const EvidenceHeld = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            EvidenceHeld.prototype.machineId = $util.newBuffer([]);
            EvidenceHeld.prototype.why = "";

            EvidenceHeld.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machineId != null && $Object.hasOwnProperty.call(message, "machineId") && message.machineId.length)
                    writer.uint32(10).bytes(message.machineId);
                if (message.why != null && $Object.hasOwnProperty.call(message, "why") && message.why !== "")
                    writer.uint32(18).string(message.why);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            EvidenceHeld.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.EvidenceHeld();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.machineId = value;
                            else
                                delete message.machineId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.why = value;
                            else
                                delete message.why;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return EvidenceHeld;
        })();

        v1.EvidenceReleased = (function() {

            const EvidenceReleased = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            EvidenceReleased.prototype.machineId = $util.newBuffer([]);

            EvidenceReleased.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machineId != null && $Object.hasOwnProperty.call(message, "machineId") && message.machineId.length)
                    writer.uint32(10).bytes(message.machineId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            EvidenceReleased.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.EvidenceReleased();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.machineId = value;
                            else
                                delete message.machineId;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return EvidenceReleased;
        })();

        v1.PurgeOrdered = (function() {

            const PurgeOrdered = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            PurgeOrdered.prototype.machineId = $util.newBuffer([]);

            PurgeOrdered.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machineId != null && $Object.hasOwnProperty.call(message, "machineId") && message.machineId.length)
                    writer.uint32(10).bytes(message.machineId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            PurgeOrdered.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.PurgeOrdered();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.machineId = value;
                            else
                                delete message.machineId;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return PurgeOrdered;
        })();

        v1.EvidencePurged = (function() {

            const EvidencePurged = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            EvidencePurged.prototype.machineId = $util.newBuffer([]);

            EvidencePurged.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machineId != null && $Object.hasOwnProperty.call(message, "machineId") && message.machineId.length)
                    writer.uint32(10).bytes(message.machineId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            EvidencePurged.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.EvidencePurged();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.machineId = value;
                            else
                                delete message.machineId;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return EvidencePurged;
        })();

        v1.CloudCreated = (function() {

            const CloudCreated = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            CloudCreated.prototype.cloudId = $util.newBuffer([]);
            CloudCreated.prototype.macPrefix = $util.newBuffer([]);

            CloudCreated.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.cloudId != null && $Object.hasOwnProperty.call(message, "cloudId") && message.cloudId.length)
                    writer.uint32(10).bytes(message.cloudId);
                if (message.macPrefix != null && $Object.hasOwnProperty.call(message, "macPrefix") && message.macPrefix.length)
                    writer.uint32(18).bytes(message.macPrefix);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            CloudCreated.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.CloudCreated();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.cloudId = value;
                            else
                                delete message.cloudId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.macPrefix = value;
                            else
                                delete message.macPrefix;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return CloudCreated;
        })();

        v1.TermStarted = (function() {

            const TermStarted = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            TermStarted.prototype.term = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            TermStarted.prototype.writer = $util.newBuffer([]);

            TermStarted.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.term != null && $Object.hasOwnProperty.call(message, "term") && (typeof message.term === "object" ? message.term.low || message.term.high : message.term !== 0))
                    writer.uint32(8).int64(message.term);
                if (message.writer != null && $Object.hasOwnProperty.call(message, "writer") && message.writer.length)
                    writer.uint32(18).bytes(message.writer);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            TermStarted.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.TermStarted();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.term = value;
                            else
                                delete message.term;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.writer = value;
                            else
                                delete message.writer;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return TermStarted;
        })();

        v1.InstanceType = (function() {

            const InstanceType = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            InstanceType.prototype.name = "";
            InstanceType.prototype.vcpus = 0;
            InstanceType.prototype.cpuHundredths = 0;
            InstanceType.prototype.memoryMib = 0;
            InstanceType.prototype.swapMib = 0;
            InstanceType.prototype.rootDiskMib = 0;

            InstanceType.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(10).string(message.name);
                if (message.vcpus != null && $Object.hasOwnProperty.call(message, "vcpus") && message.vcpus !== 0)
                    writer.uint32(16).uint32(message.vcpus);
                if (message.cpuHundredths != null && $Object.hasOwnProperty.call(message, "cpuHundredths") && message.cpuHundredths !== 0)
                    writer.uint32(24).uint32(message.cpuHundredths);
                if (message.memoryMib != null && $Object.hasOwnProperty.call(message, "memoryMib") && message.memoryMib !== 0)
                    writer.uint32(32).uint32(message.memoryMib);
                if (message.swapMib != null && $Object.hasOwnProperty.call(message, "swapMib") && message.swapMib !== 0)
                    writer.uint32(40).uint32(message.swapMib);
                if (message.rootDiskMib != null && $Object.hasOwnProperty.call(message, "rootDiskMib") && message.rootDiskMib !== 0)
                    writer.uint32(48).uint32(message.rootDiskMib);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            InstanceType.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.InstanceType();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.vcpus = value;
                            else
                                delete message.vcpus;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.cpuHundredths = value;
                            else
                                delete message.cpuHundredths;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.memoryMib = value;
                            else
                                delete message.memoryMib;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.swapMib = value;
                            else
                                delete message.swapMib;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.rootDiskMib = value;
                            else
                                delete message.rootDiskMib;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return InstanceType;
        })();

        v1.SiteConfigured = (function() {

            const SiteConfigured = function (properties) {
                this.types = [];
                this.nameServers = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            SiteConfigured.prototype.types = $util.emptyArray;
            SiteConfigured.prototype.defaultType = "";
            SiteConfigured.prototype.policy = 0;
            SiteConfigured.prototype.quarantineWindowMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            SiteConfigured.prototype.addressHoldMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            SiteConfigured.prototype.cpuOvercommitPercent = 0;
            SiteConfigured.prototype.memoryReservedMib = 0;
            SiteConfigured.prototype.diskReservedMib = 0;
            SiteConfigured.prototype.stopDeadlineMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            SiteConfigured.prototype.nameServers = $util.emptyArray;
            SiteConfigured.prototype.hostSilentAfterMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            SiteConfigured.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.types != null && message.types.length)
                    for (let i = 0; i < message.types.length; ++i)
                        $root.stratus.v1.InstanceType.encode(message.types[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.defaultType != null && $Object.hasOwnProperty.call(message, "defaultType") && message.defaultType !== "")
                    writer.uint32(18).string(message.defaultType);
                if (message.policy != null && $Object.hasOwnProperty.call(message, "policy") && message.policy !== 0)
                    writer.uint32(24).int32(message.policy);
                if (message.quarantineWindowMs != null && $Object.hasOwnProperty.call(message, "quarantineWindowMs") && (typeof message.quarantineWindowMs === "object" ? message.quarantineWindowMs.low || message.quarantineWindowMs.high : message.quarantineWindowMs !== 0))
                    writer.uint32(32).int64(message.quarantineWindowMs);
                if (message.addressHoldMs != null && $Object.hasOwnProperty.call(message, "addressHoldMs") && (typeof message.addressHoldMs === "object" ? message.addressHoldMs.low || message.addressHoldMs.high : message.addressHoldMs !== 0))
                    writer.uint32(40).int64(message.addressHoldMs);
                if (message.cpuOvercommitPercent != null && $Object.hasOwnProperty.call(message, "cpuOvercommitPercent") && message.cpuOvercommitPercent !== 0)
                    writer.uint32(48).uint32(message.cpuOvercommitPercent);
                if (message.memoryReservedMib != null && $Object.hasOwnProperty.call(message, "memoryReservedMib") && message.memoryReservedMib !== 0)
                    writer.uint32(56).uint32(message.memoryReservedMib);
                if (message.diskReservedMib != null && $Object.hasOwnProperty.call(message, "diskReservedMib") && message.diskReservedMib !== 0)
                    writer.uint32(64).uint32(message.diskReservedMib);
                if (message.stopDeadlineMs != null && $Object.hasOwnProperty.call(message, "stopDeadlineMs") && (typeof message.stopDeadlineMs === "object" ? message.stopDeadlineMs.low || message.stopDeadlineMs.high : message.stopDeadlineMs !== 0))
                    writer.uint32(72).int64(message.stopDeadlineMs);
                if (message.nameServers != null && message.nameServers.length)
                    writer.uint32(82).fixed32s(message.nameServers);
                if (message.hostSilentAfterMs != null && $Object.hasOwnProperty.call(message, "hostSilentAfterMs") && (typeof message.hostSilentAfterMs === "object" ? message.hostSilentAfterMs.low || message.hostSilentAfterMs.high : message.hostSilentAfterMs !== 0))
                    writer.uint32(88).int64(message.hostSilentAfterMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            SiteConfigured.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.SiteConfigured();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.types && message.types.length))
                                message.types = [];
                            message.types.push($root.stratus.v1.InstanceType.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.defaultType = value;
                            else
                                delete message.defaultType;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.policy = value;
                            else
                                delete message.policy;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.quarantineWindowMs = value;
                            else
                                delete message.quarantineWindowMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.addressHoldMs = value;
                            else
                                delete message.addressHoldMs;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.cpuOvercommitPercent = value;
                            else
                                delete message.cpuOvercommitPercent;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.memoryReservedMib = value;
                            else
                                delete message.memoryReservedMib;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.diskReservedMib = value;
                            else
                                delete message.diskReservedMib;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.stopDeadlineMs = value;
                            else
                                delete message.stopDeadlineMs;
                            continue;
                        }
                    case 10: {
                            if (wireType === 2) {
                                if (!(message.nameServers && message.nameServers.length))
                                    message.nameServers = [];
                                reader.fixed32s(message.nameServers);
                                continue;
                            }
                            if (wireType !== 5)
                                break;
                            if (!(message.nameServers && message.nameServers.length))
                                message.nameServers = [];
                            message.nameServers.push(reader.fixed32());
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.hostSilentAfterMs = value;
                            else
                                delete message.hostSilentAfterMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SiteConfigured;
        })();

        v1.NetworkDefined = (function() {

            const NetworkDefined = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            NetworkDefined.prototype.networkClass = 0;
            NetworkDefined.prototype.network = 0;
            NetworkDefined.prototype.prefixLength = 0;
            NetworkDefined.prototype.gateway = null;
            NetworkDefined.prototype.first = 0;
            NetworkDefined.prototype.last = 0;

            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(NetworkDefined.prototype, "_gateway", {
                get: $util.oneOfGetter($oneOfFields = ["gateway"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            NetworkDefined.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.networkClass != null && $Object.hasOwnProperty.call(message, "networkClass") && message.networkClass !== 0)
                    writer.uint32(8).int32(message.networkClass);
                if (message.network != null && $Object.hasOwnProperty.call(message, "network") && message.network !== 0)
                    writer.uint32(21).fixed32(message.network);
                if (message.prefixLength != null && $Object.hasOwnProperty.call(message, "prefixLength") && message.prefixLength !== 0)
                    writer.uint32(24).uint32(message.prefixLength);
                if (message.gateway != null && $Object.hasOwnProperty.call(message, "gateway"))
                    writer.uint32(37).fixed32(message.gateway);
                if (message.first != null && $Object.hasOwnProperty.call(message, "first") && message.first !== 0)
                    writer.uint32(45).fixed32(message.first);
                if (message.last != null && $Object.hasOwnProperty.call(message, "last") && message.last !== 0)
                    writer.uint32(53).fixed32(message.last);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            NetworkDefined.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.NetworkDefined();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.networkClass = value;
                            else
                                delete message.networkClass;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 5)
                                break;
                            if (value = reader.fixed32())
                                message.network = value;
                            else
                                delete message.network;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.prefixLength = value;
                            else
                                delete message.prefixLength;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 5)
                                break;
                            message.gateway = reader.fixed32();
                            message._gateway = "gateway";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 5)
                                break;
                            if (value = reader.fixed32())
                                message.first = value;
                            else
                                delete message.first;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 5)
                                break;
                            if (value = reader.fixed32())
                                message.last = value;
                            else
                                delete message.last;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return NetworkDefined;
        })();

        v1.Sealed = (function() {

            const Sealed = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Sealed.prototype.stateDigest = $util.newBuffer([]);
            Sealed.prototype.nextSegment = 0;

            Sealed.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.stateDigest != null && $Object.hasOwnProperty.call(message, "stateDigest") && message.stateDigest.length)
                    writer.uint32(10).bytes(message.stateDigest);
                if (message.nextSegment != null && $Object.hasOwnProperty.call(message, "nextSegment") && message.nextSegment !== 0)
                    writer.uint32(16).uint32(message.nextSegment);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Sealed.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.Sealed();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.stateDigest = value;
                            else
                                delete message.stateDigest;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.nextSegment = value;
                            else
                                delete message.nextSegment;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Sealed;
        })();

        v1.SegmentOpened = (function() {

            const SegmentOpened = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            SegmentOpened.prototype.segment = 0;
            SegmentOpened.prototype.previousHash = $util.newBuffer([]);
            SegmentOpened.prototype.stateDigest = $util.newBuffer([]);
            SegmentOpened.prototype.snapshotParts = 0;
            SegmentOpened.prototype.mergedLogId = null;
            SegmentOpened.prototype.stateFormat = 0;

            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(SegmentOpened.prototype, "_mergedLogId", {
                get: $util.oneOfGetter($oneOfFields = ["mergedLogId"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            SegmentOpened.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.segment != null && $Object.hasOwnProperty.call(message, "segment") && message.segment !== 0)
                    writer.uint32(8).uint32(message.segment);
                if (message.previousHash != null && $Object.hasOwnProperty.call(message, "previousHash") && message.previousHash.length)
                    writer.uint32(18).bytes(message.previousHash);
                if (message.stateDigest != null && $Object.hasOwnProperty.call(message, "stateDigest") && message.stateDigest.length)
                    writer.uint32(26).bytes(message.stateDigest);
                if (message.snapshotParts != null && $Object.hasOwnProperty.call(message, "snapshotParts") && message.snapshotParts !== 0)
                    writer.uint32(32).uint32(message.snapshotParts);
                if (message.mergedLogId != null && $Object.hasOwnProperty.call(message, "mergedLogId"))
                    writer.uint32(42).bytes(message.mergedLogId);
                if (message.stateFormat != null && $Object.hasOwnProperty.call(message, "stateFormat") && message.stateFormat !== 0)
                    writer.uint32(48).uint32(message.stateFormat);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            SegmentOpened.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.SegmentOpened();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.segment = value;
                            else
                                delete message.segment;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.previousHash = value;
                            else
                                delete message.previousHash;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.stateDigest = value;
                            else
                                delete message.stateDigest;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.snapshotParts = value;
                            else
                                delete message.snapshotParts;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.mergedLogId = reader.bytes();
                            message._mergedLogId = "mergedLogId";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.stateFormat = value;
                            else
                                delete message.stateFormat;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SegmentOpened;
        })();

        v1.StateCarried = (function() {

            const StateCarried = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            StateCarried.prototype.part = 0;
            StateCarried.prototype.parts = 0;
            StateCarried.prototype.content = $util.newBuffer([]);

            StateCarried.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.part != null && $Object.hasOwnProperty.call(message, "part") && message.part !== 0)
                    writer.uint32(8).uint32(message.part);
                if (message.parts != null && $Object.hasOwnProperty.call(message, "parts") && message.parts !== 0)
                    writer.uint32(16).uint32(message.parts);
                if (message.content != null && $Object.hasOwnProperty.call(message, "content") && message.content.length)
                    writer.uint32(26).bytes(message.content);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            StateCarried.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.StateCarried();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.part = value;
                            else
                                delete message.part;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.parts = value;
                            else
                                delete message.parts;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.content = value;
                            else
                                delete message.content;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return StateCarried;
        })();

        v1.RecoveryNeeded = (function() {

            const RecoveryNeeded = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            RecoveryNeeded.prototype.why = "";

            RecoveryNeeded.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.why != null && $Object.hasOwnProperty.call(message, "why") && message.why !== "")
                    writer.uint32(10).string(message.why);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            RecoveryNeeded.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.RecoveryNeeded();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.why = value;
                            else
                                delete message.why;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return RecoveryNeeded;
        })();

        v1.LogRecovered = (function() {

            const LogRecovered = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            LogRecovered.prototype.logId = $util.newBuffer([]);
            LogRecovered.prototype.previousLogId = $util.newBuffer([]);
            LogRecovered.prototype.nextLabel = 0;

            LogRecovered.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.logId != null && $Object.hasOwnProperty.call(message, "logId") && message.logId.length)
                    writer.uint32(10).bytes(message.logId);
                if (message.previousLogId != null && $Object.hasOwnProperty.call(message, "previousLogId") && message.previousLogId.length)
                    writer.uint32(18).bytes(message.previousLogId);
                if (message.nextLabel != null && $Object.hasOwnProperty.call(message, "nextLabel") && message.nextLabel !== 0)
                    writer.uint32(24).uint32(message.nextLabel);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            LogRecovered.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.LogRecovered();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.logId = value;
                            else
                                delete message.logId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.previousLogId = value;
                            else
                                delete message.previousLogId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.nextLabel = value;
                            else
                                delete message.nextLabel;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return LogRecovered;
        })();

        v1.HostRecovered = (function() {

            const HostRecovered = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            HostRecovered.prototype.hostId = $util.newBuffer([]);
            HostRecovered.prototype.position = null;

            HostRecovered.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hostId != null && $Object.hasOwnProperty.call(message, "hostId") && message.hostId.length)
                    writer.uint32(10).bytes(message.hostId);
                if (message.position != null && $Object.hasOwnProperty.call(message, "position"))
                    $root.stratus.v1.Position.encode(message.position, writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            HostRecovered.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.HostRecovered();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hostId = value;
                            else
                                delete message.hostId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.position = $root.stratus.v1.Position.decode(reader, reader.size(), $undefined, _depth + 1, message.position);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return HostRecovered;
        })();

        v1.MachineRecovered = (function() {

            const MachineRecovered = function (properties) {
                this.nics = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            MachineRecovered.prototype.machineId = $util.newBuffer([]);
            MachineRecovered.prototype.spec = null;
            MachineRecovered.prototype.createdBy = "";
            MachineRecovered.prototype.createdAtMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            MachineRecovered.prototype.state = 0;
            MachineRecovered.prototype.reason = 0;
            MachineRecovered.prototype.message = "";
            MachineRecovered.prototype.generation = 0;
            MachineRecovered.prototype.desired = 0;
            MachineRecovered.prototype.thenGone = false;
            MachineRecovered.prototype.hostId = $util.newBuffer([]);
            MachineRecovered.prototype.nics = $util.emptyArray;
            MachineRecovered.prototype.hasAddresses = false;
            MachineRecovered.prototype.addressesRestUntilMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            MachineRecovered.prototype.context = null;
            MachineRecovered.prototype.givenUp = false;

            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(MachineRecovered.prototype, "_context", {
                get: $util.oneOfGetter($oneOfFields = ["context"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            MachineRecovered.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machineId != null && $Object.hasOwnProperty.call(message, "machineId") && message.machineId.length)
                    writer.uint32(10).bytes(message.machineId);
                if (message.spec != null && $Object.hasOwnProperty.call(message, "spec"))
                    $root.stratus.v1.MachineAccepted.encode(message.spec, writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.createdBy != null && $Object.hasOwnProperty.call(message, "createdBy") && message.createdBy !== "")
                    writer.uint32(26).string(message.createdBy);
                if (message.createdAtMs != null && $Object.hasOwnProperty.call(message, "createdAtMs") && (typeof message.createdAtMs === "object" ? message.createdAtMs.low || message.createdAtMs.high : message.createdAtMs !== 0))
                    writer.uint32(32).int64(message.createdAtMs);
                if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                    writer.uint32(40).int32(message.state);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                    writer.uint32(48).uint32(message.reason);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(58).string(message.message);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                    writer.uint32(64).uint32(message.generation);
                if (message.desired != null && $Object.hasOwnProperty.call(message, "desired") && message.desired !== 0)
                    writer.uint32(72).int32(message.desired);
                if (message.thenGone != null && $Object.hasOwnProperty.call(message, "thenGone") && message.thenGone !== false)
                    writer.uint32(80).bool(message.thenGone);
                if (message.hostId != null && $Object.hasOwnProperty.call(message, "hostId") && message.hostId.length)
                    writer.uint32(90).bytes(message.hostId);
                if (message.nics != null && message.nics.length)
                    for (let i = 0; i < message.nics.length; ++i)
                        $root.stratus.v1.Nic.encode(message.nics[i], writer.uint32(98).fork(), _depth + 1).ldelim();
                if (message.hasAddresses != null && $Object.hasOwnProperty.call(message, "hasAddresses") && message.hasAddresses !== false)
                    writer.uint32(104).bool(message.hasAddresses);
                if (message.addressesRestUntilMs != null && $Object.hasOwnProperty.call(message, "addressesRestUntilMs") && (typeof message.addressesRestUntilMs === "object" ? message.addressesRestUntilMs.low || message.addressesRestUntilMs.high : message.addressesRestUntilMs !== 0))
                    writer.uint32(112).int64(message.addressesRestUntilMs);
                if (message.context != null && $Object.hasOwnProperty.call(message, "context"))
                    $root.stratus.v1.ContextReference.encode(message.context, writer.uint32(122).fork(), _depth + 1).ldelim();
                if (message.givenUp != null && $Object.hasOwnProperty.call(message, "givenUp") && message.givenUp !== false)
                    writer.uint32(128).bool(message.givenUp);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            MachineRecovered.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.MachineRecovered();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.machineId = value;
                            else
                                delete message.machineId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.spec = $root.stratus.v1.MachineAccepted.decode(reader, reader.size(), $undefined, _depth + 1, message.spec);
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.createdBy = value;
                            else
                                delete message.createdBy;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.createdAtMs = value;
                            else
                                delete message.createdAtMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.state = value;
                            else
                                delete message.state;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.desired = value;
                            else
                                delete message.desired;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.thenGone = value;
                            else
                                delete message.thenGone;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hostId = value;
                            else
                                delete message.hostId;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            if (!(message.nics && message.nics.length))
                                message.nics = [];
                            message.nics.push($root.stratus.v1.Nic.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 13: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.hasAddresses = value;
                            else
                                delete message.hasAddresses;
                            continue;
                        }
                    case 14: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.addressesRestUntilMs = value;
                            else
                                delete message.addressesRestUntilMs;
                            continue;
                        }
                    case 15: {
                            if (wireType !== 2)
                                break;
                            message.context = $root.stratus.v1.ContextReference.decode(reader, reader.size(), $undefined, _depth + 1, message.context);
                            message._context = "context";
                            continue;
                        }
                    case 16: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.givenUp = value;
                            else
                                delete message.givenUp;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return MachineRecovered;
        })();

        v1.EvidenceRecovered = (function() {

            const EvidenceRecovered = function (properties) {
                this.files = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            EvidenceRecovered.prototype.machineId = $util.newBuffer([]);
            EvidenceRecovered.prototype.hostId = $util.newBuffer([]);
            EvidenceRecovered.prototype.generation = 0;
            EvidenceRecovered.prototype.files = $util.emptyArray;
            EvidenceRecovered.prototype.reservedMib = 0;
            EvidenceRecovered.prototype.keptAtMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            EvidenceRecovered.prototype.purgeNotBeforeMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            EvidenceRecovered.prototype.digest = $util.newBuffer([]);
            EvidenceRecovered.prototype.held = "";
            EvidenceRecovered.prototype.purgeOrdered = false;
            EvidenceRecovered.prototype.purged = false;

            EvidenceRecovered.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machineId != null && $Object.hasOwnProperty.call(message, "machineId") && message.machineId.length)
                    writer.uint32(10).bytes(message.machineId);
                if (message.hostId != null && $Object.hasOwnProperty.call(message, "hostId") && message.hostId.length)
                    writer.uint32(18).bytes(message.hostId);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                    writer.uint32(24).uint32(message.generation);
                if (message.files != null && message.files.length)
                    for (let i = 0; i < message.files.length; ++i)
                        $root.stratus.v1.EvidenceFile.encode(message.files[i], writer.uint32(34).fork(), _depth + 1).ldelim();
                if (message.reservedMib != null && $Object.hasOwnProperty.call(message, "reservedMib") && message.reservedMib !== 0)
                    writer.uint32(40).uint32(message.reservedMib);
                if (message.keptAtMs != null && $Object.hasOwnProperty.call(message, "keptAtMs") && (typeof message.keptAtMs === "object" ? message.keptAtMs.low || message.keptAtMs.high : message.keptAtMs !== 0))
                    writer.uint32(48).int64(message.keptAtMs);
                if (message.purgeNotBeforeMs != null && $Object.hasOwnProperty.call(message, "purgeNotBeforeMs") && (typeof message.purgeNotBeforeMs === "object" ? message.purgeNotBeforeMs.low || message.purgeNotBeforeMs.high : message.purgeNotBeforeMs !== 0))
                    writer.uint32(56).int64(message.purgeNotBeforeMs);
                if (message.digest != null && $Object.hasOwnProperty.call(message, "digest") && message.digest.length)
                    writer.uint32(66).bytes(message.digest);
                if (message.held != null && $Object.hasOwnProperty.call(message, "held") && message.held !== "")
                    writer.uint32(74).string(message.held);
                if (message.purgeOrdered != null && $Object.hasOwnProperty.call(message, "purgeOrdered") && message.purgeOrdered !== false)
                    writer.uint32(80).bool(message.purgeOrdered);
                if (message.purged != null && $Object.hasOwnProperty.call(message, "purged") && message.purged !== false)
                    writer.uint32(88).bool(message.purged);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            EvidenceRecovered.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.EvidenceRecovered();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.machineId = value;
                            else
                                delete message.machineId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hostId = value;
                            else
                                delete message.hostId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.files && message.files.length))
                                message.files = [];
                            message.files.push($root.stratus.v1.EvidenceFile.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.reservedMib = value;
                            else
                                delete message.reservedMib;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.keptAtMs = value;
                            else
                                delete message.keptAtMs;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.purgeNotBeforeMs = value;
                            else
                                delete message.purgeNotBeforeMs;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.digest = value;
                            else
                                delete message.digest;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.held = value;
                            else
                                delete message.held;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.purgeOrdered = value;
                            else
                                delete message.purgeOrdered;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.purged = value;
                            else
                                delete message.purged;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return EvidenceRecovered;
        })();

        v1.RecoveryEnded = (function() {

            const RecoveryEnded = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            RecoveryEnded.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            RecoveryEnded.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.RecoveryEnded();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return RecoveryEnded;
        })();

        v1.SnapshotPart = (function() {

            const SnapshotPart = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            SnapshotPart.prototype.format = 0;
            SnapshotPart.prototype.cloudId = $util.newBuffer([]);
            SnapshotPart.prototype.position = null;
            SnapshotPart.prototype.stateDigest = $util.newBuffer([]);
            SnapshotPart.prototype.part = 0;
            SnapshotPart.prototype.parts = 0;
            SnapshotPart.prototype.content = $util.newBuffer([]);

            SnapshotPart.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                    writer.uint32(8).uint32(message.format);
                if (message.cloudId != null && $Object.hasOwnProperty.call(message, "cloudId") && message.cloudId.length)
                    writer.uint32(18).bytes(message.cloudId);
                if (message.position != null && $Object.hasOwnProperty.call(message, "position"))
                    $root.stratus.v1.Position.encode(message.position, writer.uint32(26).fork(), _depth + 1).ldelim();
                if (message.stateDigest != null && $Object.hasOwnProperty.call(message, "stateDigest") && message.stateDigest.length)
                    writer.uint32(34).bytes(message.stateDigest);
                if (message.part != null && $Object.hasOwnProperty.call(message, "part") && message.part !== 0)
                    writer.uint32(40).uint32(message.part);
                if (message.parts != null && $Object.hasOwnProperty.call(message, "parts") && message.parts !== 0)
                    writer.uint32(48).uint32(message.parts);
                if (message.content != null && $Object.hasOwnProperty.call(message, "content") && message.content.length)
                    writer.uint32(58).bytes(message.content);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            SnapshotPart.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.stratus.v1.SnapshotPart();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.format = value;
                            else
                                delete message.format;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.cloudId = value;
                            else
                                delete message.cloudId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.position = $root.stratus.v1.Position.decode(reader, reader.size(), $undefined, _depth + 1, message.position);
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.stateDigest = value;
                            else
                                delete message.stateDigest;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.part = value;
                            else
                                delete message.part;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.parts = value;
                            else
                                delete message.parts;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.content = value;
                            else
                                delete message.content;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SnapshotPart;
        })();

        return v1;
    })();

    return stratus;
})();

export {
  $root as default
};
