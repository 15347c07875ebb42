/** Every planted bug breaks a promise within ten thousand simulated histories; how many it took is printed. */
import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { plantedBugs } from '../sim/planted-bugs.ts';
import { bundleSimulator } from '../sim/run/bundle.ts';
import { findBug, findingText } from '../sim/run/find-bugs.ts';
import { openPool } from '../sim/run/pool.ts';

const historiesMax = 10_000;

test.each(plantedBugs)(
  'found: $name',
  async (bug) => {
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
  },
  1_800_000,
);
