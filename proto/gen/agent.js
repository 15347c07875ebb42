/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

const $root = $protobuf.roots["agent"] || ($protobuf.roots["agent"] = {});

export const stratus = $root.stratus = (() => {

    const stratus = {};

    stratus.v1 = (function() {

        const v1 = {};

        v1.Hello = (function() {

            const Hello = function (properties) {
                this.attributes = [];
                this.uses = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Hello.prototype.format = 0;
            Hello.prototype.cloudId = $util.newBuffer([]);
            Hello.prototype.hostId = $util.newBuffer([]);
            Hello.prototype.nonce = $util.newBuffer([]);
            Hello.prototype.bootId = $util.newBuffer([]);
            Hello.prototype.hypervisorUuid = $util.newBuffer([]);
            Hello.prototype.storageId = $util.newBuffer([]);
            Hello.prototype.position = null;
            Hello.prototype.term = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Hello.prototype.heldDigest = $util.newBuffer([]);
            Hello.prototype.observedDigest = $util.newBuffer([]);
            Hello.prototype.clockMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Hello.prototype.capacity = null;
            Hello.prototype.attributes = $util.emptyArray;
            Hello.prototype.load = null;
            Hello.prototype.hypervisorAvailable = false;
            Hello.prototype.name = "";
            Hello.prototype.version = "";
            Hello.prototype.uses = $util.emptyArray;

            Hello.encode = function (message, writer, _depth) {
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
                if (message.hostId != null && $Object.hasOwnProperty.call(message, "hostId") && message.hostId.length)
                    writer.uint32(26).bytes(message.hostId);
                if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce.length)
                    writer.uint32(34).bytes(message.nonce);
                if (message.bootId != null && $Object.hasOwnProperty.call(message, "bootId") && message.bootId.length)
                    writer.uint32(42).bytes(message.bootId);
                if (message.hypervisorUuid != null && $Object.hasOwnProperty.call(message, "hypervisorUuid") && message.hypervisorUuid.length)
                    writer.uint32(50).bytes(message.hypervisorUuid);
                if (message.storageId != null && $Object.hasOwnProperty.call(message, "storageId") && message.storageId.length)
                    writer.uint32(58).bytes(message.storageId);
                if (message.position != null && $Object.hasOwnProperty.call(message, "position"))
                    $root.stratus.v1.Position.encode(message.position, writer.uint32(66).fork(), _depth + 1).ldelim();
                if (message.term != null && $Object.hasOwnProperty.call(message, "term") && (typeof message.term === "object" ? message.term.low || message.term.high : message.term !== 0))
                    writer.uint32(72).int64(message.term);
                if (message.heldDigest != null && $Object.hasOwnProperty.call(message, "heldDigest") && message.heldDigest.length)
                    writer.uint32(82).bytes(message.heldDigest);
                if (message.observedDigest != null && $Object.hasOwnProperty.call(message, "observedDigest") && message.observedDigest.length)
                    writer.uint32(90).bytes(message.observedDigest);
                if (message.clockMs != null && $Object.hasOwnProperty.call(message, "clockMs") && (typeof message.clockMs === "object" ? message.clockMs.low || message.clockMs.high : message.clockMs !== 0))
                    writer.uint32(96).int64(message.clockMs);
                if (message.capacity != null && $Object.hasOwnProperty.call(message, "capacity"))
                    $root.stratus.v1.Resources.encode(message.capacity, writer.uint32(106).fork(), _depth + 1).ldelim();
                if (message.attributes != null && message.attributes.length)
                    for (let i = 0; i < message.attributes.length; ++i)
                        $root.stratus.v1.Attribute.encode(message.attributes[i], writer.uint32(114).fork(), _depth + 1).ldelim();
                if (message.load != null && $Object.hasOwnProperty.call(message, "load"))
                    $root.stratus.v1.Load.encode(message.load, writer.uint32(122).fork(), _depth + 1).ldelim();
                if (message.hypervisorAvailable != null && $Object.hasOwnProperty.call(message, "hypervisorAvailable") && message.hypervisorAvailable !== false)
                    writer.uint32(128).bool(message.hypervisorAvailable);
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(138).string(message.name);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                    writer.uint32(146).string(message.version);
                if (message.uses != null && message.uses.length)
                    for (let i = 0; i < message.uses.length; ++i)
                        $root.stratus.v1.MachineUse.encode(message.uses[i], writer.uint32(154).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Hello.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.stratus.v1.Hello();
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
                                message.hostId = value;
                            else
                                delete message.hostId;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.nonce = value;
                            else
                                delete message.nonce;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.bootId = value;
                            else
                                delete message.bootId;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hypervisorUuid = value;
                            else
                                delete message.hypervisorUuid;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.storageId = value;
                            else
                                delete message.storageId;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            message.position = $root.stratus.v1.Position.decode(reader, reader.size(), $undefined, _depth + 1, message.position);
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.term = value;
                            else
                                delete message.term;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.heldDigest = value;
                            else
                                delete message.heldDigest;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.observedDigest = value;
                            else
                                delete message.observedDigest;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.clockMs = value;
                            else
                                delete message.clockMs;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            message.capacity = $root.stratus.v1.Resources.decode(reader, reader.size(), $undefined, _depth + 1, message.capacity);
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            if (!(message.attributes && message.attributes.length))
                                message.attributes = [];
                            message.attributes.push($root.stratus.v1.Attribute.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 15: {
                            if (wireType !== 2)
                                break;
                            message.load = $root.stratus.v1.Load.decode(reader, reader.size(), $undefined, _depth + 1, message.load);
                            continue;
                        }
                    case 16: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.hypervisorAvailable = value;
                            else
                                delete message.hypervisorAvailable;
                            continue;
                        }
                    case 17: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 18: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 19: {
                            if (wireType !== 2)
                                break;
                            if (!(message.uses && message.uses.length))
                                message.uses = [];
                            message.uses.push($root.stratus.v1.MachineUse.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return Hello;
        })();

        v1.MachineUse = (function() {

            const MachineUse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            MachineUse.prototype.machineId = $util.newBuffer([]);
            MachineUse.prototype.cpuUsedHundredths = 0;

            MachineUse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machineId != null && $Object.hasOwnProperty.call(message, "machineId") && message.machineId.length)
                    writer.uint32(10).bytes(message.machineId);
                if (message.cpuUsedHundredths != null && $Object.hasOwnProperty.call(message, "cpuUsedHundredths") && message.cpuUsedHundredths !== 0)
                    writer.uint32(16).uint32(message.cpuUsedHundredths);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            MachineUse.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.stratus.v1.MachineUse();
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
                                message.cpuUsedHundredths = value;
                            else
                                delete message.cpuUsedHundredths;
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

            return MachineUse;
        })();

        v1.Load = (function() {

            const Load = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Load.prototype.cpuUsedHundredths = 0;
            Load.prototype.memoryUsedMib = 0;
            Load.prototype.diskFreeMib = 0;
            Load.prototype.netReceiveBytes = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Load.prototype.netSendBytes = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Load.prototype.foreignCpuHundredths = 0;
            Load.prototype.foreignMemoryMib = 0;

            Load.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.cpuUsedHundredths != null && $Object.hasOwnProperty.call(message, "cpuUsedHundredths") && message.cpuUsedHundredths !== 0)
                    writer.uint32(8).uint32(message.cpuUsedHundredths);
                if (message.memoryUsedMib != null && $Object.hasOwnProperty.call(message, "memoryUsedMib") && message.memoryUsedMib !== 0)
                    writer.uint32(16).uint32(message.memoryUsedMib);
                if (message.diskFreeMib != null && $Object.hasOwnProperty.call(message, "diskFreeMib") && message.diskFreeMib !== 0)
                    writer.uint32(24).uint32(message.diskFreeMib);
                if (message.netReceiveBytes != null && $Object.hasOwnProperty.call(message, "netReceiveBytes") && (typeof message.netReceiveBytes === "object" ? message.netReceiveBytes.low || message.netReceiveBytes.high : message.netReceiveBytes !== 0))
                    writer.uint32(32).int64(message.netReceiveBytes);
                if (message.netSendBytes != null && $Object.hasOwnProperty.call(message, "netSendBytes") && (typeof message.netSendBytes === "object" ? message.netSendBytes.low || message.netSendBytes.high : message.netSendBytes !== 0))
                    writer.uint32(40).int64(message.netSendBytes);
                if (message.foreignCpuHundredths != null && $Object.hasOwnProperty.call(message, "foreignCpuHundredths") && message.foreignCpuHundredths !== 0)
                    writer.uint32(48).uint32(message.foreignCpuHundredths);
                if (message.foreignMemoryMib != null && $Object.hasOwnProperty.call(message, "foreignMemoryMib") && message.foreignMemoryMib !== 0)
                    writer.uint32(56).uint32(message.foreignMemoryMib);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Load.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.stratus.v1.Load();
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
                                message.cpuUsedHundredths = value;
                            else
                                delete message.cpuUsedHundredths;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.memoryUsedMib = value;
                            else
                                delete message.memoryUsedMib;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.diskFreeMib = value;
                            else
                                delete message.diskFreeMib;
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
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.foreignCpuHundredths = value;
                            else
                                delete message.foreignCpuHundredths;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.foreignMemoryMib = value;
                            else
                                delete message.foreignMemoryMib;
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

            return Load;
        })();

        v1.Observed = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "OBSERVED_UNSPECIFIED"] = 0;
            values[valuesById[1] = "OBSERVED_COMPLETE"] = 1;
            values[valuesById[2] = "OBSERVED_UNAVAILABLE"] = 2;
            return values;
        })();

        v1.Phase = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "PHASE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "PHASE_PREPARING"] = 1;
            values[valuesById[2] = "PHASE_STARTING"] = 2;
            values[valuesById[3] = "PHASE_RUNNING"] = 3;
            values[valuesById[4] = "PHASE_STOPPING"] = 4;
            values[valuesById[5] = "PHASE_STOPPED"] = 5;
            values[valuesById[6] = "PHASE_VANISHED"] = 6;
            values[valuesById[7] = "PHASE_FAILED"] = 7;
            values[valuesById[8] = "PHASE_ENDING"] = 8;
            values[valuesById[9] = "PHASE_GONE"] = 9;
            values[valuesById[10] = "PHASE_WAITING"] = 10;
            return values;
        })();

        v1.MachineReport = (function() {

            const MachineReport = function (properties) {
                this.evidence = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            MachineReport.prototype.machineId = $util.newBuffer([]);
            MachineReport.prototype.generation = 0;
            MachineReport.prototype.startedGeneration = 0;
            MachineReport.prototype.phase = 0;
            MachineReport.prototype.reason = 0;
            MachineReport.prototype.message = "";
            MachineReport.prototype.doneBytes = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            MachineReport.prototype.totalBytes = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            MachineReport.prototype.counters = null;
            MachineReport.prototype.evidence = $util.emptyArray;

            MachineReport.encode = function (message, writer, _depth) {
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
                if (message.startedGeneration != null && $Object.hasOwnProperty.call(message, "startedGeneration") && message.startedGeneration !== 0)
                    writer.uint32(24).uint32(message.startedGeneration);
                if (message.phase != null && $Object.hasOwnProperty.call(message, "phase") && message.phase !== 0)
                    writer.uint32(32).int32(message.phase);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                    writer.uint32(40).uint32(message.reason);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(50).string(message.message);
                if (message.doneBytes != null && $Object.hasOwnProperty.call(message, "doneBytes") && (typeof message.doneBytes === "object" ? message.doneBytes.low || message.doneBytes.high : message.doneBytes !== 0))
                    writer.uint32(56).int64(message.doneBytes);
                if (message.totalBytes != null && $Object.hasOwnProperty.call(message, "totalBytes") && (typeof message.totalBytes === "object" ? message.totalBytes.low || message.totalBytes.high : message.totalBytes !== 0))
                    writer.uint32(64).int64(message.totalBytes);
                if (message.counters != null && $Object.hasOwnProperty.call(message, "counters"))
                    $root.stratus.v1.Counters.encode(message.counters, writer.uint32(74).fork(), _depth + 1).ldelim();
                if (message.evidence != null && message.evidence.length)
                    for (let i = 0; i < message.evidence.length; ++i)
                        $root.stratus.v1.EvidenceFile.encode(message.evidence[i], writer.uint32(82).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            MachineReport.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.stratus.v1.MachineReport();
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
                                message.startedGeneration = value;
                            else
                                delete message.startedGeneration;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.phase = value;
                            else
                                delete message.phase;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.doneBytes = value;
                            else
                                delete message.doneBytes;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.totalBytes = value;
                            else
                                delete message.totalBytes;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            message.counters = $root.stratus.v1.Counters.decode(reader, reader.size(), $undefined, _depth + 1, message.counters);
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if (!(message.evidence && message.evidence.length))
                                message.evidence = [];
                            message.evidence.push($root.stratus.v1.EvidenceFile.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return MachineReport;
        })();

        v1.EvidencePhase = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "EVIDENCE_PHASE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "EVIDENCE_PHASE_KEPT"] = 1;
            values[valuesById[2] = "EVIDENCE_PHASE_SEALED"] = 2;
            values[valuesById[3] = "EVIDENCE_PHASE_PURGED"] = 3;
            return values;
        })();

        v1.EvidenceReport = (function() {

            const EvidenceReport = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            EvidenceReport.prototype.machineId = $util.newBuffer([]);
            EvidenceReport.prototype.phase = 0;
            EvidenceReport.prototype.digest = $util.newBuffer([]);

            EvidenceReport.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machineId != null && $Object.hasOwnProperty.call(message, "machineId") && message.machineId.length)
                    writer.uint32(10).bytes(message.machineId);
                if (message.phase != null && $Object.hasOwnProperty.call(message, "phase") && message.phase !== 0)
                    writer.uint32(16).int32(message.phase);
                if (message.digest != null && $Object.hasOwnProperty.call(message, "digest") && message.digest.length)
                    writer.uint32(26).bytes(message.digest);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            EvidenceReport.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.stratus.v1.EvidenceReport();
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
                            if (value = reader.int32())
                                message.phase = value;
                            else
                                delete message.phase;
                            continue;
                        }
                    case 3: {
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

            return EvidenceReport;
        })();

        v1.Report = (function() {

            const Report = function (properties) {
                this.machines = [];
                this.evidence = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Report.prototype.format = 0;
            Report.prototype.cloudId = $util.newBuffer([]);
            Report.prototype.hostId = $util.newBuffer([]);
            Report.prototype.nonce = $util.newBuffer([]);
            Report.prototype.setId = $util.newBuffer([]);
            Report.prototype.page = 0;
            Report.prototype.pages = 0;
            Report.prototype.observed = 0;
            Report.prototype.machines = $util.emptyArray;
            Report.prototype.evidence = $util.emptyArray;
            Report.prototype.observedDigest = $util.newBuffer([]);
            Report.prototype.number = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            Report.encode = function (message, writer, _depth) {
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
                if (message.hostId != null && $Object.hasOwnProperty.call(message, "hostId") && message.hostId.length)
                    writer.uint32(26).bytes(message.hostId);
                if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce.length)
                    writer.uint32(34).bytes(message.nonce);
                if (message.setId != null && $Object.hasOwnProperty.call(message, "setId") && message.setId.length)
                    writer.uint32(42).bytes(message.setId);
                if (message.page != null && $Object.hasOwnProperty.call(message, "page") && message.page !== 0)
                    writer.uint32(48).uint32(message.page);
                if (message.pages != null && $Object.hasOwnProperty.call(message, "pages") && message.pages !== 0)
                    writer.uint32(56).uint32(message.pages);
                if (message.observed != null && $Object.hasOwnProperty.call(message, "observed") && message.observed !== 0)
                    writer.uint32(64).int32(message.observed);
                if (message.machines != null && message.machines.length)
                    for (let i = 0; i < message.machines.length; ++i)
                        $root.stratus.v1.MachineReport.encode(message.machines[i], writer.uint32(74).fork(), _depth + 1).ldelim();
                if (message.evidence != null && message.evidence.length)
                    for (let i = 0; i < message.evidence.length; ++i)
                        $root.stratus.v1.EvidenceReport.encode(message.evidence[i], writer.uint32(82).fork(), _depth + 1).ldelim();
                if (message.observedDigest != null && $Object.hasOwnProperty.call(message, "observedDigest") && message.observedDigest.length)
                    writer.uint32(90).bytes(message.observedDigest);
                if (message.number != null && $Object.hasOwnProperty.call(message, "number") && (typeof message.number === "object" ? message.number.low || message.number.high : message.number !== 0))
                    writer.uint32(96).int64(message.number);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Report.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.stratus.v1.Report();
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
                                message.hostId = value;
                            else
                                delete message.hostId;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.nonce = value;
                            else
                                delete message.nonce;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.setId = value;
                            else
                                delete message.setId;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.page = value;
                            else
                                delete message.page;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.pages = value;
                            else
                                delete message.pages;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.observed = value;
                            else
                                delete message.observed;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if (!(message.machines && message.machines.length))
                                message.machines = [];
                            message.machines.push($root.stratus.v1.MachineReport.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if (!(message.evidence && message.evidence.length))
                                message.evidence = [];
                            message.evidence.push($root.stratus.v1.EvidenceReport.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.observedDigest = value;
                            else
                                delete message.observedDigest;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.number = value;
                            else
                                delete message.number;
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

            return Report;
        })();

        v1.MachineOrder = (function() {

            const MachineOrder = function (properties) {
                this.nics = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            MachineOrder.prototype.machineId = $util.newBuffer([]);
            MachineOrder.prototype.label = 0;
            MachineOrder.prototype.name = "";
            MachineOrder.prototype.projectId = "";
            MachineOrder.prototype.generation = 0;
            MachineOrder.prototype.desired = 0;
            MachineOrder.prototype.vcpus = 0;
            MachineOrder.prototype.memoryMib = 0;
            MachineOrder.prototype.swapMib = 0;
            MachineOrder.prototype.rootDiskMib = 0;
            MachineOrder.prototype.image = null;
            MachineOrder.prototype.nics = $util.emptyArray;
            MachineOrder.prototype.context = null;
            MachineOrder.prototype.stopDeadlineMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            MachineOrder.prototype.orderedAt = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            MachineOrder.prototype.volatileMib = 0;
            MachineOrder.prototype.origin = null;

            MachineOrder.encode = function (message, writer, _depth) {
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
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                    writer.uint32(40).uint32(message.generation);
                if (message.desired != null && $Object.hasOwnProperty.call(message, "desired") && message.desired !== 0)
                    writer.uint32(48).int32(message.desired);
                if (message.vcpus != null && $Object.hasOwnProperty.call(message, "vcpus") && message.vcpus !== 0)
                    writer.uint32(56).uint32(message.vcpus);
                if (message.memoryMib != null && $Object.hasOwnProperty.call(message, "memoryMib") && message.memoryMib !== 0)
                    writer.uint32(64).uint32(message.memoryMib);
                if (message.swapMib != null && $Object.hasOwnProperty.call(message, "swapMib") && message.swapMib !== 0)
                    writer.uint32(72).uint32(message.swapMib);
                if (message.rootDiskMib != null && $Object.hasOwnProperty.call(message, "rootDiskMib") && message.rootDiskMib !== 0)
                    writer.uint32(80).uint32(message.rootDiskMib);
                if (message.image != null && $Object.hasOwnProperty.call(message, "image"))
                    $root.stratus.v1.ImageSource.encode(message.image, writer.uint32(90).fork(), _depth + 1).ldelim();
                if (message.nics != null && message.nics.length)
                    for (let i = 0; i < message.nics.length; ++i)
                        $root.stratus.v1.Nic.encode(message.nics[i], writer.uint32(98).fork(), _depth + 1).ldelim();
                if (message.context != null && $Object.hasOwnProperty.call(message, "context"))
                    $root.stratus.v1.ContextReference.encode(message.context, writer.uint32(106).fork(), _depth + 1).ldelim();
                if (message.stopDeadlineMs != null && $Object.hasOwnProperty.call(message, "stopDeadlineMs") && (typeof message.stopDeadlineMs === "object" ? message.stopDeadlineMs.low || message.stopDeadlineMs.high : message.stopDeadlineMs !== 0))
                    writer.uint32(112).int64(message.stopDeadlineMs);
                if (message.orderedAt != null && $Object.hasOwnProperty.call(message, "orderedAt") && (typeof message.orderedAt === "object" ? message.orderedAt.low || message.orderedAt.high : message.orderedAt !== 0))
                    writer.uint32(120).int64(message.orderedAt);
                if (message.volatileMib != null && $Object.hasOwnProperty.call(message, "volatileMib") && message.volatileMib !== 0)
                    writer.uint32(128).uint32(message.volatileMib);
                if (message.origin != null && $Object.hasOwnProperty.call(message, "origin"))
                    $root.stratus.v1.MachineOrigin.encode(message.origin, writer.uint32(138).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            MachineOrder.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.stratus.v1.MachineOrder();
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
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.desired = value;
                            else
                                delete message.desired;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.vcpus = value;
                            else
                                delete message.vcpus;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.memoryMib = value;
                            else
                                delete message.memoryMib;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.swapMib = value;
                            else
                                delete message.swapMib;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.rootDiskMib = value;
                            else
                                delete message.rootDiskMib;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            message.image = $root.stratus.v1.ImageSource.decode(reader, reader.size(), $undefined, _depth + 1, message.image);
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
                            if (wireType !== 2)
                                break;
                            message.context = $root.stratus.v1.ContextReference.decode(reader, reader.size(), $undefined, _depth + 1, message.context);
                            continue;
                        }
                    case 14: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.stopDeadlineMs = value;
                            else
                                delete message.stopDeadlineMs;
                            continue;
                        }
                    case 15: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.orderedAt = value;
                            else
                                delete message.orderedAt;
                            continue;
                        }
                    case 16: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.volatileMib = value;
                            else
                                delete message.volatileMib;
                            continue;
                        }
                    case 17: {
                            if (wireType !== 2)
                                break;
                            message.origin = $root.stratus.v1.MachineOrigin.decode(reader, reader.size(), $undefined, _depth + 1, message.origin);
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

            return MachineOrder;
        })();

        v1.MachineOrigin = (function() {

            const MachineOrigin = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            MachineOrigin.prototype.instanceType = "";
            MachineOrigin.prototype.cpuHundredths = 0;
            MachineOrigin.prototype.requirements = "";
            MachineOrigin.prototype.rank = "";
            MachineOrigin.prototype.policy = 0;
            MachineOrigin.prototype.onHostRestart = 0;
            MachineOrigin.prototype.wantedAddress = null;
            MachineOrigin.prototype.createdBy = "";
            MachineOrigin.prototype.createdAtMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            MachineOrigin.prototype.thenGone = false;

            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(MachineOrigin.prototype, "_wantedAddress", {
                get: $util.oneOfGetter($oneOfFields = ["wantedAddress"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            MachineOrigin.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.instanceType != null && $Object.hasOwnProperty.call(message, "instanceType") && message.instanceType !== "")
                    writer.uint32(10).string(message.instanceType);
                if (message.cpuHundredths != null && $Object.hasOwnProperty.call(message, "cpuHundredths") && message.cpuHundredths !== 0)
                    writer.uint32(16).uint32(message.cpuHundredths);
                if (message.requirements != null && $Object.hasOwnProperty.call(message, "requirements") && message.requirements !== "")
                    writer.uint32(26).string(message.requirements);
                if (message.rank != null && $Object.hasOwnProperty.call(message, "rank") && message.rank !== "")
                    writer.uint32(34).string(message.rank);
                if (message.policy != null && $Object.hasOwnProperty.call(message, "policy") && message.policy !== 0)
                    writer.uint32(40).int32(message.policy);
                if (message.onHostRestart != null && $Object.hasOwnProperty.call(message, "onHostRestart") && message.onHostRestart !== 0)
                    writer.uint32(48).int32(message.onHostRestart);
                if (message.wantedAddress != null && $Object.hasOwnProperty.call(message, "wantedAddress"))
                    writer.uint32(61).fixed32(message.wantedAddress);
                if (message.createdBy != null && $Object.hasOwnProperty.call(message, "createdBy") && message.createdBy !== "")
                    writer.uint32(66).string(message.createdBy);
                if (message.createdAtMs != null && $Object.hasOwnProperty.call(message, "createdAtMs") && (typeof message.createdAtMs === "object" ? message.createdAtMs.low || message.createdAtMs.high : message.createdAtMs !== 0))
                    writer.uint32(72).int64(message.createdAtMs);
                if (message.thenGone != null && $Object.hasOwnProperty.call(message, "thenGone") && message.thenGone !== false)
                    writer.uint32(80).bool(message.thenGone);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            MachineOrigin.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.stratus.v1.MachineOrigin();
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
                                message.instanceType = value;
                            else
                                delete message.instanceType;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.cpuHundredths = value;
                            else
                                delete message.cpuHundredths;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.requirements = value;
                            else
                                delete message.requirements;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.rank = value;
                            else
                                delete message.rank;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.policy = value;
                            else
                                delete message.policy;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.onHostRestart = value;
                            else
                                delete message.onHostRestart;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 5)
                                break;
                            message.wantedAddress = reader.fixed32();
                            message._wantedAddress = "wantedAddress";
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.createdBy = value;
                            else
                                delete message.createdBy;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.createdAtMs = value;
                            else
                                delete message.createdAtMs;
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

            return MachineOrigin;
        })();

        v1.PurgeOrder = (function() {

            const PurgeOrder = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            PurgeOrder.prototype.machineId = $util.newBuffer([]);
            PurgeOrder.prototype.keptAtLeastMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            PurgeOrder.prototype.orderedAt = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            PurgeOrder.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machineId != null && $Object.hasOwnProperty.call(message, "machineId") && message.machineId.length)
                    writer.uint32(10).bytes(message.machineId);
                if (message.keptAtLeastMs != null && $Object.hasOwnProperty.call(message, "keptAtLeastMs") && (typeof message.keptAtLeastMs === "object" ? message.keptAtLeastMs.low || message.keptAtLeastMs.high : message.keptAtLeastMs !== 0))
                    writer.uint32(16).int64(message.keptAtLeastMs);
                if (message.orderedAt != null && $Object.hasOwnProperty.call(message, "orderedAt") && (typeof message.orderedAt === "object" ? message.orderedAt.low || message.orderedAt.high : message.orderedAt !== 0))
                    writer.uint32(24).int64(message.orderedAt);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            PurgeOrder.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.stratus.v1.PurgeOrder();
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
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.keptAtLeastMs = value;
                            else
                                delete message.keptAtLeastMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.orderedAt = value;
                            else
                                delete message.orderedAt;
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

            return PurgeOrder;
        })();

        v1.Forget = (function() {

            const Forget = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Forget.prototype.machineId = $util.newBuffer([]);
            Forget.prototype.generation = 0;

            Forget.encode = function (message, writer, _depth) {
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

            Forget.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.stratus.v1.Forget();
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

            return Forget;
        })();

        v1.Wanted = (function() {

            const Wanted = function (properties) {
                this.machines = [];
                this.purges = [];
                this.forgets = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Wanted.prototype.format = 0;
            Wanted.prototype.cloudId = $util.newBuffer([]);
            Wanted.prototype.hostId = $util.newBuffer([]);
            Wanted.prototype.nonce = $util.newBuffer([]);
            Wanted.prototype.term = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Wanted.prototype.position = null;
            Wanted.prototype.setId = $util.newBuffer([]);
            Wanted.prototype.page = 0;
            Wanted.prototype.pages = 0;
            Wanted.prototype.machines = $util.emptyArray;
            Wanted.prototype.purges = $util.emptyArray;
            Wanted.prototype.forgets = $util.emptyArray;
            Wanted.prototype.bulk = false;
            Wanted.prototype.whole = false;
            Wanted.prototype.replaces = null;

            Wanted.encode = function (message, writer, _depth) {
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
                if (message.hostId != null && $Object.hasOwnProperty.call(message, "hostId") && message.hostId.length)
                    writer.uint32(26).bytes(message.hostId);
                if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce.length)
                    writer.uint32(34).bytes(message.nonce);
                if (message.term != null && $Object.hasOwnProperty.call(message, "term") && (typeof message.term === "object" ? message.term.low || message.term.high : message.term !== 0))
                    writer.uint32(40).int64(message.term);
                if (message.position != null && $Object.hasOwnProperty.call(message, "position"))
                    $root.stratus.v1.Position.encode(message.position, writer.uint32(50).fork(), _depth + 1).ldelim();
                if (message.setId != null && $Object.hasOwnProperty.call(message, "setId") && message.setId.length)
                    writer.uint32(58).bytes(message.setId);
                if (message.page != null && $Object.hasOwnProperty.call(message, "page") && message.page !== 0)
                    writer.uint32(64).uint32(message.page);
                if (message.pages != null && $Object.hasOwnProperty.call(message, "pages") && message.pages !== 0)
                    writer.uint32(72).uint32(message.pages);
                if (message.machines != null && message.machines.length)
                    for (let i = 0; i < message.machines.length; ++i)
                        $root.stratus.v1.MachineOrder.encode(message.machines[i], writer.uint32(82).fork(), _depth + 1).ldelim();
                if (message.purges != null && message.purges.length)
                    for (let i = 0; i < message.purges.length; ++i)
                        $root.stratus.v1.PurgeOrder.encode(message.purges[i], writer.uint32(90).fork(), _depth + 1).ldelim();
                if (message.forgets != null && message.forgets.length)
                    for (let i = 0; i < message.forgets.length; ++i)
                        $root.stratus.v1.Forget.encode(message.forgets[i], writer.uint32(98).fork(), _depth + 1).ldelim();
                if (message.bulk != null && $Object.hasOwnProperty.call(message, "bulk") && message.bulk !== false)
                    writer.uint32(104).bool(message.bulk);
                if (message.whole != null && $Object.hasOwnProperty.call(message, "whole") && message.whole !== false)
                    writer.uint32(112).bool(message.whole);
                if (message.replaces != null && $Object.hasOwnProperty.call(message, "replaces"))
                    $root.stratus.v1.Position.encode(message.replaces, writer.uint32(122).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Wanted.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.stratus.v1.Wanted();
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
                                message.hostId = value;
                            else
                                delete message.hostId;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.nonce = value;
                            else
                                delete message.nonce;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.term = value;
                            else
                                delete message.term;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.position = $root.stratus.v1.Position.decode(reader, reader.size(), $undefined, _depth + 1, message.position);
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.setId = value;
                            else
                                delete message.setId;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.page = value;
                            else
                                delete message.page;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.pages = value;
                            else
                                delete message.pages;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if (!(message.machines && message.machines.length))
                                message.machines = [];
                            message.machines.push($root.stratus.v1.MachineOrder.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if (!(message.purges && message.purges.length))
                                message.purges = [];
                            message.purges.push($root.stratus.v1.PurgeOrder.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            if (!(message.forgets && message.forgets.length))
                                message.forgets = [];
                            message.forgets.push($root.stratus.v1.Forget.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 13: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.bulk = value;
                            else
                                delete message.bulk;
                            continue;
                        }
                    case 14: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.whole = value;
                            else
                                delete message.whole;
                            continue;
                        }
                    case 15: {
                            if (wireType !== 2)
                                break;
                            message.replaces = $root.stratus.v1.Position.decode(reader, reader.size(), $undefined, _depth + 1, message.replaces);
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

            return Wanted;
        })();

        v1.Ask = (function() {

            const Ask = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Ask.prototype.format = 0;
            Ask.prototype.cloudId = $util.newBuffer([]);
            Ask.prototype.nonce = $util.newBuffer([]);
            Ask.prototype.report = null;
            Ask.prototype.console = null;
            Ask.prototype.inventory = null;
            Ask.prototype.hello = null;

            let $oneOfFields;

            $Object.defineProperty(Ask.prototype, "question", {
                get: $util.oneOfGetter($oneOfFields = ["report", "console", "inventory", "hello"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            Ask.encode = function (message, writer, _depth) {
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
                if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce.length)
                    writer.uint32(26).bytes(message.nonce);
                if (message.report != null && $Object.hasOwnProperty.call(message, "report"))
                    writer.uint32(32).bool(message.report);
                if (message.console != null && $Object.hasOwnProperty.call(message, "console"))
                    $root.stratus.v1.ConsoleAsk.encode(message.console, writer.uint32(42).fork(), _depth + 1).ldelim();
                if (message.inventory != null && $Object.hasOwnProperty.call(message, "inventory"))
                    $root.stratus.v1.InventoryAsk.encode(message.inventory, writer.uint32(50).fork(), _depth + 1).ldelim();
                if (message.hello != null && $Object.hasOwnProperty.call(message, "hello"))
                    writer.uint32(56).bool(message.hello);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Ask.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.stratus.v1.Ask();
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
                                message.nonce = value;
                            else
                                delete message.nonce;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.report = reader.bool();
                            message.question = "report";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.console = $root.stratus.v1.ConsoleAsk.decode(reader, reader.size(), $undefined, _depth + 1, message.console);
                            message.question = "console";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.inventory = $root.stratus.v1.InventoryAsk.decode(reader, reader.size(), $undefined, _depth + 1, message.inventory);
                            message.question = "inventory";
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            message.hello = reader.bool();
                            message.question = "hello";
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

            return Ask;
        })();

        v1.ConsoleAsk = (function() {

            const ConsoleAsk = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ConsoleAsk.prototype.machineId = $util.newBuffer([]);
            ConsoleAsk.prototype.fromByte = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            ConsoleAsk.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machineId != null && $Object.hasOwnProperty.call(message, "machineId") && message.machineId.length)
                    writer.uint32(10).bytes(message.machineId);
                if (message.fromByte != null && $Object.hasOwnProperty.call(message, "fromByte") && (typeof message.fromByte === "object" ? message.fromByte.low || message.fromByte.high : message.fromByte !== 0))
                    writer.uint32(16).int64(message.fromByte);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ConsoleAsk.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.stratus.v1.ConsoleAsk();
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
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.fromByte = value;
                            else
                                delete message.fromByte;
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

            return ConsoleAsk;
        })();

        v1.ConsoleAnswer = (function() {

            const ConsoleAnswer = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ConsoleAnswer.prototype.format = 0;
            ConsoleAnswer.prototype.content = $util.newBuffer([]);
            ConsoleAnswer.prototype.nextByte = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            ConsoleAnswer.prototype.known = false;

            ConsoleAnswer.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                    writer.uint32(8).uint32(message.format);
                if (message.content != null && $Object.hasOwnProperty.call(message, "content") && message.content.length)
                    writer.uint32(18).bytes(message.content);
                if (message.nextByte != null && $Object.hasOwnProperty.call(message, "nextByte") && (typeof message.nextByte === "object" ? message.nextByte.low || message.nextByte.high : message.nextByte !== 0))
                    writer.uint32(24).int64(message.nextByte);
                if (message.known != null && $Object.hasOwnProperty.call(message, "known") && message.known !== false)
                    writer.uint32(32).bool(message.known);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ConsoleAnswer.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.stratus.v1.ConsoleAnswer();
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
                                message.content = value;
                            else
                                delete message.content;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.nextByte = value;
                            else
                                delete message.nextByte;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.known = value;
                            else
                                delete message.known;
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

            return ConsoleAnswer;
        })();

        v1.InventoryAsk = (function() {

            const InventoryAsk = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            InventoryAsk.prototype.afterMachineId = $util.newBuffer([]);

            InventoryAsk.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.afterMachineId != null && $Object.hasOwnProperty.call(message, "afterMachineId") && message.afterMachineId.length)
                    writer.uint32(10).bytes(message.afterMachineId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            InventoryAsk.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.stratus.v1.InventoryAsk();
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
                                message.afterMachineId = value;
                            else
                                delete message.afterMachineId;
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

            return InventoryAsk;
        })();

        v1.InventoryAnswer = (function() {

            const InventoryAnswer = function (properties) {
                this.items = [];
                this.unguarded = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            InventoryAnswer.prototype.format = 0;
            InventoryAnswer.prototype.nonce = $util.newBuffer([]);
            InventoryAnswer.prototype.position = null;
            InventoryAnswer.prototype.available = false;
            InventoryAnswer.prototype.items = $util.emptyArray;
            InventoryAnswer.prototype.more = false;
            InventoryAnswer.prototype.unguarded = $util.emptyArray;

            InventoryAnswer.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                    writer.uint32(8).uint32(message.format);
                if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce.length)
                    writer.uint32(18).bytes(message.nonce);
                if (message.position != null && $Object.hasOwnProperty.call(message, "position"))
                    $root.stratus.v1.Position.encode(message.position, writer.uint32(26).fork(), _depth + 1).ldelim();
                if (message.available != null && $Object.hasOwnProperty.call(message, "available") && message.available !== false)
                    writer.uint32(32).bool(message.available);
                if (message.items != null && message.items.length)
                    for (let i = 0; i < message.items.length; ++i)
                        $root.stratus.v1.InventoryItem.encode(message.items[i], writer.uint32(42).fork(), _depth + 1).ldelim();
                if (message.more != null && $Object.hasOwnProperty.call(message, "more") && message.more !== false)
                    writer.uint32(48).bool(message.more);
                if (message.unguarded != null && message.unguarded.length)
                    for (let i = 0; i < message.unguarded.length; ++i)
                        writer.uint32(58).bytes(message.unguarded[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            InventoryAnswer.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.stratus.v1.InventoryAnswer();
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
                                message.nonce = value;
                            else
                                delete message.nonce;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.position = $root.stratus.v1.Position.decode(reader, reader.size(), $undefined, _depth + 1, message.position);
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.available = value;
                            else
                                delete message.available;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (!(message.items && message.items.length))
                                message.items = [];
                            message.items.push($root.stratus.v1.InventoryItem.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.more = value;
                            else
                                delete message.more;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if (!(message.unguarded && message.unguarded.length))
                                message.unguarded = [];
                            message.unguarded.push(reader.bytes());
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

            return InventoryAnswer;
        })();

        v1.InventoryItem = (function() {

            const InventoryItem = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            InventoryItem.prototype.guard = null;
            InventoryItem.prototype.report = null;
            InventoryItem.prototype.purgeOrdered = false;

            InventoryItem.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.guard != null && $Object.hasOwnProperty.call(message, "guard"))
                    $root.stratus.v1.Guard.encode(message.guard, writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.report != null && $Object.hasOwnProperty.call(message, "report"))
                    $root.stratus.v1.MachineReport.encode(message.report, writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.purgeOrdered != null && $Object.hasOwnProperty.call(message, "purgeOrdered") && message.purgeOrdered !== false)
                    writer.uint32(24).bool(message.purgeOrdered);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            InventoryItem.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.stratus.v1.InventoryItem();
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
                            message.guard = $root.stratus.v1.Guard.decode(reader, reader.size(), $undefined, _depth + 1, message.guard);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.report = $root.stratus.v1.MachineReport.decode(reader, reader.size(), $undefined, _depth + 1, message.report);
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.purgeOrdered = value;
                            else
                                delete message.purgeOrdered;
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

            return InventoryItem;
        })();

        v1.ContextAsk = (function() {

            const ContextAsk = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ContextAsk.prototype.format = 0;
            ContextAsk.prototype.cloudId = $util.newBuffer([]);
            ContextAsk.prototype.machineId = $util.newBuffer([]);
            ContextAsk.prototype.digest = $util.newBuffer([]);

            ContextAsk.encode = function (message, writer, _depth) {
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
                if (message.machineId != null && $Object.hasOwnProperty.call(message, "machineId") && message.machineId.length)
                    writer.uint32(26).bytes(message.machineId);
                if (message.digest != null && $Object.hasOwnProperty.call(message, "digest") && message.digest.length)
                    writer.uint32(34).bytes(message.digest);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ContextAsk.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.stratus.v1.ContextAsk();
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
                                message.machineId = value;
                            else
                                delete message.machineId;
                            continue;
                        }
                    case 4: {
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

            return ContextAsk;
        })();

        v1.ContextAnswer = (function() {

            const ContextAnswer = function (properties) {
                this.files = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ContextAnswer.prototype.format = 0;
            ContextAnswer.prototype.files = $util.emptyArray;
            ContextAnswer.prototype.reason = 0;
            ContextAnswer.prototype.message = "";

            ContextAnswer.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                    writer.uint32(8).uint32(message.format);
                if (message.files != null && message.files.length)
                    for (let i = 0; i < message.files.length; ++i)
                        $root.stratus.v1.ContextFile.encode(message.files[i], writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                    writer.uint32(24).uint32(message.reason);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(34).string(message.message);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ContextAnswer.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.stratus.v1.ContextAnswer();
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
                            if (!(message.files && message.files.length))
                                message.files = [];
                            message.files.push($root.stratus.v1.ContextFile.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return ContextAnswer;
        })();

        v1.Guard = (function() {

            const Guard = function (properties) {
                this.evidence = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Guard.prototype.format = 0;
            Guard.prototype.order = null;
            Guard.prototype.startedGeneration = 0;
            Guard.prototype.goneGeneration = 0;
            Guard.prototype.failure = null;
            Guard.prototype.evidence = $util.emptyArray;
            Guard.prototype.seal = $util.newBuffer([]);
            Guard.prototype.keptForMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Guard.prototype.purgeIntended = false;
            Guard.prototype.purged = false;
            Guard.prototype.stoppedReason = 0;
            Guard.prototype.counters = null;
            Guard.prototype.stopAskedGeneration = 0;
            Guard.prototype.startedBootId = $util.newBuffer([]);

            Guard.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                    writer.uint32(8).uint32(message.format);
                if (message.order != null && $Object.hasOwnProperty.call(message, "order"))
                    $root.stratus.v1.MachineOrder.encode(message.order, writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.startedGeneration != null && $Object.hasOwnProperty.call(message, "startedGeneration") && message.startedGeneration !== 0)
                    writer.uint32(24).uint32(message.startedGeneration);
                if (message.goneGeneration != null && $Object.hasOwnProperty.call(message, "goneGeneration") && message.goneGeneration !== 0)
                    writer.uint32(32).uint32(message.goneGeneration);
                if (message.failure != null && $Object.hasOwnProperty.call(message, "failure"))
                    $root.stratus.v1.Failure.encode(message.failure, writer.uint32(42).fork(), _depth + 1).ldelim();
                if (message.evidence != null && message.evidence.length)
                    for (let i = 0; i < message.evidence.length; ++i)
                        $root.stratus.v1.EvidenceFile.encode(message.evidence[i], writer.uint32(50).fork(), _depth + 1).ldelim();
                if (message.seal != null && $Object.hasOwnProperty.call(message, "seal") && message.seal.length)
                    writer.uint32(58).bytes(message.seal);
                if (message.keptForMs != null && $Object.hasOwnProperty.call(message, "keptForMs") && (typeof message.keptForMs === "object" ? message.keptForMs.low || message.keptForMs.high : message.keptForMs !== 0))
                    writer.uint32(64).int64(message.keptForMs);
                if (message.purgeIntended != null && $Object.hasOwnProperty.call(message, "purgeIntended") && message.purgeIntended !== false)
                    writer.uint32(72).bool(message.purgeIntended);
                if (message.purged != null && $Object.hasOwnProperty.call(message, "purged") && message.purged !== false)
                    writer.uint32(80).bool(message.purged);
                if (message.stoppedReason != null && $Object.hasOwnProperty.call(message, "stoppedReason") && message.stoppedReason !== 0)
                    writer.uint32(88).uint32(message.stoppedReason);
                if (message.counters != null && $Object.hasOwnProperty.call(message, "counters"))
                    $root.stratus.v1.Counters.encode(message.counters, writer.uint32(98).fork(), _depth + 1).ldelim();
                if (message.stopAskedGeneration != null && $Object.hasOwnProperty.call(message, "stopAskedGeneration") && message.stopAskedGeneration !== 0)
                    writer.uint32(104).uint32(message.stopAskedGeneration);
                if (message.startedBootId != null && $Object.hasOwnProperty.call(message, "startedBootId") && message.startedBootId.length)
                    writer.uint32(114).bytes(message.startedBootId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Guard.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.stratus.v1.Guard();
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
                            message.order = $root.stratus.v1.MachineOrder.decode(reader, reader.size(), $undefined, _depth + 1, message.order);
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.startedGeneration = value;
                            else
                                delete message.startedGeneration;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.goneGeneration = value;
                            else
                                delete message.goneGeneration;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.failure = $root.stratus.v1.Failure.decode(reader, reader.size(), $undefined, _depth + 1, message.failure);
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if (!(message.evidence && message.evidence.length))
                                message.evidence = [];
                            message.evidence.push($root.stratus.v1.EvidenceFile.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.seal = value;
                            else
                                delete message.seal;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.keptForMs = value;
                            else
                                delete message.keptForMs;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.purgeIntended = value;
                            else
                                delete message.purgeIntended;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.purged = value;
                            else
                                delete message.purged;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.stoppedReason = value;
                            else
                                delete message.stoppedReason;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            message.counters = $root.stratus.v1.Counters.decode(reader, reader.size(), $undefined, _depth + 1, message.counters);
                            continue;
                        }
                    case 13: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.stopAskedGeneration = value;
                            else
                                delete message.stopAskedGeneration;
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.startedBootId = value;
                            else
                                delete message.startedBootId;
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

            return Guard;
        })();

        v1.Failure = (function() {

            const Failure = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Failure.prototype.generation = 0;
            Failure.prototype.reason = 0;
            Failure.prototype.message = "";

            Failure.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                    writer.uint32(8).uint32(message.generation);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                    writer.uint32(16).uint32(message.reason);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(26).string(message.message);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Failure.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.stratus.v1.Failure();
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
                                message.generation = value;
                            else
                                delete message.generation;
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
                    case 3: {
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

            return Failure;
        })();

        v1.AgentMemory = (function() {

            const AgentMemory = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            AgentMemory.prototype.format = 0;
            AgentMemory.prototype.cloudId = $util.newBuffer([]);
            AgentMemory.prototype.hostId = $util.newBuffer([]);
            AgentMemory.prototype.position = null;
            AgentMemory.prototype.term = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            AgentMemory.prototype.hypervisorUuid = $util.newBuffer([]);
            AgentMemory.prototype.storageId = $util.newBuffer([]);

            AgentMemory.encode = function (message, writer, _depth) {
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
                if (message.hostId != null && $Object.hasOwnProperty.call(message, "hostId") && message.hostId.length)
                    writer.uint32(26).bytes(message.hostId);
                if (message.position != null && $Object.hasOwnProperty.call(message, "position"))
                    $root.stratus.v1.Position.encode(message.position, writer.uint32(34).fork(), _depth + 1).ldelim();
                if (message.term != null && $Object.hasOwnProperty.call(message, "term") && (typeof message.term === "object" ? message.term.low || message.term.high : message.term !== 0))
                    writer.uint32(40).int64(message.term);
                if (message.hypervisorUuid != null && $Object.hasOwnProperty.call(message, "hypervisorUuid") && message.hypervisorUuid.length)
                    writer.uint32(50).bytes(message.hypervisorUuid);
                if (message.storageId != null && $Object.hasOwnProperty.call(message, "storageId") && message.storageId.length)
                    writer.uint32(58).bytes(message.storageId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            AgentMemory.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.stratus.v1.AgentMemory();
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
                                message.hostId = value;
                            else
                                delete message.hostId;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.position = $root.stratus.v1.Position.decode(reader, reader.size(), $undefined, _depth + 1, message.position);
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.term = value;
                            else
                                delete message.term;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hypervisorUuid = value;
                            else
                                delete message.hypervisorUuid;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.storageId = value;
                            else
                                delete message.storageId;
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

            return AgentMemory;
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

        return v1;
    })();

    return stratus;
})();

export {
  $root as default
};
