/**
 * How a value of ours becomes a field of a generated protobuf message and back: small codecs that check ranges both
 * ways, so nothing malformed gets past this folder. `decode` throws `WireError` naming the field.
 */
import { fromHex, isUuidText, toHex, uuidText } from '../base/bytes.ts';
import type { GeneratedMessage } from '../../proto/gen/stratus.js';

export interface Codec<Value> {
  encode(value: Value): unknown;
  decode(raw: unknown, path: Path): Value;
}

/**
 * Where in a message a value is, for the words of an error. Null: nobody notes it. Almost every message is well formed, so it is
 * read without, and once more with its places when something in it is wrong.
 */
export type Path = string | null;

/** The place of a field or of an item (`[3]`) within `path`. */
export function within(path: Path, name: string | number): Path {
  if (path === null) return null;
  return typeof name === 'number' ? `${path}[${name}]` : `${path}.${name}`;
}

/** Reads a whole message that is called `name`. */
export function decodeMessage<Value>(fields: Codec<Value>, raw: unknown, name: string): Value {
  try {
    return fields.decode(raw, null);
  } catch {
    return fields.decode(raw, name);
  }
}

/** Bytes from outside that are not what the contract says. */
export class WireError extends Error {
  override readonly name = 'WireError';
  readonly code = 'malformedMessage';
}

/** The sender speaks a later version of the contract; whoever meets this must be upgraded, and skips nothing. */
export class UpgradeNeeded extends Error {
  override readonly name = 'UpgradeNeeded';
  readonly code = 'upgradeNeeded';
}

type Fields<Value> = { readonly [Key in keyof Value]-?: Codec<Value[Key]> };

/** uint32, `least` to `most`. */
export function uint(most = 0xffff_ffff, least = 0): Codec<number> {
  return checked(
    (raw) => raw,
    (raw) => raw,
    (value): value is number =>
      typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most,
    `a whole number from ${least} to ${most}`,
  );
}

/** int64 as a number; what does not fit below 2^53 is refused. */
export function long(least = 0): Codec<number> {
  return checked(
    (value) => value,
    (raw) => (isLong(raw) ? raw.toNumber() : raw),
    (value): value is number => Number.isSafeInteger(value) && (value as number) >= least,
    `a whole number from ${least} to 2^53 - 1`,
  );
}

/** How protobufjs reads 64 bits. Beyond 2^53 the number is not exact, and is refused as not safe. */
function isLong(raw: unknown): raw is { toNumber(): number } {
  return typeof raw === 'object' && raw !== null && 'toNumber' in raw;
}

export const flag: Codec<boolean> = checked(
  (value) => value,
  (raw) => raw,
  (value): value is boolean => typeof value === 'boolean',
  'true or false',
);

/** UTF-8 of at most `bytesMax` bytes, without NUL. */
export function text(bytesMax: number): Codec<string> {
  return checked(
    (value) => value,
    (raw) => raw,
    (value): value is string =>
      typeof value === 'string' &&
      value.isWellFormed() &&
      // A code unit takes at most three bytes.
      (3 * value.length <= bytesMax || Buffer.byteLength(value) <= bytesMax) &&
      !value.includes('\0'),
    `text of at most ${bytesMax} bytes`,
  );
}

/** Bytes, at most `max`. */
export function bytes(max: number): Codec<Uint8Array> {
  return checked(
    (value) => value,
    (raw) => (raw instanceof Uint8Array ? new Uint8Array(raw) : raw),
    (value): value is Uint8Array => value instanceof Uint8Array && value.length <= max,
    `at most ${max} bytes`,
  );
}

/** `length` bytes, kept as lower-case hexadecimal text. */
export function hex(length: number): Codec<string> {
  return bytesAs(
    (raw) => (raw.length === length ? toHex(raw) : null),
    (value) => (value.length === 2 * length && isLowerHex(value) ? fromHex(value) : null),
    `${length} bytes`,
  );
}

function isLowerHex(value: string): boolean {
  return /^[0-9a-f]*$/.test(value);
}

/** `length` bytes as hexadecimal text, or none as the empty string. */
export function hexOrEmpty(length: number): Codec<string> {
  return orEmpty(hex(length));
}

function orEmpty(full: Codec<string>): Codec<string> {
  return {
    encode: (value) => (value === '' ? new Uint8Array() : full.encode(value)),
    decode: (raw, path) =>
      raw instanceof Uint8Array && raw.length === 0 ? '' : full.decode(raw, path),
  };
}

/** 16 bytes, kept as the text form of a UUID. */
export const uuid: Codec<string> = bytesAs(
  (raw) => (raw.length === 16 ? uuidText(raw) : null),
  (value) => (isUuidText(value) ? fromHex(value.replaceAll('-', '')) : null),
  '16 bytes of a UUID',
);

/** A UUID, or none as the empty string. */
export const uuidOrEmpty: Codec<string> = orEmpty(uuid);

/** 6 bytes, kept as `02:00:0a:4d:09:05`. */
export const mac: Codec<string> = bytesAs(
  (raw) => (raw.length === 6 ? toHex(raw).replace(/(..)(?=.)/g, '$1:') : null),
  (value) =>
    /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(value) ? fromHex(value.replaceAll(':', '')) : null,
  '6 bytes of a MAC',
);

/** An enum of the contract, kept as one of our words. 0 and numbers we do not know are refused. */
export function word<Word extends string>(numbers: Readonly<Record<Word, number>>): Codec<Word> {
  const words = new Map(Object.entries(numbers).map(([name, number]) => [number, name as Word]));
  return {
    encode(value) {
      if (!Object.hasOwn(numbers, value))
        throw new WireError(`${JSON.stringify(value)} is not a value of this enum`);
      return numbers[value];
    },
    decode(raw, path) {
      const found = words.get(raw);
      if (found === undefined)
        throw new WireError(`${path}: ${String(raw)} is not a value of this enum`);
      return found;
    },
  };
}

/** A repeated field of at most `most` values. */
export function list<Value>(one: Codec<Value>, most: number): Codec<readonly Value[]> {
  return {
    encode(values) {
      if (values.length > most) throw new WireError(`more than ${most} values`);
      return values.map((value) => one.encode(value));
    },
    decode(raw, path) {
      if (!Array.isArray(raw) || raw.length > most)
        throw new WireError(`${path}: at most ${most} values`);
      return raw.map((value, i) => one.decode(value, within(path, i)));
    },
  };
}

/** An `optional` or message field that may be absent: null. */
export function optional<Value>(one: Codec<Value>): Codec<Value | null> {
  return {
    encode: (value) => (value === null ? undefined : one.encode(value)),
    decode: (raw, path) => (raw === null || raw === undefined ? null : one.decode(raw, path)),
  };
}

/** A nested message: every field by its codec. */
export function record<Value extends object>(fields: Fields<Value>): Codec<Value> {
  const names = Object.keys(fields) as (keyof Value & string)[];
  const rows = names.map((name) => ({ name, field: fieldOf(name), one: fields[name] }));
  return {
    encode(value) {
      const raw: Record<string, unknown> = {};
      for (const { name, field, one } of rows) raw[field] = one.encode(value[name]);
      return raw;
    },
    decode(raw, path) {
      if (typeof raw !== 'object' || raw === null) throw new WireError(`${path}: missing`);
      const value: Partial<Value> = {};
      for (const { name, field, one } of rows) {
        value[name] = one.decode((raw as Record<string, unknown>)[field], within(path, name));
      }
      return value as Value;
    },
  };
}

/** protobufjs makes `memoryMib` of `memory_mib`; our names keep the unit's own spelling. */
function fieldOf(name: string): string {
  return name.replace('MiB', 'Mib');
}

/** Both directions of a whole message. */
export interface MessageCodec<Value> {
  encode(value: Value): Uint8Array;
  /** Throws `WireError` on anything that is not such a message. */
  decode(bytes: Uint8Array): Value;
}

export function message<Value extends object>(
  generated: GeneratedMessage,
  name: string,
  fields: Codec<Value>,
): MessageCodec<Value> {
  return {
    encode: (value) => new Uint8Array(generated.encode(fields.encode(value) as object).finish()),
    decode(bytes) {
      let raw: object;
      try {
        raw = generated.decode(bytes);
      } catch (cause) {
        throw new WireError(`${name}: not a protobuf message of this kind`, { cause });
      }
      return decodeMessage(fields, raw, name);
    },
  };
}

function checked<Value>(
  toRaw: (value: Value) => unknown,
  fromRaw: (raw: unknown) => unknown,
  holds: (value: unknown) => value is Value,
  expected: string,
): Codec<Value> {
  return {
    encode(value) {
      if (!holds(value)) throw new WireError(`${JSON.stringify(value)} is not ${expected}`);
      return toRaw(value);
    },
    decode(raw, path) {
      const value = fromRaw(raw);
      if (!holds(value)) throw new WireError(`${path}: expected ${expected}`);
      return value;
    },
  };
}

function bytesAs(
  show: (raw: Uint8Array) => string | null,
  read: (value: string) => Uint8Array | null,
  expected: string,
): Codec<string> {
  return {
    encode(value) {
      const raw = read(value);
      if (raw === null) throw new WireError(`${JSON.stringify(value)} is not ${expected}`);
      return raw;
    },
    decode(raw, path) {
      const value = raw instanceof Uint8Array ? show(raw) : null;
      if (value === null) throw new WireError(`${path}: expected ${expected}`);
      return value;
    },
  };
}
