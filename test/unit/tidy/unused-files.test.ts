import { expect, test } from 'vitest';
import { unusedFiles } from '../../tidy/unused-files.ts';

const importing = (path: string, specifier: string) => ({
  path,
  text: `import { x } from '${specifier}';`,
});
const plain = (path: string) => ({ path, text: 'export const x = 1;' });

test('a file that nobody imports is reported', () => {
  expect(unusedFiles([plain('agent/lost.ts')])).toMatchObject([{ path: 'agent/lost.ts' }]);
});

test('a shipped file that only tests import is reported', () => {
  const files = [
    plain('agent/dead.ts'),
    importing('test/unit/dead.test.ts', '../../agent/dead.ts'),
  ];
  expect(unusedFiles(files)).toMatchObject([{ path: 'agent/dead.ts' }]);
});

test('a shipped file that shipped code imports is used', () => {
  expect(unusedFiles([importing('agent/main.ts', './x.ts'), plain('agent/x.ts')])).toEqual([]);
});

test('what forgets everything, and what supports tests, is used by tests', () => {
  const files = [
    plain('shared/log/memory-log.ts'),
    importing('test/support/x.ts', '../../shared/log/memory-log.ts'),
    importing('test/unit/x.test.ts', '../support/x.ts'),
  ];
  expect(unusedFiles(files)).toEqual([]);
});

test.each([
  [`join(import.meta.dirname, 'keeper.mjs')`],
  [`join(import.meta.dirname, '..', 'start', 'keeper.mjs')`],
  [`new URL('./keeper.mjs', import.meta.url)`],
])('a file that is started by its place is used: %s', (text) => {
  expect(unusedFiles([{ path: 'start/start.mjs', text }, plain('start/keeper.mjs')])).toEqual([]);
});

test('entry points are started, not imported', () => {
  const files = ['start/start.mjs', 'proto/generate.mjs', 'api/main.ts', 'eslint.config.mjs'];
  expect(unusedFiles(files.map(plain))).toEqual([]);
  expect(unusedFiles([plain('start/plan.mjs')])).toHaveLength(1);
});
