/** A generation permits one start, but for a life that was forgotten before the part of the log that told of it was lost. */
import { expect, test } from 'vitest';
import { createStartsSeen } from './starts-seen.ts';

type Deed = 'start' | 'forget' | 'put back';

test.each<[string, readonly Deed[], boolean]>([
  ['once', [], true],
  ['twice', ['start'], false],
  ['though its host forgot it', ['start', 'forget'], false],
  ['though the log was put back', ['start', 'put back'], false],
  ['forgotten only after the log was put back', ['start', 'put back', 'forget'], false],
  ['forgotten before the log was put back', ['start', 'forget', 'put back'], true],
  ['twice after that', ['start', 'forget', 'put back', 'start'], false],
  ['forgotten again after that', ['start', 'forget', 'put back', 'start', 'forget'], false],
])('a start in one generation, %s', (_what, deeds, isAllowed) => {
  const starts = createStartsSeen();
  for (const deed of deeds) {
    if (deed === 'start') starts.add('web', 1);
    else if (deed === 'forget') starts.forgotten('web');
    else starts.logPutBack();
  }
  expect(starts.add('web', 1)).toBe(isAllowed);
});
