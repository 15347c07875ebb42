/** All named stories, and how one is told. */
import { tellingLines } from '../run/story-text.ts';
import { storiesOfHosts } from './stories-of-hosts.ts';
import { storiesOfSchedulers } from './stories-of-schedulers.ts';
import type { Outcome, Story } from './story.ts';

export const allStories: readonly Story[] = [...storiesOfSchedulers, ...storiesOfHosts];

export interface TalePlayed {
  readonly text: string;
  /** It came out as it must. */
  readonly isGolden: boolean;
}

/** Plays it; the text has what happened, and what came out. */
export async function tell(story: Story): Promise<TalePlayed> {
  const { cloud, outcome } = await story.play();
  const isGolden = textOf(outcome) === textOf(story.outcome);
  const text = [
    `${story.name}: ${story.tells}`,
    '',
    ...tellingLines(cloud.world.trace.lines()).map((line) => `  ${line}`),
    '',
    textOf(outcome),
    isGolden ? 'as it must be' : `but it must be\n${textOf(story.outcome)}`,
  ].join('\n');
  return { text, isGolden };
}

function textOf(outcome: Outcome): string {
  return Object.entries(outcome)
    .map(([name, fact]) => `${name}: ${fact}`)
    .join('\n');
}
