import { expect, test } from 'vitest';
import { citations, indexedDecisions } from '../../tidy/citations.ts';

const there = [
  { path: 'docs/decisions/0004-subjects.md', text: '' },
  { path: 'shared/bus/subjects.ts', text: '' },
];

test.each([
  ['docs/architecture.md', 'see [that](decisions/0005-gone.md)'],
  ['docs/architecture.md', 'as in `shared/bus/gone.ts`'],
  ['agent/x.ts', '// as in shared/bus/gone.ts'],
  ['agent/x.ts', '// so decided (decisions 5)'],
])('%s: %s points at nothing', (path, line) => {
  const file = { path, text: `head\n${line}` };
  expect(citations([...there, file])).toMatchObject([{ path, line: 2 }]);
});

test.each([
  ['docs/architecture.md', '[that](decisions/0004-subjects.md#why), [folder](decisions/)'],
  ['docs/architecture.md', '[elsewhere](https://example.org/x.md)'],
  ['docs/architecture.md', '`shared/bus/subjects.ts`'],
  ['agent/x.ts', '// so decided (decisions 4), spelled in shared/bus/subjects.ts'],
  ['agent/x.ts', `import { x } from '../shared/bus/gone.ts';`],
])('%s: %s points at something', (path, text) => {
  expect(citations([...there, { path, text }])).toEqual([]);
});

test('a decision that the index does not list is reported', () => {
  const index = { path: 'docs/decisions/README.md', text: '[x](0003-x.md)' };
  expect(indexedDecisions([...there, index])).toMatchObject([
    { path: 'docs/decisions/0004-subjects.md' },
  ]);
});
