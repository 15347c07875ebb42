/** A leader on a log in memory and virtual time, whose appends a test may hold under way. */
import { toHex } from '../../shared/base/bytes.ts';
import { ok, refused } from '../../shared/base/result.ts';
import { createMemoryLog } from '../../shared/log/memory-log.ts';
import type { MemoryLog } from '../../shared/log/memory-log.ts';
import type { Commit, Event } from '../../shared/model/events.ts';
import { decodeCommit } from '../../shared/wire/commit.ts';
import { createLeader } from '../../scheduler/loops/leader.ts';
import type { Leader } from '../../scheduler/loops/leader.ts';
import type { Outcome, Proposal } from '../../scheduler/loops/proposal.ts';
import { aClock } from './a-clock.ts';
import type { TestClock } from './a-clock.ts';
import { cloudId, createLogWriter, genesis, logId } from './log-writer.ts';

export interface LeaderBench {
  readonly leader: Leader;
  readonly log: MemoryLog;
  readonly clock: TestClock;
  /** Why the leader went down; at most one reason. */
  readonly downs: readonly string[];
  /** While true, appends stay under way. */
  holding: boolean;
  /** Lets those that were held arrive. */
  release(): void;
  /** Commits after the first, as they lie in the log. */
  commits(): Commit[];
}

export interface LeaderBenchOptions {
  readonly messageBytesMax?: number;
  readonly bytesMax?: number;
  readonly onCommitted?: () => void;
}

export async function aLeader(options: LeaderBenchOptions = {}): Promise<LeaderBench> {
  const clock = aClock();
  const held: (() => void)[] = [];
  const downs: string[] = [];
  let drawn = 0;
  const log = createMemoryLog({
    ...{ clock, ...options },
    carry(client, leg, action) {
      if (bench.holding && client === 'log' && leg === 'append') held.push(action);
      else queueMicrotask(action);
    },
  });
  const bench = { holding: false } as LeaderBench;
  const { fold, write } = createLogWriter(log, clock.now() - 10_000);
  await write(genesis, { origin: 'genesis', actor: 'system' });
  const leader = createLeader({
    ...{ log, clock, cloudId, logId, writer: 'f'.repeat(32), term: 1, fold },
    random: {
      bytes: (length) => new Uint8Array(length).fill(++drawn % 256, 0, 1).fill(drawn >> 8, 1, 2),
      below: () => 0,
    },
    onCommitted: options.onCommitted ?? (() => undefined),
    onDown: (why) => void downs.push(why),
  });
  return Object.assign(bench, {
    ...{ leader, log, clock, downs },
    release() {
      bench.holding = false;
      for (const arrive of held.splice(0)) arrive();
    },
    commits: () =>
      log
        .messages()
        .slice(1)
        .map(({ bytes }) => decodeCommit(bytes)),
  });
}

/** A proposal that makes host `number` known, and is refused where it is known. */
export function aJoin(number: number, changes: Partial<Proposal> = {}): Proposal {
  const hostId = toHex(Uint8Array.of(...Array<number>(14).fill(7), number >> 8, number & 255));
  const joined: Event = {
    type: 'hostJoined',
    hostId,
    name: `h-${number}`,
    publicKey: '',
    tokenDigest: '',
  };
  return {
    ...{ actor: 'admin', origin: 'command', key: '', requestDigest: '' },
    decide: (state) =>
      state.hosts.has(hostId)
        ? refused({ reason: 'hostExists', message: 'known', where: 'host', whatToDo: 'none' })
        : ok([joined]),
    ...changes,
  };
}

/** What became of a promise so far. */
export function watch(outcome: Promise<Outcome>): { kind: string; outcome: Outcome | null } {
  const seen: { kind: string; outcome: Outcome | null } = { kind: 'waiting', outcome: null };
  void outcome.then((value) => Object.assign(seen, { kind: value.kind, outcome: value }));
  return seen;
}
