/** Random values of the model, each within the ranges of the contract: what every codec must carry unchanged. */
import fc from 'fast-check';
import { toHex, uuidText } from '../../shared/base/bytes.ts';
import type {
  ContentDigest,
  ContextReference,
  ImageSource,
  MachineRecord,
  Nic,
} from '../../shared/model/machine-record.ts';
import { reasons } from '../../shared/model/reasons.ts';
import type { Reason } from '../../shared/model/reasons.ts';
import type {
  Attributes,
  Counters,
  EvidenceFile,
  Position,
  Resources,
} from '../../shared/model/words.ts';

const utf8 = new TextEncoder();

export const uint = fc.oneof(fc.integer({ min: 0, max: 0xffff_ffff }), fc.constant(0xffff_ffff));
export const positive = fc.integer({ min: 1, max: 0xffff_ffff });
export const long = fc.oneof(fc.maxSafeNat(), fc.constantFrom(0, Number.MAX_SAFE_INTEGER, 2 ** 32));
export const flag = fc.boolean();
export const uuid = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => uuidText(bytes));

/** Text of at most so many bytes, of any characters but NUL. */
export function text(bytesMax: number): fc.Arbitrary<string> {
  return fc
    .string({ unit: 'binary', maxLength: Math.min(bytesMax, 40) })
    .filter((value) => !value.includes('\0') && utf8.encode(value).length <= bytesMax);
}

export function hex(bytes: number): fc.Arbitrary<string> {
  return fc.uint8Array({ minLength: bytes, maxLength: bytes }).map(toHex);
}

export function hexOrEmpty(bytes: number): fc.Arbitrary<string> {
  return fc.oneof(hex(bytes), fc.constant(''));
}

export function bytes(max: number): fc.Arbitrary<Uint8Array> {
  return fc.uint8Array({ maxLength: Math.min(max, 64) }).map((value) => Uint8Array.from(value));
}

export function list<Value>(one: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> {
  return fc.array(one, { maxLength: 4 });
}

export function orNull<Value>(one: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> {
  return fc.option(one, { nil: null });
}

export const reason = fc.constantFrom(...(Object.keys(reasons) as Reason[]));
export const reasonOrNone = orNull(reason);
export const networkClass = fc.constantFrom('public', 'local', 'private');
export const policy = fc.constantFrom('packing', 'striping', 'loadAware', 'rank');
export const hostRestart = fc.constantFrom('leave', 'start');
export const volumeLabel = fc.constantFrom('_STRATUSLAB', 'cidata');

export const position: fc.Arbitrary<Position> = fc.record({
  logId: hex(16),
  sequence: long,
  hash: hexOrEmpty(32),
});

const contentDigest: fc.Arbitrary<ContentDigest> = fc
  .constantFrom(
    ...([
      ['md5', 16],
      ['sha1', 20],
      ['sha256', 32],
      ['sha512', 64],
    ] as const),
  )
  .chain(([algorithm, length]) => hex(length).map((value) => ({ algorithm, value })));

export const imageSource: fc.Arbitrary<ImageSource> = fc.record({
  identifier: orNull(text(27)),
  locations: list(text(2048)),
  format: fc.constantFrom('raw', 'qcow2'),
  compression: fc.constantFrom('none', 'gz'),
  bytes: orNull(long),
  digests: list(contentDigest),
});

export const nic: fc.Arbitrary<Nic> = fc.record({
  networkClass,
  mac: hex(6).map((value) => value.replace(/(..)(?=.)/g, '$1:')),
  address: uint,
  prefixLength: fc.integer({ min: 8, max: 30 }),
  gateway: orNull(uint),
});

export const contextReference: fc.Arbitrary<ContextReference> = fc.record({
  digest: hex(32),
  volumeLabel,
});

export const resources: fc.Arbitrary<Resources> = fc.record({
  cpuHundredths: uint,
  memoryMiB: uint,
  diskMiB: uint,
});

export const counters: fc.Arbitrary<Counters> = fc.record({
  cpuTimeMs: long,
  diskReadBytes: long,
  diskWriteBytes: long,
  netReceiveBytes: long,
  netSendBytes: long,
});

export const evidenceFile: fc.Arbitrary<EvidenceFile> = fc.record({ name: text(255), bytes: long });

export const contextFile = fc.record({ name: text(64), bytes: bytes(1 << 20) });

/** Names of any kind, `__proto__` among them. */
export const attributes: fc.Arbitrary<Attributes> = fc
  .array(
    fc.tuple(
      fc.oneof(text(64), fc.constantFrom('__proto__', 'constructor', 'ARCH')),
      fc.oneof(fc.maxSafeInteger(), text(256)),
    ),
    { maxLength: 5 },
  )
  .map((facts) => {
    const held = Object.create(null) as Record<string, number | string>;
    for (const [name, fact] of facts) held[name] = Object.is(fact, -0) ? 0 : fact;
    return held;
  });

export const machineRecord: fc.Arbitrary<MachineRecord> = fc.record({
  machineId: uuid,
  label: uint,
  name: text(63),
  projectId: text(64),
  generation: positive,
  desired: fc.constantFrom('running', 'stopped', 'gone'),
  vcpus: fc.integer({ min: 1, max: 1024 }),
  memoryMiB: uint,
  swapMiB: uint,
  volatileMiB: uint,
  rootDiskMiB: uint,
  origin: orNull(
    fc.record({
      ...{
        instanceType: text(63),
        cpuHundredths: uint,
        requirements: text(4096),
        rank: text(4096),
      },
      ...{ policy, onHostRestart: hostRestart, wantedAddress: orNull(uint), createdBy: text(64) },
      ...{ createdAtMs: long, thenGone: flag },
    }),
  ),
  image: imageSource,
  nics: list(nic),
  context: contextReference,
  stopDeadlineMs: long,
  orderedAt: long,
});
