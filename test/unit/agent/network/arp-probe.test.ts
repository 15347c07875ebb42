import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { arpProbe, noProbe } from '../../../../agent/network/arp-probe.ts';
import { systemClock } from '../../../../shared/time/system-clock.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'arp-'));
});
afterEach(() => rm(folder, { recursive: true }));

const signal = new AbortController().signal;

/** A program in the place of busybox that notes what it was asked, then does this. */
async function busyboxThat(does: string): Promise<string> {
  const program = join(folder, 'busybox');
  await writeFile(program, `#!/bin/sh\necho "$@" >> ${folder}/asked\n${does}\n`);
  await chmod(program, 0o700);
  return program;
}

const probe = (busybox: string) => arpProbe('br0', busybox, systemClock);

test.each([
  ['nobody answers', 'exit 0', false],
  ['nobody answers for long', 'exec sleep 20', false],
  ['somebody answers', 'exit 1', true],
  [
    'somebody answers a question that a loaded host was long in sending',
    'i=0; while [ $i -lt 400000 ]; do i=$((i + 1)); done; exit 1',
    true,
  ],
  ['somebody answers only when asked again', `[ $(wc -l < asked) = 2 ]; exit $((1 - $?))`, true],
])('%s', async (_what, does, inUse) => {
  const busybox = await busyboxThat(does.replace('asked', join(folder, 'asked')));
  expect(await probe(busybox).inUse(0x0a4d0905, signal)).toBe(inUse);
  const asked = (await readFile(join(folder, 'asked'), 'utf8')).trim().split('\n');
  expect(new Set(asked)).toEqual(new Set(['arping -D -q -c 1 -w 1 -I br0 10.77.9.5']));
});

test('a network that cannot be asked says nothing about the address', async () => {
  const refused = join(folder, 'refused');
  await writeFile(refused, '#!/bin/sh\necho "socket: not permitted" >&2\nexit 1\n');
  await chmod(refused, 0o700);
  for (const program of [await busyboxThat('exit 2'), refused, join(folder, 'missing')])
    await expect(probe(program).inUse(1, signal)).rejects.toMatchObject({ code: 'probeFailed' });
});

test('a probe that is aborted ends with the reason', async () => {
  const why = new Error('a newer order');
  const asking = probe(await busyboxThat('exec sleep 20')).inUse(1, AbortSignal.abort(why));
  await expect(asking).rejects.toBe(why);
});

test('where nothing can be asked every address is free', async () => {
  expect(await noProbe.inUse(1, signal)).toBe(false);
});
