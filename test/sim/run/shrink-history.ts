/** A failing history, shrunk to what its failure needs, and told as a story. */
import { drawPlan } from '../history-plan.ts';
import { playHistory } from '../history.ts';
import type { ShrunkStory } from './errands.ts';
import { shrink } from './shrink.ts';
import { storyOf } from './story-text.ts';

/** A history takes a part of a second: a shrinking, a minute or two. */
const triesMax = 300;

/** Null: the history does not fail. */
export async function shrinkHistory(seed: number): Promise<ShrunkStory | null> {
  const whole = drawPlan(seed);
  const { failure } = await playHistory(whole);
  if (!failure) return null;
  const { invariant } = failure;
  const { plan, tries } = await shrink(
    whole,
    async (candidate) => (await playHistory(candidate)).failure?.invariant === invariant,
    triesMax,
  );
  const history = await playHistory(plan);
  return {
    ...{ text: storyOf(plan, history), invariant, tries },
    faults: plan.faults.length + plan.hostLife.length,
    requests: plan.requests.length,
    hosts: plan.world.hosts.length,
  };
}
