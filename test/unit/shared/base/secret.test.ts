import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { secret } from '../../../../shared/base/secret.ts';

test('a secret shows itself only by reveal', () => {
  const hidden = secret('SU-the-seed');
  const shown = [
    String(hidden),
    `${hidden.toString()}`,
    JSON.stringify({ hidden }),
    inspect(hidden),
    inspect({ deep: { hidden } }, { depth: 5, showHidden: true }),
    Object.values(hidden).map(String).join(),
  ];
  for (const text of shown) expect(text).not.toContain('SU-the-seed');
  expect(JSON.stringify({ hidden })).toBe('{"hidden":"***"}');
  expect(hidden.reveal()).toBe('SU-the-seed');
});
