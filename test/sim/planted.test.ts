/**
 * Checks the checker: each planted bug must break a promise. Here those that show in the first histories; `npm run test:long`,
 * or `npm run sim -- --planted all`, plants every one.
 */
import { expect, test } from 'vitest';
import { plantedBugs } from './planted-bugs.ts';
import { plantAndFind } from './run/plant-and-find.ts';

const historiesMax = 20;

test.each(plantedBugs.filter(({ isQuick }) => isQuick))('found: $name', async (bug) => {
  expect((await plantAndFind(bug, historiesMax)).failure).not.toBeNull();
});
