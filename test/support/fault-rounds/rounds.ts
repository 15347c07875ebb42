/** Many rounds, drawn from one seed that is printed, each a test of its own; what came of them is printed as a table. */
import { afterAll, describe, expect, onTestFailed, test } from 'vitest';
import { drawFrom } from '../draw.ts';
import { natsProgram } from '../nats-server.ts';
import { startFaultCloud } from './fault-cloud.ts';
import type { FaultCloud } from './fault-cloud.ts';
import { faults } from './faults.ts';
import type { Fault } from './faults.ts';
import { runRound } from './round.ts';
import type { RoundResult } from './round.ts';
import { tableOf } from './table.ts';

/** Machines pile up; after so many rounds a new cloud is as small as the first. */
const roundsOfCloud = 20;

export interface RoundsOptions {
  readonly rounds: number;
  /** How long a part stands still, ms: one of these. */
  readonly pausesMs: readonly number[];
}

/** `STRATUS_FAULT_SEED` has the rounds of that seed again; `STRATUS_FAULT_KIND` only those of one kind. */
export async function faultRounds({ rounds, pausesMs }: RoundsOptions): Promise<void> {
  const program = await natsProgram();
  if (typeof program === 'string') {
    test.skip(`faults of real processes: ${program}`, () => undefined);
    return;
  }
  const seed = Number(process.env['STRATUS_FAULT_SEED'] ?? Date.now() % 1_000_000_000);
  const drawn = drawFaults(seed, rounds);
  describe(`faults of real processes beside nats-server ${program.version}, STRATUS_FAULT_SEED=${seed}`, () => {
    let cloud: FaultCloud | null = null;
    const results: RoundResult[] = [];
    afterAll(async () => {
      await cloud?.end();
      console.log(tableOf(results));
    });

    test.each(drawn)('round $round: $fault.kind', async ({ round, fault }) => {
      if (round % roundsOfCloud === 1 || cloud === null) {
        await cloud?.end();
        cloud = null; // should the next not start
        cloud = await startFaultCloud();
      }
      const hurt = cloud;
      const why = fault.whyNot?.(hurt) ?? null;
      if (why !== null) {
        console.log(`skipped: ${fault.kind}: ${why}`);
        return;
      }
      cloud = null; // what one round left behind is not the next one's failure
      onTestFailed(async () => {
        console.log(`round ${round}: what the parts said is in ${hurt.keepLogs()}`);
        await hurt.end();
      });
      const result = await runRound(hurt, fault, drawFrom(seed + round), pausesMs);
      results.push(result);
      for (const problem of result.problems) console.log(`round ${round}: ${problem}`);
      expect(result.problems).toEqual([]);
      cloud = hurt;
    });
  });
}

/** Every kind comes before one comes again. */
function drawFaults(seed: number, rounds: number): { round: number; fault: Fault }[] {
  const draw = drawFrom(seed);
  const kind = process.env['STRATUS_FAULT_KIND'];
  const wanted = faults.filter((fault) =>
    kind === undefined ? fault.onlyNamed === undefined : fault.kind.includes(kind),
  );
  for (const fault of faults)
    if (!wanted.includes(fault) && fault.onlyNamed)
      console.log(`skipped: ${fault.kind}: ${fault.onlyNamed}`);
  let deck: Fault[] = [];
  return Array.from({ length: rounds }, (_, index) => {
    if (deck.length === 0) deck = [...wanted];
    const [fault] = deck.splice(draw.below(deck.length), 1);
    return { round: index + 1, fault: fault! };
  });
}
