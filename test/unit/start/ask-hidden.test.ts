// Is the line of `stratus host add` kept from whoever looks at the terminal, and from every log and history?

import { spawn, spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const program = join(dirname(dirname(dirname(import.meta.dirname))), 'start/join.mjs');
const secretLine = `stratus-join:no-address:8780:${'t'.repeat(43)}:${'f'.repeat(43)}`;
const noTerminals = spawnSync('script', ['--version']).status !== 0;
if (noTerminals) process.stderr.write('skipped: `script` is missing, which makes a terminal\n');

/** Runs `join -` and gives it the line; what is to be seen, and the exit code. */
function joins(command: readonly string[], prompted: RegExp | null) {
  return new Promise<{ code: number | null; seen: string }>((resolve, reject) => {
    const [file = '', ...args] = command;
    const child = spawn(file, args, { env: { ...process.env, TERM: 'xterm' } });
    let seen = '';
    let isGiven = prompted === null;
    const take = (bytes: Buffer): void => {
      seen += bytes.toString();
      if (isGiven || !prompted?.test(seen)) return;
      isGiven = true;
      child.stdin.write(`${secretLine}\r`);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, seen }));
    if (prompted === null) child.stdin.end(`${secretLine}\n`);
  });
}

test.skipIf(noTerminals)('on a terminal it is asked for, and not shown', async () => {
  const command = `${process.execPath} ${program} -`;
  const { code, seen } = await joins(['script', '-qec', command, '/dev/null'], /not shown\): /);
  expect(seen).toContain('this is not the line of `stratus host add`');
  expect(seen).not.toContain('ttttt');
  expect(code).toBe(2);
});

test('from a pipe it is read, and not shown', async () => {
  const { code, seen } = await joins([process.execPath, program, '-'], null);
  expect(seen).toContain('this is not the line of `stratus host add`');
  expect(seen).not.toContain('ttttt');
  expect(code).toBe(2);
});
