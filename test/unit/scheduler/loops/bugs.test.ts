// Does a bug end the process that has it, with its stack, wherever it is? A leader that hangs, is deaf, or goes on with a
// state that is half changed would be worse than none: whoever supervises it starts it again.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../../..');
const limitMs = 60_000;

function ended(where: string): Promise<{ code: number | null; out: string; err: string }> {
  const script = join(root, 'test/support/broken-process.ts');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', script, where], {
      cwd: root,
      timeout: limitMs,
    });
    const said = { out: '', err: '' };
    child.stdout.on('data', (bytes: Buffer) => (said.out += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => (said.err += bytes.toString()));
    child.once('error', reject);
    child.once('close', (code) => resolve({ ...said, code }));
  });
}

test.each([
  ['deciding', 'leader.ts', /the bug in deciding/],
  ['applying', 'leader.ts', /AssertionFailed/],
  ['committed', 'leader.ts', /the bug after the append/],
  ['listening', 'nats-bus.ts', /the bug in a listener/],
])('a bug in %s ends the process with its stack', async (where, file, message) => {
  const { code, out, err } = await ended(where);
  expect(err).toMatch(message);
  expect(err).toMatch(new RegExp(`\\n +at .*${file.replace('.', '\\.')}`));
  expect([code, out]).toEqual([1, '']);
});
