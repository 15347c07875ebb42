/**
 * XDR types as values: each knows how to write and to read itself, and TypeScript infers from it the type of the
 * value. So a message's shape is said once, in `schema.ts`, instead of in a generated encoder and decoder.
 */
import { XdrError, type XdrReader, type XdrWriter } from './xdr.ts';

export interface XdrType<Value> {
  write(writer: XdrWriter, value: Value): void;
  read(reader: XdrReader): Value;
}

/** The TypeScript type of an XDR type's values. */
export type ValueOf<Type> = Type extends XdrType<infer Value> ? Value : never;

/** No bytes at all: the arguments of a call that takes none. */
export const nothing: XdrType<void> = { write: () => {}, read: () => {} };

export const int: XdrType<number> = {
  write: (writer, value) => writer.int32(value),
  read: (reader) => reader.int32(),
};

export const uint: XdrType<number> = {
  write: (writer, value) => writer.uint32(value),
  read: (reader) => reader.uint32(),
};

/** Signed 64 bits; a bigint, since nanoseconds of CPU pass 2^53 within months. */
export const hyper: XdrType<bigint> = {
  write: (writer, value) => writer.int64(value),
  read: (reader) => reader.int64(),
};

export const uhyper: XdrType<bigint> = {
  write: (writer, value) => writer.uint64(value),
  read: (reader) => reader.uint64(),
};

export const double: XdrType<number> = {
  write: (writer, value) => writer.double(value),
  read: (reader) => reader.double(),
};

/** UTF-8 text of at most `maxBytes` bytes. */
export function string(maxBytes: number): XdrType<string> {
  return {
    write(writer, value) {
      const bytes = Buffer.from(value, 'utf8');
      if (bytes.length > maxBytes)
        throw new XdrError(`a text of ${bytes.length} bytes is over the limit of ${maxBytes}`);
      writer.uint32(bytes.length);
      writer.bytes(bytes);
    },
    read: (reader) => reader.bytes(reader.count(maxBytes, 1)).toString('utf8'),
  };
}

/** Exactly `length` bytes; a copy, so that a value does not keep its whole message in memory. */
export function opaque(length: number): XdrType<Uint8Array> {
  return {
    write(writer, value) {
      if (value.length !== length)
        throw new XdrError(`expected ${length} bytes, not ${value.length}`);
      writer.bytes(value);
    },
    read: (reader) => Uint8Array.from(reader.bytes(length)),
  };
}

/** A text in `length` whole 32-bit numbers, one a byte, ended by zero: libvirt's fixed `char` arrays. */
export function characters(length: number): XdrType<string> {
  return {
    write(writer, value) {
      for (let i = 0; i < length; i++) writer.int32(i < value.length ? value.charCodeAt(i) : 0);
    },
    read(reader) {
      const codes = Array.from({ length }, () => reader.int32() & 0xff);
      const end = codes.indexOf(0);
      return String.fromCharCode(...(end < 0 ? codes : codes.slice(0, end)));
    },
  };
}

/** At most `max` items; every item of ours has four bytes or more. */
export function array<Item>(item: XdrType<Item>, max: number): XdrType<readonly Item[]> {
  return {
    write(writer, value) {
      if (value.length > max)
        throw new XdrError(`an array of ${value.length} is over the limit of ${max}`);
      writer.uint32(value.length);
      for (const element of value) item.write(writer, element);
    },
    read: (reader) => Array.from({ length: reader.count(max, 4) }, () => item.read(reader)),
  };
}

/** A value or null. */
export function option<Value>(type: XdrType<Value>): XdrType<Value | null> {
  return {
    write(writer, value) {
      writer.uint32(value === null ? 0 : 1);
      if (value !== null) type.write(writer, value);
    },
    read: (reader) => (reader.count(1, 0) === 0 ? null : type.read(reader)),
  };
}

/** Fields one after the other, in the order in which they are written here. */
export function struct<Fields extends Record<string, XdrType<unknown>>>(
  fields: Fields,
): XdrType<{ readonly [Name in keyof Fields]: ValueOf<Fields[Name]> }> {
  type Struct = { readonly [Name in keyof Fields]: ValueOf<Fields[Name]> };
  const entries = Object.entries(fields);
  return {
    write(writer, value) {
      for (const [name, type] of entries) type.write(writer, value[name]);
    },
    read: (reader) =>
      Object.fromEntries(entries.map(([name, type]) => [name, type.read(reader)])) as Struct,
  };
}

/** One of several types, told apart by a number before it. */
export function union<Cases extends Record<number, XdrType<unknown>>>(
  cases: Cases,
): XdrType<UnionOf<Cases>> {
  const typeOf = (kind: number): XdrType<unknown> => {
    const type = cases[kind];
    if (type === undefined) throw new XdrError(`no value of kind ${kind} is known here`);
    return type;
  };
  return {
    write(writer, { kind, value }) {
      const type = typeOf(Number(kind));
      writer.int32(Number(kind));
      type.write(writer, value);
    },
    read(reader) {
      const kind = reader.int32();
      return { kind, value: typeOf(kind).read(reader) } as UnionOf<Cases>;
    },
  };
}

type UnionOf<Cases> = {
  [Kind in keyof Cases]: { readonly kind: Kind; readonly value: ValueOf<Cases[Kind]> };
}[keyof Cases];

/** The same bytes as `type`, seen as another value. */
export function mapped<Raw, Value>(
  type: XdrType<Raw>,
  toValue: (raw: Raw) => Value,
  toRaw: (value: Value) => Raw,
): XdrType<Value> {
  return {
    write: (writer, value) => type.write(writer, toRaw(value)),
    read: (reader) => toValue(type.read(reader)),
  };
}
