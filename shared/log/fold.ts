/**
 * Reading the log: each message is checked against the hash of the one before, then applied. Sequence numbers alone do
 * not show a rewritten tail, hashes do. On `ChainBroken` the reader drops the fold and starts again from the first message.
 */
import { sha256Hex } from '../base/digest.ts';
import { applyCommit } from '../model/apply.ts';
import type { Commit } from '../model/events.ts';
import { emptyState } from '../model/state.ts';
import type { State } from '../model/state.ts';
import type { Position } from '../model/words.ts';
import { decodeCommit } from '../wire/commit.ts';
import type { Log, StoredMessage } from './log.ts';

export interface Fold {
  readonly state: State;
  /** Of the last message applied; null before the first. */
  position: Position | null;
}

export function createFold(): Fold {
  return { state: emptyState(), position: null };
}

/** The message does not follow the one that was read before: the log was rewritten or forged. */
export class ChainBroken extends Error {
  override readonly name = 'ChainBroken';
  readonly code = 'chainBroken';
}

/** Hash of a message in the chain, hexadecimal. */
export function messageHash(bytes: Uint8Array): string {
  return sha256Hex(bytes);
}

/**
 * Checks and applies the message after `fold.position`. Throws `ChainBroken`, or what `decodeCommit` throws; the fold is
 * then as it was, unless an assertion of the fold itself failed.
 */
export function foldMessage(fold: Fold, message: StoredMessage): Commit {
  const expected = (fold.position?.sequence ?? 0) + 1;
  if (message.sequence !== expected) {
    throw new ChainBroken(`message ${message.sequence} of the log came where ${expected} was due`);
  }
  const commit = decodeCommit(message.bytes);
  if (commit.previousHash !== (fold.position?.hash ?? '')) {
    throw new ChainBroken(
      `message ${message.sequence} of the log does not follow what was read before it`,
    );
  }
  if (fold.position !== null && commit.cloudId !== fold.state.cloudId) {
    throw new ChainBroken(`message ${message.sequence} belongs to cloud ${commit.cloudId}`);
  }
  applyCommit(fold.state, commit, message.sequence);
  fold.position = {
    ...{ logId: commit.logId, sequence: message.sequence, hash: messageHash(message.bytes) },
  };
  return commit;
}

/**
 * Folds the log from its first message, or from where `fold` is, to the last there was when it was asked. Rejects with `LogUnavailable`, or with what
 * `foldMessage` throws. `onMessage` sees each message with its commit and the state after it, for readers that keep more than the state.
 */
export async function foldAll(
  log: Log,
  onMessage: (message: StoredMessage, commit: Commit, state: State) => void = () => undefined,
  fold: Fold = createFold(),
): Promise<Fold> {
  const last = await log.lastSequence();
  const from = (fold.position?.sequence ?? 0) + 1;
  if (last < from) return fold;
  await new Promise<void>((resolve, reject) => {
    let ended = false;
    const end = log.follow(from, (message) => {
      if (ended) return;
      try {
        onMessage(message, foldMessage(fold, message), fold.state);
      } catch (error) {
        ended = true;
        queueMicrotask(() => end());
        return reject(error instanceof Error ? error : new Error(String(error)));
      }
      if (message.sequence < last) return;
      ended = true;
      queueMicrotask(() => end());
      resolve();
    });
  });
  return fold;
}
