/** The conversation between scheduler and agents, and what an agent keeps on disk (proto/v1/agent.proto). */
import { stratus } from '../../proto/gen/agent.js';
import type {
  AgentMemory,
  Ask,
  ConsoleAnswer,
  ContextAnswer,
  ContextAsk,
  EvidenceReport,
  Forget,
  Guard,
  Hello,
  InventoryAnswer,
  InventoryItem,
  Load,
  MachineUse,
  MachineReport,
  PurgeOrder,
  Report,
  Wanted,
} from '../model/conversation.ts';
import {
  bytes,
  flag,
  hex,
  hexOrEmpty,
  list,
  long,
  message,
  optional,
  record,
  text,
  uint,
  uuid,
  uuidOrEmpty,
  word,
  within,
} from './codec.ts';
import type { Codec, MessageCodec } from './codec.ts';
import * as value from './value-codecs.ts';
import { withFormat } from './format.ts';

/** What one page may hold; pages are cut by bytes, so this only bounds what a forger can make us read. */
const pageMax = 4096;
const sentence = text(512);
const cloudId = hex(16);
const hostId = hex(16);
const nonce = hex(16);

const load = record<Load>({
  cpuUsedHundredths: uint(),
  memoryUsedMiB: uint(),
  diskFreeMiB: uint(),
  netReceiveBytes: long(),
  netSendBytes: long(),
  foreignCpuHundredths: uint(),
  foreignMemoryMiB: uint(),
});

const machineUse = record<MachineUse>({ machineId: uuid, cpuUsedHundredths: uint() });

export const helloMessage: MessageCodec<Hello> = message(
  stratus.v1.Hello,
  'Hello',
  withFormat<Hello>({
    ...{ cloudId, hostId, nonce, bootId: uuid, hypervisorUuid: uuid, storageId: hex(16) },
    ...{ position: optional(value.position), term: long(), heldDigest: hex(32) },
    ...{ observedDigest: hex(32), clockMs: long(), capacity: value.resources },
    ...{ attributes: value.attributes, load, hypervisorAvailable: flag },
    ...{ name: text(63), version: text(64), uses: list(machineUse, pageMax) },
  }),
);

const phase = word({
  ...{ preparing: 1, starting: 2, running: 3, stopping: 4, stopped: 5 },
  ...{ vanished: 6, failed: 7, ending: 8, gone: 9, waiting: 10 },
});

const machineReport = record<MachineReport>({
  machineId: uuid,
  generation: uint(0xffff_ffff, 1),
  startedGeneration: uint(),
  phase,
  reason: value.reasonOrNone,
  message: sentence,
  doneBytes: long(),
  totalBytes: long(),
  counters: optional(value.counters),
  evidence: list(value.evidenceFile, 16),
});

const evidenceReport = record<EvidenceReport>({
  machineId: uuid,
  phase: word({ kept: 1, sealed: 2, purged: 3 }),
  digest: hexOrEmpty(32),
});

export const reportMessage: MessageCodec<Report> = message(
  stratus.v1.Report,
  'Report',
  withFormat<Report>({
    ...{ cloudId, hostId, nonce, setId: hex(16), page: uint(65_536, 1), pages: uint(65_536, 1) },
    observed: word({ complete: 1, unavailable: 2 }),
    ...{ machines: list(machineReport, pageMax), evidence: list(evidenceReport, pageMax) },
    ...{ observedDigest: hex(32), number: long() },
  }),
);

const purgeOrder = record<PurgeOrder>({
  machineId: uuid,
  keptAtLeastMs: long(),
  orderedAt: long(),
});
const forget = record<Forget>({ machineId: uuid, generation: uint() });

export const wantedMessage: MessageCodec<Wanted> = message(
  stratus.v1.Wanted,
  'Wanted',
  withFormat<Wanted>({
    ...{ cloudId, hostId, nonce, term: long(1), position: value.position, setId: hex(16) },
    ...{ page: uint(65_536, 1), pages: uint(65_536, 1) },
    machines: list(value.machineRecord, pageMax),
    purges: list(purgeOrder, pageMax),
    forgets: list(forget, pageMax),
    ...{ bulk: flag, whole: flag, replaces: optional(value.position) },
  }),
);

const consoleQuestion = record({ machineId: uuid, fromByte: long(Number.MIN_SAFE_INTEGER) });

const inventoryQuestion = record({ afterMachineId: uuidOrEmpty });

function questionFields(asked: Ask): object {
  switch (asked.question) {
    case 'report':
    case 'hello':
      return { [asked.question]: true };
    case 'console':
      return { console: consoleQuestion.encode(asked) };
    case 'inventory':
      return { inventory: inventoryQuestion.encode(asked) };
  }
}

const ask: Codec<Ask> = {
  encode: (asked) => ({
    cloudId: cloudId.encode(asked.cloudId),
    nonce: hexOrEmpty(16).encode(asked.nonce),
    ...questionFields(asked),
  }),
  decode(raw, path) {
    const fields = raw as Record<string, unknown>;
    const to = {
      cloudId: cloudId.decode(fields['cloudId'], within(path, 'cloudId')),
      nonce: hexOrEmpty(16).decode(fields['nonce'], within(path, 'nonce')),
    };
    const kind = fields['question'];
    if (kind === 'report' || kind === 'hello') return { ...to, question: kind };
    if (kind === 'inventory') {
      const asked = inventoryQuestion.decode(fields['inventory'], within(path, 'inventory'));
      return { ...to, question: kind, ...asked };
    }
    const about = consoleQuestion.decode(fields['console'], within(path, 'console'));
    return { ...to, question: 'console', ...about };
  },
};

export const askMessage: MessageCodec<Ask> = message(stratus.v1.Ask, 'Ask', withFormat(ask));

export const consoleAnswerMessage: MessageCodec<ConsoleAnswer> = message(
  stratus.v1.ConsoleAnswer,
  'ConsoleAnswer',
  withFormat<ConsoleAnswer>({ content: bytes(65_536), nextByte: long(), known: flag }),
);

export const contextAskMessage: MessageCodec<ContextAsk> = message(
  stratus.v1.ContextAsk,
  'ContextAsk',
  withFormat<ContextAsk>({ cloudId, machineId: uuid, digest: hex(32) }),
);

export const contextAnswerMessage: MessageCodec<ContextAnswer> = message(
  stratus.v1.ContextAnswer,
  'ContextAnswer',
  withFormat<ContextAnswer>({
    files: list(value.contextFile, 16),
    reason: value.reasonOrNone,
    message: sentence,
  }),
);

const failure = record({ generation: uint(), reason: value.reason, message: sentence });

const guard = withFormat<Guard>({
  ...{ order: value.machineRecord, startedGeneration: uint(), startedBootId: uuidOrEmpty },
  ...{ goneGeneration: uint(), failure: optional(failure) },
  ...{ evidence: list(value.evidenceFile, 16), seal: hexOrEmpty(32), keptForMs: long() },
  ...{ purgeIntended: flag, purged: flag, stoppedReason: value.reasonOrNone },
  ...{ counters: optional(value.counters), stopAskedGeneration: uint() },
});

export const guardMessage: MessageCodec<Guard> = message(stratus.v1.Guard, 'Guard', guard);

export const inventoryAnswerMessage: MessageCodec<InventoryAnswer> = message(
  stratus.v1.InventoryAnswer,
  'InventoryAnswer',
  withFormat<InventoryAnswer>({
    ...{ nonce, position: optional(value.position), available: flag },
    items: list(
      record<InventoryItem>({ guard, report: machineReport, purgeOrdered: flag }),
      pageMax,
    ),
    ...{ more: flag, unguarded: list(uuid, pageMax) },
  }),
);

export const agentMemoryMessage: MessageCodec<AgentMemory> = message(
  stratus.v1.AgentMemory,
  'AgentMemory',
  withFormat<AgentMemory>({
    ...{ cloudId, hostId, position: optional(value.position), term: long() },
    ...{ hypervisorUuid: uuid, storageId: hex(16) },
  }),
);
