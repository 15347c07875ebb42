import { expect, test } from 'vitest';
import { decidedDependencies, declaredDependencies } from '../../tidy/dependencies.ts';

const packageFile = {
  path: 'package.json',
  text: `{\n"dependencies": { "pino": "1" },\n"devDependencies": { "@a/tool": "1" }\n}`,
};

test('a dependency without a page is reported', () => {
  const page = { path: 'docs/decisions/0001-log.md', text: 'We write records with `pino`.' };
  expect(decidedDependencies([packageFile, page])).toMatchObject([
    { path: 'package.json', line: 3, message: expect.stringContaining('@a/tool') as string },
  ]);
});

test.each([
  ['agent/x.ts', 'pino', 0],
  ['agent/x.ts', 'node:fs', 0],
  ['agent/x.ts', './y.ts', 0],
  ['agent/x.ts', '@a/tool', 1],
  ['test/unit/x.test.ts', '@a/tool/deep', 0],
  ['test/unit/x.test.ts', 'left-pad', 1],
])('%s importing %s: %i violations', (path, specifier, count) => {
  const file = { path, text: `import { x } from '${specifier}';` };
  expect(declaredDependencies([packageFile, file])).toHaveLength(count);
});
