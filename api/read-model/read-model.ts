/**
 * What the cloud is like, as far as this process knows: the fold of the log, followed without end, and what was heard on
 * the bus. Reads are answered from here and never touch the scheduler; each answer tells how old this view is.
 */
import type { Log, StoredMessage } from '../../shared/log/log.ts';
import { cursorText, parseCursor } from '../../shared/model/cursor.ts';
import type { Commit } from '../../shared/model/events.ts';
import type { State } from '../../shared/model/state.ts';
import type { Position } from '../../shared/model/words.ts';
import type { Clock } from '../../shared/time/clock.ts';
import type { Start } from '../../shared/log/snapshots.ts';
import { startFollower } from './follower.ts';
import type { SnapshotKeeper } from './snapshot-keeper.ts';
import { createWaiting } from './waiting.ts';

export interface ReadModel {
  readonly state: State;
  /** Of the last commit in the view; null while the log is empty. */
  position(): Position | null;
  /** Of the last event in the view; null while the log is empty. */
  cursor(): string | null;
  /** Since when nothing newer is known to be in the log, in milliseconds. */
  ageMs(): number;
  /** Why the log cannot be followed any further, or null. */
  readonly failure: Error | null;
  /** Counts the times that the log was found rewritten and read again. */
  readonly refolds: number;
  /** The leader said that `sequence` is the last of the log `logId`. */
  heardOf(logId: string, sequence: number): void;
  /** Resolves as soon as the commit at `sequence` is in the view: true; false after `limitMs`, abort or failure. */
  waitFor(sequence: number, limitMs: number, signal?: AbortSignal): Promise<boolean>;
  /** Resolves at the next change, after `limitMs`, or on abort. */
  changed(limitMs: number, signal: AbortSignal): Promise<void>;
  /** The commit at `sequence`, read again from the log when it is no longer kept; null when it is not there. */
  commitAt(sequence: number): Promise<Commit | null>;
  /** Sequence of the first commit that is still in the log. Rejects with `LogUnavailable`. */
  firstSequence(): Promise<number>;
  stop(): void;
}

export interface ReadModelOptions {
  readonly log: Log;
  readonly clock: Clock;
  readonly decode: (message: StoredMessage) => Commit;
  /** Told when the log was rewritten, or when it cannot be followed further. */
  readonly onProblem: (problem: string) => void;
  /** Where to begin; null: at the first message. */
  readonly start?: Start | null;
  readonly snapshots?: SnapshotKeeper | null;
}

/** Follows the log from its first message or from a snapshot on. */
export function createReadModel(options: ReadModelOptions): ReadModel {
  const { log, clock, onProblem } = options;
  const waiting = createWaiting(clock);
  let currentSince = clock.elapsed();
  const { followed, stop } = startFollower({
    ...{ log, onProblem, start: options.start ?? null, snapshots: options.snapshots ?? null },
    onChange() {
      currentSince = clock.elapsed();
      waiting.wake();
    },
  });
  const sequence = (): number => followed.fold.position?.sequence ?? 0;

  return {
    get state() {
      return followed.fold.state;
    },
    get failure() {
      return followed.failure;
    },
    get refolds() {
      return followed.refolds;
    },
    position: () => followed.fold.position,
    cursor() {
      const { position } = followed.fold;
      return position && cursorText({ ...position, index: followed.lastIndex });
    },
    ageMs: () => Math.max(0, Math.round(clock.elapsed() - currentSince)),
    heardOf(logId, last) {
      const { position } = followed.fold;
      if (position?.logId === logId && position.sequence >= last) currentSince = clock.elapsed();
    },
    async waitFor(wanted, limitMs, signal) {
      const settled = (): boolean => sequence() >= wanted || followed.failure !== null;
      await waiting.until(settled, limitMs, signal);
      return sequence() >= wanted;
    },
    changed(limitMs, signal) {
      const [before, refolds] = [sequence(), followed.refolds];
      const moved = (): boolean =>
        sequence() !== before || followed.refolds !== refolds || followed.failure !== null;
      return waiting.until(moved, limitMs, signal);
    },
    async commitAt(wanted) {
      const kept = followed.recent.get(wanted);
      if (kept) return kept;
      const message = await log.read(wanted);
      return message && options.decode(message);
    },
    firstSequence: () => log.firstSequence(),
    stop,
  };
}

/** The sequence in a cursor of an answer; 0 for anything else. */
export function sequenceOf(cursor: string): number {
  return parseCursor(cursor)?.sequence ?? 0;
}
