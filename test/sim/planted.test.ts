/** Checks the checker: each planted bug must break a promise within a few histories. */
import { expect, test } from 'vitest';
import { plantedBugs } from './planted-bugs.ts';
import { plant } from './planted-tree.ts';

const historiesMax = 300;

test.each(plantedBugs)('found: $name', async (bug) => {
  const tree = await plant(bug);
  try {
    let found: string | null = null;
    let histories = 0;
    while (found === null && histories < historiesMax) {
      const { failure } = await tree.runHistory(++histories);
      found = failure && `${failure.invariant}: ${failure.text.slice(0, 90)}`;
    }
    console.log(`${bug.name}: history ${histories}, ${found ?? 'not found'}`);
    expect(found).not.toBeNull();
  } finally {
    await tree.remove();
  }
});
