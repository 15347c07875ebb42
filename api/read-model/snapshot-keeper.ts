/**
 * The view follows the log anyway, so it is here that snapshots are taken (decisions 12): never on the leader's loop, and by a
 * part whose loss costs nothing but time at the next start. Between two of them lie so many commits and at least a minute.
 */
import type { Fold } from '../../shared/log/fold.ts';
import { findSnapshots, putSnapshot, takeSnapshot } from '../../shared/log/snapshots.ts';
import { snapshotPlaces } from '../../shared/log/snapshot-store.ts';
import type { SnapshotPlace, SnapshotStore } from '../../shared/log/snapshot-store.ts';
import type { Clock } from '../../shared/time/clock.ts';

export interface SnapshotKeeper {
  /** Takes a snapshot if one is due. The fold may not move before this resolves. Never rejects. */
  after(fold: Fold): Promise<void> | undefined;
}

export interface SnapshotKeeperOptions {
  readonly store: SnapshotStore;
  readonly clock: Clock;
  readonly everyCommits?: number;
  /** Of the snapshot at which the view begins; 0: none. */
  readonly lastSequence?: number;
  readonly onProblem: (problem: string) => void;
}

const usualEveryCommits = 2_000;
/** Also after a failure. */
const pauseMs = 60_000;

export function createSnapshotKeeper(options: SnapshotKeeperOptions): SnapshotKeeper {
  const { store, clock, everyCommits = usualEveryCommits, onProblem } = options;
  let last = options.lastSequence ?? 0;
  let place: SnapshotPlace | null = null;
  let notBeforeMs = Number.NEGATIVE_INFINITY;

  /** The place of the older one; one that is of no use is the oldest. */
  async function olderPlace(cloudId: string): Promise<SnapshotPlace> {
    const [newest] = await findSnapshots(store, cloudId, () => undefined);
    return snapshotPlaces.find((one) => one !== newest?.place)!;
  }

  async function take(fold: Fold): Promise<void> {
    try {
      const parts = await takeSnapshot(clock, fold);
      place ??= await olderPlace(fold.state.cloudId);
      await putSnapshot(store, place, parts);
      last = fold.state.sequence;
      place = snapshotPlaces.find((one) => one !== place)!;
    } catch (error) {
      onProblem(`no snapshot was taken: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  return {
    after(fold) {
      const due = fold.state.sequence >= last + everyCommits && clock.elapsed() >= notBeforeMs;
      if (!due) return undefined;
      notBeforeMs = clock.elapsed() + pauseMs;
      return take(fold);
    },
  };
}
