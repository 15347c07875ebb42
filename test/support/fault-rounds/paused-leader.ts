/**
 * The leader is stopped (SIGSTOP) in the middle of its work, another takes over, and the first goes on: nothing that it does then
 * may have an effect. Whoever leads is recorded by the log, so a commit of a term that is over shows there.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawFrom } from '../draw.ts';
import { natsProgram } from '../nats-server.ts';
import { until } from '../until.ts';
import { startFaultCloud } from './fault-cloud.ts';
import type { FaultCloud } from './fault-cloud.ts';
import type { Fault } from './faults.ts';
import { runRound } from './round.ts';
import type { RoundResult } from './round.ts';
import { tableOf } from './table.ts';

export interface PausedLeaderOptions {
  readonly tries: number;
  readonly leastMs: number;
  readonly mostMs: number;
}

/** A pause shorter than this may end before another has noticed. */
const noticedAfterMs = 8_000;

export async function pausedLeader(options: PausedLeaderOptions): Promise<void> {
  const program = await natsProgram();
  if (typeof program === 'string') {
    test.skip(`a leader that stands still: ${program}`, () => undefined);
    return;
  }
  const seed = Number(process.env['STRATUS_FAULT_SEED'] ?? Date.now() % 1_000_000_000);
  const pauses = drawPauses(options, seed);
  describe(`a leader stopped and resumed, STRATUS_FAULT_SEED=${seed}`, () => {
    let cloud: FaultCloud;
    const results: RoundResult[] = [];
    beforeAll(async () => {
      cloud = await startFaultCloud();
    });
    afterAll(async () => {
      await cloud?.end();
      console.log(tableOf(results));
    });

    test.each(pauses)('after $pauseMs ms', async ({ pauseMs, round }) => {
      const result = await runRound(cloud, paused(pauseMs), drawFrom(seed + round), []);
      results.push(result);
      expect(result.problems).toEqual([]);
    });
  });
}

/** Short ones and long ones: each doubling of the length is as likely as the next. */
function drawPauses(
  { tries, leastMs, mostMs }: PausedLeaderOptions,
  seed: number,
): { pauseMs: number; round: number }[] {
  const draw = drawFrom(seed);
  return Array.from({ length: tries }, (_, index) => {
    const share = draw.below(1_000) / 1_000;
    return { pauseMs: Math.round(leastMs * (mostMs / leastMs) ** share), round: index + 1 };
  });
}

const paused = (pauseMs: number): Fault => ({
  kind: 'stop the leader',
  async befall(cloud) {
    const leader = cloud.leader();
    await cloud.log.catchUp();
    const term = cloud.log.terms();
    leader.pause();
    await delay(pauseMs);
    if (pauseMs > noticedAfterMs)
      await until('another leads', async () => {
        await cloud.log.catchUp();
        return cloud.log.terms() > term;
      });
    leader.goOn();
  },
});
