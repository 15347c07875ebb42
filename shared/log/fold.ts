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
import { ChainBroken } from './chain-broken.ts';
import type { Log, StoredMessage } from './log.ts';
import { beginOpening, readOpening } from './segment-opening.ts';
import type { Opening } from './segment-opening.ts';

export interface Fold {
  state: State;
  /** Of the last message read; null before the first. */
  position: Position | null;
  /** Set while the state with which a segment opens is being read; until then `state` is empty. */
  opening?: Opening | null;
}

export function createFold(): Fold {
  return { state: emptyState(), position: null };
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
  const { sequence } = message;
  const isInside = fold.position === null && sequence > 1;
  const expected = isInside ? sequence : (fold.position?.sequence ?? 0) + 1;
  if (sequence !== expected)
    throw new ChainBroken(`message ${sequence} of the log came where ${expected} was due`);
  const commit = decodeCommit(message.bytes);
  checkPlace(fold, commit, sequence, isInside);
  if (isInside) fold.opening = beginOpening();
  if (fold.opening) {
    const state = readOpening(fold.opening, commit, sequence);
    if (state) [fold.state, fold.opening] = [state, null];
  } else applyCommit(fold.state, commit, sequence);
  fold.position = { logId: commit.logId, sequence, hash: messageHash(message.bytes) };
  return commit;
}

/** Is the commit the one that comes next in this log of this cloud? Of the first of a later segment only its number can tell. */
function checkPlace(fold: Fold, commit: Commit, sequence: number, isInside: boolean): void {
  const said = commit.sequence ?? null;
  if (said !== null && said !== sequence)
    throw new ChainBroken(`message ${sequence} of the log says that it is message ${said}`);
  if (isInside) return;
  if (commit.previousHash !== (fold.position?.hash ?? ''))
    throw new ChainBroken(`message ${sequence} of the log does not follow what was read before it`);
  if (fold.position !== null && !fold.opening && commit.cloudId !== fold.state.cloudId)
    throw new ChainBroken(`message ${sequence} belongs to cloud ${commit.cloudId}`);
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
