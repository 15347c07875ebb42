import { expect, test } from 'vitest';
import { names } from '../../tidy/names.ts';

test.each([
  ['agent/diskFiles.ts'],
  ['agent/disk_files.ts'],
  ['agent/Disks/files.ts'],
  ['shared/base/utils.ts'],
  ['shared/helpers/text.ts'],
  ['agent/lease-manager.ts'],
  ['test/support/common.ts'],
])('the file name %s is reported', (path) => {
  expect(names({ path, text: '' })).toHaveLength(1);
});

test.each([['agent/main.ts'], ['shared/net/ipv4.ts'], ['test/unit/x.test.ts'], ['.ci/run.mjs']])(
  'the file name %s is fine',
  (path) => {
    expect(names({ path, text: '' })).toEqual([]);
  },
);

test.each([
  [`export default function start() {}`],
  [`export default 1;`],
  [`function _hidden() {}`],
  [`const _cache = 1;`],
  [`class X { _field = 1; }`],
  [`interface IMachine {}`],
])('reported: %s', (line) => {
  expect(names({ path: 'agent/x.ts', text: `// head\n${line}` })).toMatchObject([{ line: 2 }]);
});

test.each([[`interface Image {}`], [`interface IPv4 {}`], [`const f = (_unused: number) => 1;`]])(
  'fine: %s',
  (text) => {
    expect(names({ path: 'agent/x.ts', text })).toEqual([]);
  },
);

test('tools ask for a default export in their configuration', () => {
  expect(names({ path: 'vitest.config.ts', text: 'export default {};' })).toEqual([]);
});
