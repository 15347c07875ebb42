import { expect, test } from 'vitest';
import { importCycles } from '../../tidy/import-cycles.ts';

const file = (name: string, ...imports: string[]) => ({
  path: `agent/${name}.ts`,
  text: imports.map((other) => `import { x } from './${other}.ts';`).join('\n'),
});

test('a round of imports is reported once, with its way', () => {
  const found = importCycles([file('a', 'b'), file('b', 'c'), file('c', 'a')]);
  expect(found).toMatchObject([{ path: 'agent/c.ts', line: 1, rule: 'import cycle' }]);
  expect(found[0]?.message).toContain('agent/a.ts -> agent/b.ts -> agent/c.ts -> agent/a.ts');
});

test('two ways to one file are no round', () => {
  const files = [file('a', 'b', 'c'), file('b', 'd'), file('c', 'd'), file('d')];
  expect(importCycles(files)).toEqual([]);
});

test('types may point both ways', () => {
  const back = { path: 'agent/b.ts', text: `import type { X } from './a.ts';` };
  expect(importCycles([file('a', 'b'), back])).toEqual([]);
});
