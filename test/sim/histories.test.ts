/** Many simulated histories, each from a fresh seed; a failing seed replays the same history to the byte. */
import { availableParallelism } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { putBackFrom } from './history-plan.ts';
import { bundleSimulator } from './run/bundle.ts';
import type { Bundle } from './run/bundle.ts';
import type { Told } from './run/errands.ts';
import { figuresText, leastFigures } from './run/figures.ts';
import { playMany } from './run/many-histories.ts';
import { openPool } from './run/pool.ts';
import type { Pool } from './run/pool.ts';
import { outcomeText } from './run/story-text.ts';

const firstSeed = Math.floor(Math.random() * 2 ** 31);
const count = Number(process.env['STRATUS_SIM_HISTORIES'] ?? 500);

/** Of those the seeds are the same in each run. */
const putBackCount = Math.ceil(count / 50);

let bundle: Bundle;
let pool: Pool;

beforeAll(async () => {
  bundle = await bundleSimulator();
  pool = openPool(bundle.worker, availableParallelism());
});

afterAll(async () => {
  pool.end();
  await bundle.remove();
});

test(`no promise is broken in ${count} histories from seed ${firstSeed}`, async () => {
  const figures = await playMany(pool, { seed: firstSeed, count, failuresMax: 3 });
  console.log(`from seed ${firstSeed}: ${figuresText(figures)}`);
  expect(await Promise.all(figures.failed.map(told))).toEqual([]);
  expect(figures.histories).toBe(count);
  for (const [name, median] of Object.entries(figures.medians))
    expect(median, name).toBeGreaterThanOrEqual(leastFigures[name as keyof typeof leastFigures]);
}, 1_800_000);

test('no promise is broken where an older copy of the log is put back', async () => {
  const figures = await playMany(pool, { seed: putBackFrom, count: putBackCount, failuresMax: 3 });
  expect(await Promise.all(figures.failed.map(told))).toEqual([]);
  expect(figures.coverage.olderLog.histories).toBeGreaterThan(0);
}, 1_800_000);

async function told({ seed, failure }: Told): Promise<string> {
  const story = await pool.ask('shrink', { seed });
  return [
    `seed ${seed} ${outcomeText(failure)}`,
    `again: npm run sim -- --replay ${seed}`,
    ...(story ? [`shrunk to:`, story.text] : ['and did not fail when it was played again']),
  ].join('\n');
}

test('each of twenty seeds gives the same history to the byte, in whichever process it is played', async () => {
  const seeds = [1, 7, 4711, ...Array.from({ length: 17 }, (_none, index) => firstSeed + index)];
  const digests = (): Promise<string[]> =>
    Promise.all(seeds.map((seed) => pool.ask('digest', { seed })));
  const once = await digests();
  expect(new Set(once).size).toBe(seeds.length);
  const other = openPool(bundle.worker, 1);
  try {
    // The other way round, in a process that has played nothing yet.
    const again: string[] = [];
    for (const seed of [...seeds].reverse()) again.unshift(await other.ask('digest', { seed }));
    expect(again).toEqual(once);
  } finally {
    other.end();
  }
});
