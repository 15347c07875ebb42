// The parts of the appliance's recipe that are plain code: the archive, the partition table, the order of modules.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cpioOf } from '../../../appliances/small/cpio.mjs';
import { partitionTable } from '../../../appliances/small/disk.mjs';
import { modulesInOrder } from '../../../appliances/small/modules.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stratus-small-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const aModule = (name: string, depends: string): void => {
  mkdirSync(join(folder, 'kernel'), { recursive: true });
  writeFileSync(join(folder, 'kernel', `${name}.ko`), `ELF\0depends=${depends}\0name=${name}\0`);
};

test('modules come after what they need, each once, those not found left out', () => {
  aModule('virtio_blk', 'virtio_ring,virtio');
  aModule('virtio_ring', 'virtio');
  aModule('virtio', '');
  const order = modulesInOrder(folder, undefined, ['virtio_blk', 'built_in', 'virtio']);
  expect(order.map(({ name }) => name)).toEqual(['virtio', 'virtio_ring', 'virtio_blk']);
});

test('modules that need each other do not loop for ever', () => {
  aModule('a', 'b');
  aModule('b', 'a');
  expect(modulesInOrder(folder, undefined, ['a']).map(({ name }) => name)).toContain('a');
});

test('the same folder gives the same archive, and it lists every entry', () => {
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/tool'), 'content');
  symlinkSync('tool', join(folder, 'bin/other'));
  const archive = cpioOf(folder);
  expect(archive.equals(cpioOf(folder))).toBe(true);
  expect(archive.subarray(0, 6).toString()).toBe('070701');
  for (const name of ['bin\0', 'bin/tool\0', 'bin/other\0', 'TRAILER!!!\0']) {
    expect(archive.includes(name)).toBe(true);
  }
  expect(archive.length % 4).toBe(0);
});

test('the partition table ends with its mark and has the partitions where they were put', () => {
  const table = partitionTable([{ start: 2048, sectors: 100, type: 0x0c, flag: 0x80 }]);
  expect(table.length + 440).toBe(512);
  expect(table.readUInt16LE(70)).toBe(0xaa55);
  expect([table[6], table[10], table.readUInt32LE(14), table.readUInt32LE(18)]).toEqual([
    0x80, 0x0c, 2048, 100,
  ]);
});

test('the scripts of the guest are correct shell', () => {
  const small = join(import.meta.dirname, '../../../appliances/small');
  for (const script of ['initramfs/init', 'root/sbin/boot', 'root/sbin/context']) {
    execFileSync('sh', ['-n', join(small, script)]);
  }
});
