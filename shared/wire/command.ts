/** Commands, answers, beats, published events and user context (proto/v1/command.proto). */
import { stratus } from '../../proto/gen/stratus.js';
import type {
  Answer,
  Command,
  CommandFields,
  CommandKind,
  EvidenceAction,
  Explanation,
  MachineAction,
  PublishedEvent,
  Recovery,
  RecoveryNote,
  Request,
  Repair,
  RunRequest,
  TypeRoom,
  UserContext,
} from '../model/command.ts';
import type { Beat, HostNote } from '../model/conversation.ts';
import type { Refusal } from '../model/reasons.ts';
import {
  WireError,
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
  within,
} from './codec.ts';
import type { Codec, MessageCodec } from './codec.ts';
import { origin } from './commit.ts';
import { event } from './event-codecs.ts';
import { withFormat } from './format.ts';
import * as value from './value-codecs.ts';

const machinesMax = 256;
const typesMax = 256;
const repairsMax = 1_000;
const runRequest = record<RunRequest>({
  machineIds: list(uuid, machinesMax),
  name: text(64),
  type: text(64),
  vcpus: optional(uint()),
  cpuHundredths: optional(uint()),
  memoryMiB: optional(uint()),
  swapMiB: optional(uint()),
  volatileMiB: uint(),
  rootDiskMiB: optional(uint()),
  image: value.imageSource,
  networkClass: value.networkClass,
  address: optional(uint()),
  requirements: text(4096),
  rank: text(4096),
  policy: optional(value.policy),
  onHostRestart: value.hostRestart,
  volumeLabel: value.volumeLabel,
});

const machineAction = record<MachineAction>({ machines: list(text(64), machinesMax) });
const evidenceAction = record<EvidenceAction>({ machine: text(64), why: text(512) });
const hostAction = record({ host: text(64), why: text(512) });

const requests: { readonly [Kind in CommandKind]: Codec<CommandFields[Kind]> } = {
  run: runRequest,
  start: machineAction,
  stop: machineAction,
  shutdown: machineAction,
  kill: machineAction,
  hold: evidenceAction,
  release: evidenceAction,
  joinHost: record({
    ...{ hostId: hex(16), name: text(63), publicKey: text(64), tokenDigest: hexOrEmpty(32) },
  }),
  enableHost: hostAction,
  disableHost: hostAction,
  offerHost: record({ tokenDigest: hex(32), name: text(63), expiresAtMs: long() }),
  withdrawOffer: record({ tokenDigest: hex(32) }),
  renameHost: record({ host: text(64), name: text(63) }),
  removeHost: hostAction,
  confirmDown: record({ host: text(64), why: text(512), word: text(32) }),
  rebindHost: hostAction,
  recover: record({ word: text(32) }),
  repair: record<Repair>({
    why: text(256),
    orphans: list(record({ hostId: hex(16), machineId: uuid }), repairsMax),
    leases: list(uint(), repairsMax),
  }),
  why: record({ machine: text(64) }),
  plan: record({ run: runRequest }),
  room: record({}),
};

type Envelope = Omit<Command, 'request'>;
const envelope = record<Envelope>({
  cloudId: hex(16),
  actor: text(64),
  projectId: text(64),
  key: text(128),
  administrator: flag,
});

const command: Codec<Command> = {
  encode({ request, ...rest }) {
    const { kind, ...fields } = request;
    return {
      ...(envelope.encode(rest) as object),
      [kind]: (requests[kind] as Codec<unknown>).encode(fields),
    };
  },
  decode(raw, path) {
    const kind = (raw as { kind?: CommandKind }).kind;
    if (kind === undefined)
      throw new WireError(`${path}: a command that this release does not know`);
    const fields = (requests[kind] as Codec<object>).decode(
      (raw as Record<string, unknown>)[kind],
      within(path, kind),
    );
    return { ...envelope.decode(raw, path), request: { kind, ...fields } as Request };
  },
};

export const commandMessage: MessageCodec<Command> = message(
  stratus.v1.Command,
  'Command',
  withFormat(command),
);

const refusal = record<Refusal>({
  reason: value.reason,
  message: text(2048),
  where: text(512),
  whatToDo: text(2048),
});

const explanation = record<Explanation>({
  machine: text(64),
  host: text(64),
  reason: value.reasonOrNone,
  text: text(4096),
  filters: list(record({ filter: text(64), hosts: uint() }), 64),
  hosts: uint(),
  nearestHost: text(64),
  whatWouldFit: text(1024),
});

const accepted = record({ cursor: text(96), machineIds: list(uuid, machinesMax) });
const explained = record({ machines: list(explanation, machinesMax) });

const roomLeft = record({
  types: list(record<TypeRoom>({ type: text(63), now: uint(), empty: uint() }), typesMax),
});

/** More are counted and not told. */
const notesMax = 2_048;
const noteAbout: Codec<RecoveryNote['about']> = {
  encode: (about) => about,
  decode(raw, path) {
    const known = noteKinds.find((one) => one === raw);
    if (!known) throw new WireError(`${path}: a note about something unknown`);
    return known;
  },
};
const noteKinds = ['host', 'machine', 'address', 'evidence', 'unknown'] as const;
const recovery = record<Recovery>({
  word: text(32),
  notes: list(record<RecoveryNote>({ about: noteAbout, text: text(1024) }), notesMax),
  notesInAll: uint(),
});

const answer: Codec<Answer> = {
  encode(given) {
    switch (given.kind) {
      case 'accepted':
        return { accepted: accepted.encode(given) };
      case 'refused':
        return { refused: refusal.encode(given.refusal) };
      case 'explained':
        return { explained: explained.encode(given) };
      case 'recovery':
        return { recovery: recovery.encode(given) };
      case 'roomLeft':
        return { roomLeft: roomLeft.encode(given) };
    }
  },
  decode(raw, path) {
    const fields = raw as { kind?: Answer['kind'] } & Record<string, unknown>;
    switch (fields.kind) {
      case 'accepted':
        return { kind: 'accepted', ...accepted.decode(fields['accepted'], path) };
      case 'refused':
        return { kind: 'refused', refusal: refusal.decode(fields['refused'], path) };
      case 'explained':
        return { kind: 'explained', ...explained.decode(fields['explained'], path) };
      case 'recovery':
        return { kind: 'recovery', ...recovery.decode(fields['recovery'], path) };
      case 'roomLeft':
        return { kind: 'roomLeft', ...roomLeft.decode(fields['roomLeft'], path) };
      case undefined:
      default:
        throw new WireError(`${path}: an answer that this release does not know`);
    }
  },
};

export const answerMessage: MessageCodec<Answer> = message(
  stratus.v1.Answer,
  'Answer',
  withFormat(answer),
);

const hostNote = record<HostNote>({
  hostId: hex(16),
  heard: flag,
  conflict: flag,
  heardAtMs: long(),
  trouble: text(512),
});

export const beatMessage: MessageCodec<Beat> = message(
  stratus.v1.Beat,
  'Beat',
  withFormat<Beat>({
    ...{ cloudId: hex(16), term: long(), writer: hex(16), position: value.position },
    ...{ hosts: list(hostNote, 10_000), frozen: text(1024) },
  }),
);

export const publishedEventMessage: MessageCodec<PublishedEvent> = message(
  stratus.v1.PublishedEvent,
  'PublishedEvent',
  withFormat<PublishedEvent>({
    ...{ cloudId: hex(16), cursor: text(96), previousCursor: text(96) },
    ...{ logPreviousCursor: text(96), timeMs: long(), actor: text(64), origin, event },
  }),
);

export const userContextMessage: MessageCodec<UserContext> = message(
  stratus.v1.UserContext,
  'UserContext',
  withFormat<UserContext>({
    publicKeys: list(text(16_384), 64),
    variables: list(record({ name: text(256), value: bytes(262_144) }), 1024),
    userData: bytes(4 << 20),
  }),
);
