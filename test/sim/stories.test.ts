/** Each named story comes out as it must: the real scheduler and agents on virtual time, and one thing that goes wrong. */
import { expect, test } from 'vitest';
import { allStories } from './stories/all-stories.ts';

test.each(allStories)('$name: $tells', async (story) => {
  expect((await story.play()).outcome).toEqual(story.outcome);
});

test('each story has a name of its own', () => {
  expect(new Set(allStories.map(({ name }) => name)).size).toBe(allStories.length);
});
