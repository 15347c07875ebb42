/**
 * Following the log without end: each message is folded; a log that was rewritten is read again from its beginning; one
 * that this release cannot read stops the view for good.
 */
import { ChainBroken } from '../../shared/log/chain-broken.ts';
import { createFold, foldMessage } from '../../shared/log/fold.ts';
import type { Fold } from '../../shared/log/fold.ts';
import type { Log, StoredMessage } from '../../shared/log/log.ts';
import type { Start } from '../../shared/log/snapshots.ts';
import type { Commit } from '../../shared/model/events.ts';
import type { SnapshotKeeper } from './snapshot-keeper.ts';

/** What has been read so far. */
export interface Followed {
  fold: Fold;
  /** Index of the last event in the last commit. */
  lastIndex: number;
  /** The last commits, by sequence. */
  readonly recent: Map<number, Commit>;
  failure: Error | null;
  refolds: number;
}

export interface FollowerOptions {
  readonly log: Log;
  readonly onProblem: (problem: string) => void;
  /** After each message, whatever came of it. */
  readonly onChange: () => void;
  /** Where to begin; null: at the first message. */
  readonly start?: Start | null;
  readonly snapshots?: SnapshotKeeper | null;
}

/** Commits kept in memory for those who follow the events. */
const recentMax = 512;

export function startFollower(options: FollowerOptions) {
  const { log, onProblem, onChange, start = null, snapshots = null } = options;
  const followed: Followed = {
    fold: start?.fold ?? createFold(),
    lastIndex: start ? lastIndexOf(start.lastCommit) : 0,
    ...{ recent: new Map(), failure: null, refolds: 0 },
  };
  let unfollow = (): void => undefined;

  function hear(message: StoredMessage): Promise<void> | undefined {
    try {
      const commit = foldMessage(followed.fold, message);
      followed.recent.set(message.sequence, commit);
      followed.recent.delete(message.sequence - recentMax);
      followed.lastIndex = lastIndexOf(commit);
    } catch (error) {
      unfollow();
      if (error instanceof ChainBroken) restart(error);
      else fail(error as Error);
      onChange();
      return undefined;
    }
    onChange();
    return snapshots?.after(followed.fold);
  }

  function follow(): void {
    let ended = false;
    const from = (followed.fold.position?.sequence ?? 0) + 1;
    const end = log.follow(from, (message) => (ended ? undefined : hear(message)));
    unfollow = () => {
      ended = true;
      end();
    };
  }

  function restart(why: ChainBroken): void {
    onProblem(`${why.message}; reading the log again from its beginning`);
    followed.refolds += 1;
    followed.fold = createFold();
    followed.recent.clear();
    follow();
  }

  function fail(error: Error): void {
    onProblem(`the log cannot be followed any further: ${error.message}`);
    followed.failure = error;
  }

  follow();
  return { followed, stop: () => unfollow() };
}

function lastIndexOf(commit: Commit): number {
  const events = commit.entries.reduce((sum, entry) => sum + entry.events.length, 0);
  return Math.max(0, events - 1);
}
