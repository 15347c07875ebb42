import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { arpProbe, noProbe } from '../../../../agent/network/arp-probe.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'arp-'));
});
afterEach(() => rm(folder, { recursive: true }));

const signal = new AbortController().signal;

/** A program in the place of busybox that ends with this code and notes what it was asked. */
async function ending(code: number): Promise<string> {
  const program = join(folder, 'busybox');
  await writeFile(program, `#!/bin/sh\necho "$@" > ${folder}/asked\nexit ${code}\n`);
  await chmod(program, 0o700);
  return program;
}

test.each([
  ['nobody answered', 0, false],
  ['somebody answered', 1, true],
])('%s', async (_what, code, inUse) => {
  expect(await arpProbe('br0', await ending(code)).inUse(0x0a4d0905, signal)).toBe(inUse);
  expect(await readFile(join(folder, 'asked'), 'utf8')).toBe(
    'arping -D -q -c 2 -w 2 -I br0 10.77.9.5\n',
  );
});

test('a network that cannot be asked says nothing about the address', async () => {
  for (const program of [await ending(2), join(folder, 'missing')])
    await expect(arpProbe('br0', program).inUse(1, signal)).rejects.toMatchObject({
      code: 'probeFailed',
    });
});

test('a probe that is aborted ends with the reason', async () => {
  const why = new Error('a newer order');
  const probe = arpProbe('br0', await ending(0)).inUse(1, AbortSignal.abort(why));
  await expect(probe).rejects.toBe(why);
});

test('where nothing can be asked every address is free', async () => {
  expect(await noProbe.inUse(1, signal)).toBe(false);
});
