import { expect, test } from 'vitest';
import { purity } from '../../tidy/purity.ts';

test.each([
  ['a builtin', `import { readFileSync } from 'node:fs';`, 'node:fs'],
  ['a package', `import { pino } from 'pino';`, 'pino'],
  ['an impure file', `import { sleep } from '../../shared/time/clock.ts';`, 'clock.ts'],
  ['the clock', `const now = Date.now();`, 'Date.now'],
  ['a date', `const text = new Date(0).toISOString();`, 'Date'],
  ['chance', `const x = Math.random();`, 'Math.random'],
  ['the environment', `const x = process.env['HOME'];`, 'process.env'],
  ['a timer', `setTimeout(f, 1);`, 'setTimeout'],
  ['a promise', `declare const x: Promise<void>;`, 'Promise'],
  ['async', `export async function f(): void {}`, 'never waits'],
  ['a global by its long name', `globalThis.setTimeout(f, 1);`, 'setTimeout'],
])('a pure file with %s is reported', (_what, line, message) => {
  const file = { path: 'scheduler/placement/place.ts', text: `// head\n${line}` };
  expect(purity(file)).toContainEqual(
    expect.objectContaining({ line: 2, message: expect.stringContaining(message) as string }),
  );
});

test.each([
  ['pure files', `import { sha256 } from '../../shared/base/digest.ts';`],
  ['types', `import type { Clock } from '../../shared/time/clock.ts';`],
  ['a package that only computes', `import ipaddr from 'ipaddr.js';`],
  ['a property named like a global', `const x = { process: 1 }.process; f.Date;`],
  ['a field named like a global', `interface X { readonly process: string }`],
  ['other mathematics', `const x = Math.max(1, 2);`],
])('a pure file may use %s', (_what, text) => {
  expect(purity({ path: 'scheduler/placement/place.ts', text })).toEqual([]);
});

test('a file that acts may do all of that', () => {
  const text = `import 'node:fs'; export async function f() { await g(process.env); }`;
  expect(purity({ path: 'agent/steps/start.ts', text })).toEqual([]);
});

test('the digest may take the hash of node:crypto and nothing else of it', () => {
  const path = 'shared/base/digest.ts';
  expect(purity({ path, text: `import { createHash } from 'node:crypto';` })).toEqual([]);
  expect(purity({ path, text: `import { randomBytes } from 'node:crypto';` })).toHaveLength(1);
});
