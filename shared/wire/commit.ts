/** The log's message: a group commit (proto/v1/log.proto). */
import { stratus } from '../../proto/gen/stratus.js';
import type { Commit, Entry } from '../model/events.ts';
import {
  UpgradeNeeded,
  WireError,
  decodeMessage,
  hex,
  hexOrEmpty,
  list,
  long,
  message,
  record,
  text,
  uint,
} from './codec.ts';
import type { Codec } from './codec.ts';
import { event } from './event-codecs.ts';

/** The version of the log's contract that this release writes, and the highest it reads. */
export const logFormat = 3;

/** Entries of one commit, and events of one entry; far above what a message can hold. */
const manyMax = 65_536;

export const origin: Codec<Entry['origin']> = {
  encode(value) {
    if (!['command', 'report', 'sweep', 'genesis'].includes(value))
      throw new WireError(`${JSON.stringify(value)} is not an origin`);
    return value;
  },
  decode(raw, path) {
    if (raw === 'command' || raw === 'report' || raw === 'sweep' || raw === 'genesis') return raw;
    throw new UpgradeNeeded(
      `${path}: an origin that this release does not know; upgrade this part`,
    );
  },
};

const entry = record<Entry>({
  actor: text(64),
  origin,
  key: text(128),
  requestDigest: hexOrEmpty(32),
  events: list(event, manyMax),
});

const place = long();

/** Absent: not said, as before format 3. */
const sequence: Codec<number | undefined> = {
  encode: (value) => place.encode(value ?? 0),
  decode(raw, path) {
    const found = place.decode(raw, path);
    return found === 0 ? undefined : found;
  },
};

const commit = record<Commit>({
  ...{
    format: uint(logFormat, 1),
    cloudId: hex(16),
    logId: hex(16),
    term: long(1),
    writer: hex(16),
  },
  ...{
    previousHash: hexOrEmpty(32),
    timeMs: long(),
    entries: list(entry, manyMax),
    nonce: hex(8),
    sequence,
  },
});

export const encodeCommit = message<Commit>(stratus.v1.Commit, 'Commit', commit).encode;

/** Commits by the bytes they were read from, for as long as somebody has those: neither is ever changed. */
const known = new WeakMap<Uint8Array, Commit>();

/**
 * Several readers of a process look at one message, and each is given the same commit. Throws `UpgradeNeeded` for a later format
 * or an unknown event, `WireError` for anything that is no commit.
 */
export function decodeCommit(bytes: Uint8Array): Commit {
  const before = known.get(bytes);
  if (before) return before;
  const read = readCommit(bytes);
  known.set(bytes, read);
  return read;
}

function readCommit(bytes: Uint8Array): Commit {
  let raw: { readonly format: number };
  try {
    raw = stratus.v1.Commit.decode(bytes) as { format: number };
  } catch (cause) {
    throw new WireError('Commit: not a protobuf message of this kind', { cause });
  }
  // Before anything else of it is read: what a later format means, nobody here knows.
  if (raw.format > logFormat) {
    throw new UpgradeNeeded(
      `the log has format ${raw.format}, this release reads up to ${logFormat}; upgrade this part`,
    );
  }
  return decodeMessage(commit, raw, 'Commit');
}

/** Bytes that the entry takes in a commit. */
export function entryBytes(one: Entry): number {
  return stratus.v1.Entry.encode(entry.encode(one) as object).finish().length + 8;
}
