import { expect, test } from 'vitest';
import { foreignPlaces } from '../../tidy/foreign-places.ts';

// Put together from pieces, so that this file itself stays free of what the rule looks for.
const slash = '/';
test.each([
  ["somebody's home", `cd ${slash}home/ann/stratus`],
  ['a folder of one machine', `see '${slash}workspace/x'`],
  ['a registry', `https:${slash}/registry.example.org/package`],
  ['a lock file with a registry', `"${'resolved'}": "https://example.org/x.tgz"`],
  ['a page from elsewhere', `// see design${'.'}md part 3`],
])('%s is reported', (_what, line) => {
  const file = { path: 'docs/x.md', text: `head\n${line}\n` };
  expect(foreignPlaces(file)).toMatchObject([{ line: 2 }]);
});

test.each([
  ['a state folder', '/var/lib/stratus/local'],
  ['a folder of the repository', 'shared/bus/bus.ts'],
  ['the home of whoever runs it', '$HOME/.ssh/id_ed25519'],
  ['an image', 'https://images.example.org/base.qcow2'],
])('%s is fine', (_what, text) => {
  expect(foreignPlaces({ path: 'docs/x.md', text })).toEqual([]);
});

test('what is not text is not read', () => {
  const file = { path: 'test/golden/x.bin', text: `\0 ${slash}home/ann/x` };
  expect(foreignPlaces(file)).toEqual([]);
});
