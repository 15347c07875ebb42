/** Every planted bug breaks a promise within ten thousand simulated histories; how many it took is printed. */
import { expect, test } from 'vitest';
import { plantedBugs } from '../sim/planted-bugs.ts';
import { plantAndFind } from '../sim/run/plant-and-find.ts';

const historiesMax = 10_000;

test.each(plantedBugs)(
  'found: $name',
  async (bug) => {
    expect((await plantAndFind(bug, historiesMax)).failure).not.toBeNull();
  },
  1_800_000,
);
