/** What every loop of a leading scheduler needs: the leader, the ports, and how the hosts stand. */
import type { Logger } from '../../shared/base/logger.ts';
import type { Random } from '../../shared/base/random.ts';
import type { Bus } from '../../shared/bus/bus.ts';
import type { Subjects } from '../../shared/bus/subjects.ts';
import type { SegmentedLog } from '../../shared/log/segmented-log.ts';
import type { SnapshotStore } from '../../shared/log/snapshot-store.ts';
import type { Vault } from '../../shared/log/vault.ts';
import type { Clock } from '../../shared/time/clock.ts';
import type { AskedEnds } from './asked-ends.ts';
import type { Leader } from './leader.ts';
import type { UserContexts } from './user-contexts.ts';

export interface SchedulerPorts {
  readonly log: SegmentedLog;
  readonly vault: Vault;
  /** To begin at instead of the log's first message; null: always the whole log. */
  readonly snapshots?: SnapshotStore | null;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

export interface Leading extends SchedulerPorts {
  readonly cloudId: string;
  readonly subjects: Subjects;
  readonly leader: Leader;
  readonly term: number;
  readonly writer: string;
  readonly contexts: UserContexts;
  readonly askedEnds: AskedEnds;
  readonly pace: Pace;
  /** Above it the log goes on in another segment, bytes. */
  readonly segmentBytesMax: number;
  /** Why nothing is ordered any more; null: all is well. */
  frozen: string | null;
}

/** How often things are said and looked at, in milliseconds. */
export interface Pace {
  readonly helloEveryMs: number;
  readonly beatEveryMs: number;
  readonly sweepEveryMs: number;
  /** Resends of orders back off from the first to the second. */
  readonly resendFromMs: number;
  readonly resendToMs: number;
  /** How long a new leader waits for the first word of its hosts; 0: not at all. */
  readonly listenFirstMs: number;
}

export const usualPace: Pace = {
  helloEveryMs: 2_000,
  beatEveryMs: 1_000,
  sweepEveryMs: 1_000,
  resendFromMs: 1_000,
  resendToMs: 60_000,
  listenFirstMs: 2_500,
};
