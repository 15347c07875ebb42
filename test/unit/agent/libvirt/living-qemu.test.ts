import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { domainType } from '../../../../agent/libvirt/domain-type.ts';
import { livingQemu } from '../../../../agent/libvirt/living-qemu.ts';
import { aClock } from '../../../support/a-clock.ts';
import { machineIdOf } from '../../../support/a-guard.ts';

const uuid = machineIdOf(1);

test.each<[string, readonly string[], boolean]>([
  ['a QEMU of it', ['/usr/bin/qemu-system-x86_64', '-name', 'x', '-uuid', uuid], true],
  ['a QEMU of another', ['/usr/bin/qemu-system-x86_64', '-uuid', machineIdOf(2)], false],
  ['a QEMU that only mentions it', ['/usr/bin/qemu-system-x86_64', '-name', uuid], false],
  ['an editor of its log', ['vi', '-uuid', uuid], false],
  ['a kernel thread', [], false],
])('%s among the processes: %s: %s', async (_what, words, lives) => {
  const proc = await mkdtemp(join(tmpdir(), 'proc-'));
  await mkdir(join(proc, '42'));
  await mkdir(join(proc, 'sys'));
  await mkdir(join(proc, '43'));
  await writeFile(join(proc, '42', 'cmdline'), words.map((word) => `${word}\0`).join(''));
  expect(await livingQemu(proc).has(uuid)).toBe(lives);
  await rm(proc, { recursive: true });
});

test.each(['kvm', 'qemu'] as const)(
  'a domain type that is asked for is taken: %s',
  async (wanted) => {
    const options = { wanted, proof: null, cacheFile: '/nowhere', clock: aClock() };
    expect(await domainType({ ...options, signal: new AbortController().signal })).toBe(wanted);
  },
);

test('without a proof of KVM it is not used', async () => {
  const options = { wanted: 'auto', proof: null, cacheFile: '/nowhere', clock: aClock() } as const;
  expect(await domainType({ ...options, signal: new AbortController().signal })).toBe('qemu');
});
