/**
 * Checks the checker: each planted bug must break a promise. Here those that show in the first histories; `npm run test:long`,
 * or `npm run sim -- --planted all`, plants every one.
 */
import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { plantedBugs } from './planted-bugs.ts';
import { bundleSimulator } from './run/bundle.ts';
import { findBug, findingText } from './run/find-bugs.ts';
import { openPool } from './run/pool.ts';

const historiesMax = 20;

test.each(plantedBugs.filter(({ isQuick }) => isQuick))('found: $name', async (bug) => {
  const bundle = await bundleSimulator(bug);
  const pool = openPool(bundle.worker, availableParallelism());
  try {
    const finding = await findBug(pool, { seed: 1, count: historiesMax });
    console.log(findingText(bug, finding));
    expect(finding.failure).not.toBeNull();
  } finally {
    pool.end();
    await bundle.remove();
  }
});
