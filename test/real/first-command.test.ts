// Does the first command keep its promise? The whole of `npm start -- --once` runs as a user would run it, then
// `npm run clean` takes everything away, and nothing of it is left; the whole machine is compared in test/long/nothing-left.test.ts.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { TEST_STATE } from '../../start/test/test-state.mjs';
import { tracesOf } from '../support/traces-of.ts';

const run = promisify(execFile);
const checkout = dirname(dirname(import.meta.dirname));
const possible = process.getuid?.() === 0 && existsSync('/dev/net/tun');
if (!possible) console.log('skipped: the first command needs root and /dev/net/tun');

describe.skipIf(!possible)('the first command', () => {
  const state = join(dirname(TEST_STATE), 'test-once');
  const command = (name: string, ...more: string[]) =>
    run(process.execPath, [join(checkout, 'start', name), '--state', state, '--yes', ...more], {
      timeout: 280_000,
      maxBuffer: 16 * 1024 * 1024,
    });
  afterAll(async () => {
    if (existsSync(state)) await command('clean.mjs');
  });

  test('runs a machine, shows it, and takes it away again', async () => {
    const { stdout } = await command('start.mjs', '--once');
    expect(stdout).toMatch(/Linux one-1 .* x86_64 GNU\/Linux/);
    expect(stdout).toContain('"name": "root.qcow2"');
    expect(stdout).toContain('nothing runs any more');
    expect(tracesOf(state)).toEqual([`folder ${state}`]);
  });

  test('is undone by clean', async () => {
    const { stdout } = await command('clean.mjs');
    expect(stdout).toContain(`remove   ${state} and all in it`);
    expect(tracesOf(state)).toEqual([]);
  });
});
