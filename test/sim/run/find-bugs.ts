/** Checks the checker: how many histories does it take until a planted bug breaks a promise? */
import { putBackFrom } from '../history-plan.ts';
import { plantedBugs } from '../planted-bugs.ts';
import type { PlantedBug } from '../planted/planted-bug.ts';
import { playMany } from './many-histories.ts';
import { AskedWrongly } from './options.ts';
import type { Pool } from './pool.ts';
import { outcomeText } from './story-text.ts';
import type { Failure } from '../history.ts';

export interface Finding {
  /** How many histories it took, in the order of their seeds; where it was not found, all that were played. */
  readonly histories: number;
  readonly seed: number | null;
  readonly failure: Failure | null;
}

/** Throws `AskedWrongly` when there is none of that name. `all`: all of them. */
export function bugsNamed(name: string): readonly PlantedBug[] {
  if (name === 'all') return plantedBugs;
  const found = plantedBugs.filter((bug) => bug.name === name);
  if (found.length > 0) return found;
  const known = plantedBugs.map((bug) => `  ${bug.name}`).join('\n');
  throw new AskedWrongly(`there is no planted bug "${name}"; these are:\n${known}`);
}

/** Plays in a pool whose code has the bug, from that seed on, or as far above those that need it. */
export async function findBug(
  pool: Pool,
  { needsPutBack }: PlantedBug,
  wish: { readonly seed: number; readonly count: number },
): Promise<Finding> {
  const { count } = wish;
  const seed = needsPutBack && wish.seed < putBackFrom ? putBackFrom + wish.seed : wish.seed;
  const { failed, histories } = await playMany(pool, { seed, count, failuresMax: 1 });
  const [first] = failed;
  if (!first) return { histories, seed: null, failure: null };
  return { histories: first.seed - seed + 1, seed: first.seed, failure: first.failure };
}

export function findingText({ name }: PlantedBug, { histories, seed, failure }: Finding): string {
  if (!failure) return `NOT FOUND in ${histories} histories: ${name}`;
  return `${name}: history ${histories} (seed ${seed}) ${outcomeText(failure).slice(0, 100)}`;
}
