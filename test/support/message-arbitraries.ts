/** Random messages of the bus, of the vault, and of what an agent keeps on disk; one row for each message of the contract. */
import fc from 'fast-check';
import type { CommandFields, CommandKind, Request } from '../../shared/model/command.ts';
import type { MessageCodec } from '../../shared/wire/codec.ts';
import * as commandWire from '../../shared/wire/command.ts';
import { decodeCommit, encodeCommit } from '../../shared/wire/commit.ts';
import * as wire from '../../shared/wire/conversation.ts';
import { decodeSnapshotPart, encodeSnapshotPart } from '../../shared/wire/snapshot.ts';
import * as a from './arbitraries.ts';
import { commitOf, event } from './event-arbitraries.ts';

const cloudId = a.hex(16);
const hostId = a.hex(16);
const nonce = a.hex(16);
const machineId = a.uuid;
const page = fc.integer({ min: 1, max: 65_536 });
const term = fc.integer({ min: 1 });

const hello = fc.record({
  ...{ cloudId, hostId, nonce, bootId: a.uuid, hypervisorUuid: a.uuid, storageId: a.hex(16) },
  ...{ position: a.orNull(a.position), term: a.long, heldDigest: a.hex(32) },
  ...{ observedDigest: a.hex(32), clockMs: a.long, capacity: a.resources },
  ...{ attributes: a.attributes, hypervisorAvailable: a.flag, name: a.text(63) },
  version: a.text(64),
  uses: a.list(fc.record({ machineId, cpuUsedHundredths: a.uint })),
  load: fc.record({
    ...{ cpuUsedHundredths: a.uint, memoryUsedMiB: a.uint, diskFreeMiB: a.uint },
    ...{ netReceiveBytes: a.long, netSendBytes: a.long, foreignCpuHundredths: a.uint },
    foreignMemoryMiB: a.uint,
  }),
});

const phase = fc.constantFrom(
  ...(['preparing', 'starting', 'running', 'stopping', 'stopped'] as const),
  ...(['vanished', 'failed', 'ending', 'gone', 'waiting'] as const),
);

const machineReport = fc.record({
  ...{ machineId, generation: a.positive, startedGeneration: a.uint, phase },
  ...{ reason: a.reasonOrNone, message: a.text(512), doneBytes: a.long, totalBytes: a.long },
  ...{ counters: a.orNull(a.counters), evidence: a.list(a.evidenceFile) },
});

const report = fc.record({
  ...{ cloudId, hostId, nonce, setId: a.hex(16), page, pages: page, number: a.long },
  observed: fc.constantFrom('complete', 'unavailable'),
  machines: a.list(machineReport),
  evidence: a.list(
    fc.record({
      machineId,
      phase: fc.constantFrom('kept', 'sealed', 'purged'),
      digest: a.hexOrEmpty(32),
    }),
  ),
  observedDigest: a.hex(32),
});

const wanted = fc.record({
  ...{ cloudId, hostId, nonce, term, position: a.position, setId: a.hex(16), page, pages: page },
  machines: a.list(a.machineRecord),
  purges: a.list(fc.record({ machineId, keptAtLeastMs: a.long, orderedAt: a.long })),
  forgets: a.list(fc.record({ machineId, generation: a.uint })),
  ...{ bulk: a.flag, whole: a.flag, replaces: a.orNull(a.position) },
});

const asker = { cloudId, nonce: a.hexOrEmpty(16) };
const ask = fc.oneof(
  fc.record({ ...asker, question: fc.constant('report' as const) }),
  fc.record({
    ...{ ...asker, question: fc.constant('console' as const), machineId },
    fromByte: fc.maxSafeInteger(),
  }),
  fc.record({ ...asker, question: fc.constant('hello' as const) }),
  fc.record({
    ...{ ...asker, question: fc.constant('inventory' as const) },
    afterMachineId: fc.oneof(a.uuid, fc.constant('')),
  }),
);

const guard = fc.record({
  ...{ order: a.machineRecord, startedGeneration: a.uint, goneGeneration: a.uint },
  startedBootId: fc.oneof(a.uuid, fc.constant('')),
  failure: a.orNull(fc.record({ generation: a.uint, reason: a.reason, message: a.text(512) })),
  ...{ evidence: a.list(a.evidenceFile), seal: a.hexOrEmpty(32), keptForMs: a.long },
  ...{ purgeIntended: a.flag, purged: a.flag, stoppedReason: a.reasonOrNone },
  ...{ counters: a.orNull(a.counters), stopAskedGeneration: a.uint },
});

const size = a.orNull(a.uint);
const run = fc.record({
  ...{ machineIds: a.list(a.uuid), name: a.text(64), type: a.text(64), vcpus: size },
  ...{ cpuHundredths: size, memoryMiB: size, swapMiB: size, rootDiskMiB: size },
  ...{ image: a.imageSource, networkClass: a.networkClass, address: size },
  ...{ requirements: a.text(4096), rank: a.text(4096), policy: a.orNull(a.policy) },
  ...{ onHostRestart: a.hostRestart, volumeLabel: a.volumeLabel, volatileMiB: a.uint },
});
const machineAction = fc.record({ machines: a.list(a.text(64)) });
const evidenceAction = fc.record({ machine: a.text(64), why: a.text(512) });
const hostAction = fc.record({ host: a.text(64), why: a.text(512) });

const requests: { readonly [Kind in CommandKind]: fc.Arbitrary<CommandFields[Kind]> } = {
  ...{ run, start: machineAction, stop: machineAction, shutdown: machineAction },
  ...{ kill: machineAction, hold: evidenceAction, release: evidenceAction },
  joinHost: fc.record({
    ...{ hostId, name: a.text(63), publicKey: a.text(64), tokenDigest: a.hexOrEmpty(32) },
  }),
  offerHost: fc.record({ tokenDigest: a.hex(32), name: a.text(63), expiresAtMs: a.long }),
  withdrawOffer: fc.record({ tokenDigest: a.hex(32) }),
  renameHost: fc.record({ host: a.text(64), name: a.text(63) }),
  ...{ removeHost: hostAction, rebindHost: hostAction, recover: fc.record({ word: a.text(32) }) },
  repair: fc.record({
    why: a.text(256),
    orphans: a.list(fc.record({ hostId, machineId: a.uuid })),
    leases: a.list(a.uint),
  }),
  confirmDown: fc.record({ host: a.text(64), why: a.text(512), word: a.text(32) }),
  ...{ enableHost: hostAction, disableHost: hostAction },
  ...{ why: fc.record({ machine: a.text(64) }), plan: fc.record({ run }) },
  room: fc.constant({}),
};

export const commandKinds = Object.keys(requests) as CommandKind[];

/** A command of this kind. */
export function commandOf(kind: CommandKind) {
  const request = (requests[kind] as fc.Arbitrary<object>).map(
    (said) => ({ kind, ...said }) as Request,
  );
  return fc.record({
    ...{ cloudId, actor: a.text(64), projectId: a.text(64), key: a.text(128) },
    ...{ administrator: a.flag, request },
  });
}

const explanation = fc.record({
  ...{ machine: a.text(64), host: a.text(64), reason: a.reasonOrNone, text: a.text(4096) },
  filters: a.list(fc.record({ filter: a.text(64), hosts: a.uint })),
  ...{ hosts: a.uint, nearestHost: a.text(64), whatWouldFit: a.text(1024) },
});
const noteAbout = fc.constantFrom('host', 'machine', 'address', 'evidence', 'unknown');
const answer = fc.oneof(
  fc.record({
    ...{ kind: fc.constant('accepted' as const), cursor: a.text(96), machineIds: a.list(a.uuid) },
  }),
  fc.record({
    kind: fc.constant('refused' as const),
    refusal: fc.record({
      ...{ reason: a.reason, message: a.text(2048), where: a.text(512), whatToDo: a.text(2048) },
    }),
  }),
  fc.record({ kind: fc.constant('explained' as const), machines: a.list(explanation) }),
  fc.record({
    kind: fc.constant('roomLeft' as const),
    types: a.list(fc.record({ type: a.text(63), now: a.uint, empty: a.uint })),
  }),
  fc.record({
    ...{ kind: fc.constant('recovery' as const), word: a.text(32), notesInAll: a.uint },
    notes: a.list(fc.record({ about: noteAbout, text: a.text(1024) })),
  }),
);

const beat = fc.record({
  frozen: a.text(1024),
  ...{ cloudId, term: a.long, writer: a.hex(16), position: a.position },
  hosts: a.list(
    fc.record({
      ...{ hostId, heard: a.flag, conflict: a.flag, heardAtMs: a.long, trouble: a.text(512) },
    }),
  ),
});

export interface WireMessage {
  readonly name: string;
  readonly codec: MessageCodec<object>;
  readonly values: fc.Arbitrary<object>;
}

function one<Value extends object>(
  name: string,
  codec: MessageCodec<Value>,
  values: fc.Arbitrary<Value>,
): WireMessage {
  return { name, codec, values };
}

/** Every message of `shared/wire`. */
export const wireMessages: readonly WireMessage[] = [
  one('Commit', { encode: encodeCommit, decode: decodeCommit }, commitOf(event)),
  one(
    'SnapshotPart',
    { encode: encodeSnapshotPart, decode: decodeSnapshotPart },
    fc.record({
      ...{ cloudId, position: a.position, stateDigest: a.hex(32), part: page, parts: page },
      content: a.bytes(1_024),
    }),
  ),
  one('Hello', wire.helloMessage, hello),
  one('Report', wire.reportMessage, report),
  one('Wanted', wire.wantedMessage, wanted),
  one('Ask', wire.askMessage, ask),
  one(
    'ConsoleAnswer',
    wire.consoleAnswerMessage,
    fc.record({ content: a.bytes(65_536), nextByte: a.long, known: a.flag }),
  ),
  one('ContextAsk', wire.contextAskMessage, fc.record({ cloudId, machineId, digest: a.hex(32) })),
  one(
    'ContextAnswer',
    wire.contextAnswerMessage,
    fc.record({ files: a.list(a.contextFile), reason: a.reasonOrNone, message: a.text(512) }),
  ),
  one('Guard', wire.guardMessage, guard),
  one(
    'InventoryAnswer',
    wire.inventoryAnswerMessage,
    fc.record({
      ...{ nonce, position: a.orNull(a.position), available: a.flag, more: a.flag },
      items: a.list(fc.record({ guard, report: machineReport, purgeOrdered: a.flag })),
      unguarded: a.list(a.uuid),
    }),
  ),
  one(
    'AgentMemory',
    wire.agentMemoryMessage,
    fc.record({
      ...{ cloudId, hostId, position: a.orNull(a.position), term: a.long },
      ...{ hypervisorUuid: a.uuid, storageId: a.hex(16) },
    }),
  ),
  one('Command', commandWire.commandMessage, fc.oneof(...commandKinds.map(commandOf))),
  one('Answer', commandWire.answerMessage, answer),
  one('Beat', commandWire.beatMessage, beat),
  one(
    'PublishedEvent',
    commandWire.publishedEventMessage,
    fc.record({
      ...{ cloudId, cursor: a.text(96), previousCursor: a.text(96), timeMs: a.long },
      ...{ logPreviousCursor: a.text(96), actor: a.text(64), event },
      origin: fc.constantFrom('command', 'report', 'sweep', 'genesis'),
    }),
  ),
  one(
    'UserContext',
    commandWire.userContextMessage,
    fc.record({
      publicKeys: a.list(a.text(16_384)),
      variables: a.list(fc.record({ name: a.text(256), value: a.bytes(262_144) })),
      userData: a.bytes(4 << 20),
    }),
  ),
];
