/** Many simulated histories, each from a fresh seed; a failing seed replays the same history to the byte. */
import { expect, test } from 'vitest';
import { failureText, runHistory } from './history.ts';
import type { History, HistoryFigures } from './history.ts';

const given = process.env['STRATUS_SIM_SEED'];
const firstSeed = given ? Number(given) : Math.floor(Math.random() * 2 ** 31);
const count = given ? 1 : Number(process.env['STRATUS_SIM_HISTORIES'] ?? 500);

/** What a history must at least be, in the median: else it tests next to nothing. */
const leastFigures: HistoryFigures = {
  ...{ requests: 30, messages: 300, faults: 5, virtualMinutes: 10 },
};

test(`no promise is broken in ${count} histories from seed ${firstSeed}`, async () => {
  const figures: HistoryFigures[] = [];
  const failed: History[] = [];
  for (let seed = firstSeed; seed < firstSeed + count && failed.length < 3; seed++) {
    const history = await runHistory(seed);
    figures.push(history.figures);
    if (history.failure) failed.push(history);
  }
  console.log(`${figures.length} histories from seed ${firstSeed}, medians:`, mediansOf(figures));
  expect(failed.map(failureText)).toEqual([]);
  if (given) return;
  for (const [name, median] of Object.entries(mediansOf(figures)))
    expect(median, name).toBeGreaterThanOrEqual(leastFigures[name as keyof HistoryFigures]);
}, 1_800_000);

test.each([1, 7, 4711])('seed %i gives the same history to the byte', async (seed) => {
  const [once, again] = [await runHistory(seed), await runHistory(seed)];
  expect(again.trace.join('\n')).toBe(once.trace.join('\n'));
});

function mediansOf(figures: readonly HistoryFigures[]): HistoryFigures {
  const median = (name: keyof HistoryFigures): number => {
    const sorted = figures.map((one) => one[name]).sort((a, b) => a - b);
    return Math.round((sorted[Math.floor(sorted.length / 2)] ?? 0) * 10) / 10;
  };
  return {
    requests: median('requests'),
    messages: median('messages'),
    faults: median('faults'),
    virtualMinutes: median('virtualMinutes'),
  };
}
