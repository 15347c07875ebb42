// Is a node_modules that is half there noticed, so that a start mends it?

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeModulesInStep } from '../../../start/install/node-modules.mjs';

let checkout: string;
const write = (path: string, content: object | string): void => {
  mkdirSync(dirname(join(checkout, path)), { recursive: true });
  writeFileSync(
    join(checkout, path),
    typeof content === 'string' ? content : JSON.stringify(content),
  );
};
const remove = (path: string): void => rmSync(join(checkout, path), { recursive: true });

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'stratus-modules-'));
  const packages = {
    'node_modules/one': { version: '1.0.0' },
    'node_modules/one/node_modules/two': { version: '2.0.0' },
    'node_modules/@scope/three': { version: '3.0.0' },
  };
  write('package-lock.json', { packages: { '': {}, ...packages } });
  for (const name of Object.keys(packages)) write(`${name}/package.json`, '{}');
  write('node_modules/.package-lock.json', { packages });
  write('node_modules/.bin/stratus', '');
});
afterEach(() => rmSync(checkout, { recursive: true, force: true }));

test('a whole one is in step', () => {
  expect(nodeModulesInStep(checkout)).toBe(true);
});

test.each([
  ['nothing of it', 'node_modules'],
  ['what npm writes at the end', 'node_modules/.package-lock.json'],
  ['a package', 'node_modules/@scope/three'],
  ['a package inside of another', 'node_modules/one/node_modules/two'],
  ['the links of our commands', 'node_modules/.bin/stratus'],
])('one without %s is not', (_what, path) => {
  remove(path);
  expect(nodeModulesInStep(checkout)).toBe(false);
});

test('one whose list was cut short is not', () => {
  write('node_modules/.package-lock.json', '{"packages": {"node_modules/o');
  expect(nodeModulesInStep(checkout)).toBe(false);
});
