/**
 * One hash for a whole state: two readers of the same log have the same digest, or one of them is wrong (decisions 6).
 * The canonical dump sorts maps, sets and fields by the bytes of the key, so insertion order does not show and any
 * language can make the same dump.
 */
import { runningSha256 } from '../base/digest.ts';
import { toHex } from '../base/bytes.ts';
import type { State } from './state.ts';

/** SHA-256 of the canonical dump, hexadecimal. */
export function stateDigest(state: State): string {
  const steps = stateDigestSteps(state);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Rows that are hashed in one step. */
const rowsMax = 64;

/** The same digest in small steps, so that who has other things to do can do them in between; the state may not change. */
export function* stateDigestSteps(state: State): Generator<undefined, string> {
  const hash = runningSha256();
  const fields = namedRows(Object.entries(state));
  hash.update('{');
  for (const [index, [name, held]] of fields.entries()) {
    hash.update(`${index > 0 ? ',' : ''}${JSON.stringify(name)}:`);
    if (held instanceof Map) {
      const entries = namedRows([...held]);
      hash.update('{');
      for (let first = 0; first < entries.length; first += rowsMax) {
        yield;
        const rows = entries.slice(first, first + rowsMax).map(rowText);
        hash.update(`${first > 0 ? ',' : ''}${rows.join(',')}`);
      }
      hash.update('}');
    } else hash.update(canonicalDump(held));
  }
  hash.update('}');
  return toHex(hash.digest());
}

/** The dump itself: for the message of a test that finds two states differing, and for digests of other values. */
export function canonicalDump(value: unknown): string {
  if (value instanceof Uint8Array) return JSON.stringify(toHex(value));
  if (value instanceof Map) return rows([...value]);
  if (value instanceof Set) {
    const members = [...value].sort((a, b) => byUtf8(String(a), String(b)));
    return `[${members.map(canonicalDump).join(',')}]`;
  }
  if (Array.isArray(value)) return `[${value.map(canonicalDump).join(',')}]`;
  if (typeof value === 'object' && value !== null) return rows(Object.entries(value));
  return JSON.stringify(value) ?? 'null';
}

function rows(entries: readonly (readonly [unknown, unknown])[]): string {
  return `{${namedRows(entries).map(rowText).join(',')}}`;
}

function namedRows(entries: readonly (readonly [unknown, unknown])[]): [string, unknown][] {
  const named = entries.map(([key, held]): [string, unknown] => [String(key), held]);
  return named.sort(([a], [b]) => byUtf8(a, b));
}

function rowText([key, held]: readonly [string, unknown]): string {
  return `${JSON.stringify(key)}:${canonicalDump(held)}`;
}

/** The order of the UTF-8 bytes; that of UTF-16 differs where one of two characters needs a surrogate pair. */
function byUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return afterAllOthers(left) - afterAllOthers(right);
  }
  return a.length - b.length;
}

/** A code unit such that surrogates come last, as the characters do that they stand for. */
function afterAllOthers(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}
