/** One planted bug from its bundle to what was found of it, over all cores; says it on the way, as tests do. */
import type { PlantedBug } from '../planted/planted-bug.ts';
import { findBug, findingText } from './find-bugs.ts';
import type { Finding } from './find-bugs.ts';
import { withPool } from './with-pool.ts';

/** Plays at most `historiesMax` histories from seed 1. */
export async function plantAndFind(bug: PlantedBug, historiesMax: number): Promise<Finding> {
  const wish = { seed: 1, count: historiesMax };
  const finding = await withPool(bug, (pool) => findBug(pool, bug, wish));
  console.log(findingText(bug, finding));
  return finding;
}
