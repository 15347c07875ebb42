import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GuardUnreadable, openFileGuards } from '../../../../agent/guards/file-guards.ts';
import { aGuard, cloudId, hostId, machineIdOf } from '../../../support/a-guard.ts';

let storage = '';
beforeEach(async () => {
  storage = await mkdtemp(join(tmpdir(), 'guards-'));
});
afterEach(() => rm(storage, { recursive: true }));

const memory = {
  ...{ cloudId, hostId, position: null, term: 1, hypervisorUuid: machineIdOf(0) },
  storageId: '7'.repeat(32),
};
const [one, two] = [1, 2].map((n) => aGuard({}, { machineId: machineIdOf(n) })) as [
  ReturnType<typeof aGuard>,
  ReturnType<typeof aGuard>,
];

describe('guards on disk', () => {
  test('a new host has none', async () => {
    expect(await openFileGuards(storage).load()).toEqual({ memory: null, guards: [] });
  });

  test('are there for the next agent, for nobody else to read', async () => {
    const guards = openFileGuards(storage);
    await guards.load();
    await guards.writeMemory(memory);
    await guards.write(one);
    await guards.write({ ...one, startedGeneration: 1 });
    await guards.write(two);
    await guards.remove(two.order.machineId);
    await guards.remove(two.order.machineId);
    const kept = await openFileGuards(storage).load();
    expect(kept).toEqual({ memory, guards: [{ ...one, startedGeneration: 1 }] });
    const { mode } = await stat(join(storage, 'guards', one.order.machineId));
    expect(mode & 0o777).toBe(0o600);
  });

  test('a file that lost any part of its end is damaged, and is never taken for one with empty fields', async () => {
    const guards = openFileGuards(storage);
    await guards.load();
    await guards.write({ ...one, startedGeneration: 1 });
    const file = join(storage, 'guards', one.order.machineId);
    const whole = await readFile(file);
    for (let length = 0; length < whole.length; length++) {
      await writeFile(file, whole.subarray(0, length));
      await expect(openFileGuards(storage).load()).rejects.toThrow(GuardUnreadable);
    }
  });

  test('after a crash between write and rename there is the old one, whole', async () => {
    const guards = openFileGuards(storage);
    await guards.load();
    await guards.write(one);
    const file = join(storage, 'guards', one.order.machineId);
    await writeFile(`${file}.new`, (await readFile(file)).subarray(0, 20));
    expect((await openFileGuards(storage).load()).guards).toEqual([one]);
    await guards.write({ ...one, startedGeneration: 1 });
    expect(await readdir(join(storage, 'guards'))).toEqual([one.order.machineId]);
  });

  test.each([
    ['empty', () => Buffer.alloc(0)],
    ['truncated', (whole: Buffer) => whole.subarray(0, whole.length - 5)],
    ['of a later release', (whole: Buffer) => Buffer.concat([whole, Buffer.from([0x08, 2])])],
    ['noise', () => Buffer.from('not a guard at all')],
  ])('one that is %s stops the agent, naming the file', async (_what, damage) => {
    const guards = openFileGuards(storage);
    await guards.load();
    for (const [name, write] of [
      [one.order.machineId, () => guards.write(one)],
      ['agent', () => guards.writeMemory(memory)],
    ] as const) {
      await write();
      const file = join(storage, 'guards', name);
      await writeFile(file, damage(await readFile(file)));
      const loaded = openFileGuards(storage).load();
      await expect(loaded).rejects.toMatchObject({ code: 'guardUnreadable' });
      await expect(loaded).rejects.toThrow(file);
      await rm(file);
    }
  });
});
