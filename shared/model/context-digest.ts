import { joinBytes, toHex } from '../base/bytes.ts';
import { sha256 } from '../base/digest.ts';
import type { ContextFile } from './machine-record.ts';

/**
 * Which bytes of a context are hashed? Names, lengths and contents in the order of the names: scheduler and agent hash
 * the same files the same way, whatever order they travelled in, and no two sets of files have one form.
 */

const heading = 'stratus context 1\n';

/** Heading, number of files, then of each file: length of name, name, length of bytes, bytes (lengths are 32 bit, big-endian). */
export function canonicalContext(files: readonly ContextFile[]): Uint8Array {
  const encoder = new TextEncoder();
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const parts = [encoder.encode(heading), lengthBytes(sorted.length)];
  for (const file of sorted) {
    const name = encoder.encode(file.name);
    parts.push(lengthBytes(name.length), name, lengthBytes(file.bytes.length), file.bytes);
  }
  return joinBytes(parts);
}

/** SHA-256 of the canonical form, 64 lower-case hexadecimal digits: `ContextReference.digest`. */
export function contextDigest(files: readonly ContextFile[]): string {
  return toHex(sha256(canonicalContext(files)));
}

function lengthBytes(length: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, length);
  return bytes;
}
