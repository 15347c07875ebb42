// Does a build leave whole what others run from, until it is done, and when it fails?

import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildSources } from '../../../start/build.mjs';
import { isBuilt } from '../../../start/install/sources.mjs';

let checkout: string;
const write = (path: string, content: string): void => {
  mkdirSync(dirname(join(checkout, path)), { recursive: true });
  writeFileSync(join(checkout, path), content);
};
const read = (path: string): string => readFileSync(join(checkout, path), 'utf8');
const besides = (): string[] => readdirSync(checkout).filter((name) => name.startsWith('dist.'));

/** In place of tsc: does to the folder it is told of what the test says. */
const compiler = (work: string): string => `
  const { writeFileSync, existsSync, readFileSync } = require('node:fs');
  const out = process.argv[process.argv.indexOf('--outDir') + 1];
  ${work}
`;

/** In place of esbuild: the file it is to make tells what of. */
const bundler = `#!/usr/bin/env node
  const { mkdirSync, writeFileSync } = require('node:fs');
  const { dirname, relative } = require('node:path');
  const out = process.argv.find((word) => word.startsWith('--outfile=')).slice('--outfile='.length);
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, 'one file of ' + relative(dirname(out), process.argv[2]));
`;

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'stratus-build-'));
  write('node_modules/esbuild/bin/esbuild', bundler);
  chmodSync(join(checkout, 'node_modules/esbuild/bin/esbuild'), 0o755);
  write('api/page/page.js', 'the page');
  write('shared/one.ts', 'a source');
  write('node_modules/typescript/bin/tsc', compiler(`writeFileSync(out + '/main.js', 'first');`));
});
afterEach(() => rmSync(checkout, { recursive: true, force: true }));

test('what is there stays whole until all of the new is there', async () => {
  await buildSources(checkout);
  expect([read('dist/main.js'), read('dist/api/page/page.js')]).toEqual(['first', 'the page']);
  expect(read('dist/agent/agent.cjs')).toBe('one file of main.js');
  expect(isBuilt(checkout)).toBe(true);
  write('shared/one.ts', 'another source');
  expect(isBuilt(checkout)).toBe(false);
  const seen = `writeFileSync(out + '/main.js', 'after ' + readFileSync('dist/main.js', 'utf8'));`;
  write('node_modules/typescript/bin/tsc', compiler(seen));
  await buildSources(checkout);
  expect(read('dist/main.js')).toBe('after first');
  expect([isBuilt(checkout), besides()]).toEqual([true, []]);
});

test('a build that fails leaves the old one, and nothing beside it', async () => {
  await buildSources(checkout);
  write('shared/one.ts', 'a source with an error');
  const failing = `writeFileSync(out + '/main.js', 'half'); console.log('one.ts: an error'); process.exit(1);`;
  write('node_modules/typescript/bin/tsc', compiler(failing));
  await expect(buildSources(checkout)).rejects.toThrow('one.ts: an error');
  expect(read('dist/main.js')).toBe('first');
  expect([isBuilt(checkout), besides()]).toEqual([false, []]);
});

test('what a build left that was cut short goes with the next one; that of a living process stays', async () => {
  mkdirSync(join(checkout, 'dist.new-4194999')); // above the highest number a process can have
  mkdirSync(join(checkout, `dist.new-${process.ppid}`));
  await buildSources(checkout);
  expect(besides()).toEqual([`dist.new-${process.ppid}`]);
  expect(existsSync(join(checkout, 'dist/main.js'))).toBe(true);
});
