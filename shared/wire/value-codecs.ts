/** Codecs of the values that several messages share (proto/v1/types.proto). */
import {
  WireError,
  bytes,
  flag,
  hex,
  hexOrEmpty,
  list,
  long,
  mac,
  optional,
  record,
  text,
  uint,
  uuid,
  word,
  within,
} from './codec.ts';
import type { Codec } from './codec.ts';
import type {
  ContentDigest,
  ContextFile,
  ContextReference,
  ImageSource,
  MachineOrigin,
  MachineRecord,
  Nic,
} from '../model/machine-record.ts';
import { reasonOf, reasons } from '../model/reasons.ts';
import type { Reason } from '../model/reasons.ts';
import type { Attributes, Counters, EvidenceFile, Position, Resources } from '../model/words.ts';

export const networkClass = word({ public: 1, local: 2, private: 3 });
export const volumeLabel = word({ _STRATUSLAB: 1, cidata: 2 });
export const policy = word({ packing: 1, striping: 2, loadAware: 3, rank: 4 });
export const hostRestart = word({ leave: 1, start: 2 });

export const machineState = word({
  ...{ pending: 1, prolog: 2, boot: 3, running: 4, stopping: 5, stopped: 6, suspended: 7 },
  ...{ migrating: 8, epilog: 9, unknown: 10, failed: 11, done: 12 },
});

export const reason: Codec<Reason> = {
  encode(value) {
    if (!Object.hasOwn(reasons, value))
      throw new WireError(`${JSON.stringify(value)} is not a reason`);
    return reasons[value];
  },
  decode(raw, path) {
    const found = typeof raw === 'number' ? reasonOf(raw) : null;
    if (found === null)
      throw new WireError(`${path}: ${String(raw)} is not a reason this release knows`);
    return found;
  },
};

/** A reason, or none as 0. */
export const reasonOrNone: Codec<Reason | null> = {
  encode: (value) => (value === null ? 0 : reason.encode(value)),
  decode: (raw, path) => (raw === 0 ? null : reason.decode(raw, path)),
};

export const position: Codec<Position> = record<Position>({
  logId: hex(16),
  sequence: long(),
  hash: hexOrEmpty(32),
});

const digestLength = { md5: 16, sha1: 20, sha256: 32, sha512: 64 } as const;
const digestAlgorithm = word({ md5: 1, sha1: 2, sha256: 3, sha512: 4 });

export const contentDigest: Codec<ContentDigest> = {
  encode: (value) => ({
    algorithm: digestAlgorithm.encode(value.algorithm),
    value: hex(digestLength[value.algorithm]).encode(value.value),
  }),
  decode(raw, path) {
    const fields = (raw ?? {}) as Record<string, unknown>;
    const algorithm = digestAlgorithm.decode(fields['algorithm'], within(path, 'algorithm'));
    return {
      algorithm,
      value: hex(digestLength[algorithm]).decode(fields['value'], within(path, 'value')),
    };
  },
};

export const imageSource: Codec<ImageSource> = record<ImageSource>({
  identifier: optional(text(27)),
  locations: list(text(2048), 16),
  format: word({ raw: 1, qcow2: 2 }),
  compression: word({ none: 1, gz: 2 }),
  bytes: optional(long()),
  digests: list(contentDigest, 8),
});

export const nic: Codec<Nic> = record<Nic>({
  networkClass,
  mac,
  address: uint(),
  prefixLength: uint(30, 8),
  gateway: optional(uint()),
});

export const contextReference: Codec<ContextReference> = record<ContextReference>({
  digest: hex(32),
  volumeLabel,
});

export const resources: Codec<Resources> = record<Resources>({
  cpuHundredths: uint(),
  memoryMiB: uint(),
  diskMiB: uint(),
});

export const counters: Codec<Counters> = record<Counters>({
  cpuTimeMs: long(),
  diskReadBytes: long(),
  diskWriteBytes: long(),
  netReceiveBytes: long(),
  netSendBytes: long(),
});

export const evidenceFile: Codec<EvidenceFile> = record<EvidenceFile>({
  name: text(255),
  bytes: long(),
});

/** Above what a whole context may have (`longestPlainBytes` in scheduler/context). */
const fileContent = bytes(8 << 20);
const fileName = text(64);

export const contextFile: Codec<ContextFile> = {
  encode: (value) => ({
    name: fileName.encode(value.name),
    content: fileContent.encode(value.bytes),
  }),
  decode(raw, path) {
    const fields = (raw ?? {}) as Record<string, unknown>;
    return {
      name: fileName.decode(fields['name'], within(path, 'name')),
      bytes: fileContent.decode(fields['content'], within(path, 'content')),
    };
  },
};

const attributesMax = 64;
const attributeName = text(64);
const attributeText = text(256);
const attributeNumber = long(Number.MIN_SAFE_INTEGER);

/** On the wire a list, here a record without prototype. */
export const attributes: Codec<Attributes> = {
  encode(value) {
    const facts = Object.entries(value);
    if (facts.length > attributesMax) throw new WireError(`more than ${attributesMax} attributes`);
    return facts.map(([name, fact]) =>
      typeof fact === 'number'
        ? { name: attributeName.encode(name), number: attributeNumber.encode(fact) }
        : { name: attributeName.encode(name), text: attributeText.encode(fact) },
    );
  },
  decode(raw, path) {
    if (!Array.isArray(raw) || raw.length > attributesMax) {
      throw new WireError(`${path}: at most ${attributesMax} attributes`);
    }
    const facts = Object.create(null) as Record<string, number | string>;
    for (const one of raw as { name: unknown; value?: string; number: unknown; text: unknown }[]) {
      const name = attributeName.decode(one.name, within(path, 'name'));
      if (one.value === undefined) throw new WireError(`${path}.${name}: without a value`);
      facts[name] =
        one.value === 'number'
          ? attributeNumber.decode(one.number, within(path, name))
          : attributeText.decode(one.text, within(path, name));
    }
    return facts;
  },
};

const machineOrigin = record<MachineOrigin>({
  instanceType: text(63),
  cpuHundredths: uint(),
  requirements: text(4096),
  rank: text(4096),
  policy,
  onHostRestart: hostRestart,
  wantedAddress: optional(uint()),
  createdBy: text(64),
  createdAtMs: long(),
  thenGone: flag,
});

export const desired = word({ running: 1, stopped: 2, gone: 3 });

export const machineRecord: Codec<MachineRecord> = record<MachineRecord>({
  machineId: uuid,
  label: uint(),
  name: text(63),
  projectId: text(64),
  generation: uint(0xffff_ffff, 1),
  desired,
  vcpus: uint(1024, 1),
  memoryMiB: uint(),
  swapMiB: uint(),
  volatileMiB: uint(),
  rootDiskMiB: uint(),
  image: imageSource,
  nics: list(nic, 8),
  context: contextReference,
  stopDeadlineMs: long(),
  orderedAt: long(),
  origin: optional(machineOrigin),
});
