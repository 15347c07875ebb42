// How does a kernel, an initramfs and a folder become a disk image that boots by itself? A boot record, a small FAT
// partition with syslinux and the kernel, and an ext4 root in which what a user writes survives a halt. Nothing is
// mounted and no loop device is used; times and identifiers are fixed, so equal parts give an equal image.
//
//   | boot record | 1 MiB: FAT, 32 MiB: kernel, initramfs | ext4 "stratus-root": the rest of 128 MiB |

import {
  openSync,
  readFileSync,
  readSync,
  closeSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../lab/run-command.mjs';

const SECTOR_BYTES = 512;
export const IMAGE_BYTES = 128 * 1024 * 1024;
const BOOT = { start: 2048, sectors: 65_536, type: 0x0c, flag: 0x80 };
/** The root partition of a disk of so many bytes. */
const rootOf = (bytes) => ({
  start: BOOT.start + BOOT.sectors,
  sectors: bytes / SECTOR_BYTES - BOOT.start - BOOT.sectors,
  type: 0x83,
  flag: 0,
});
const FIXED_UUID = '73747261-7475-7300-8000-000000000001';
const FIXED_TIME = { SOURCE_DATE_EPOCH: '1700000000', E2FSPROGS_FAKE_TIME: '1700000000' };

/** The 66 bytes at offset 440 of the boot record: disk signature, four partitions, the closing 55 AA. */
export function partitionTable(partitions) {
  const table = Buffer.alloc(72);
  table.writeUInt32LE(0x53545241, 0);
  partitions.forEach((partition, index) => {
    const at = 6 + index * 16;
    table.writeUInt8(partition.flag, at);
    table.write('feffff', at + 1, 'hex'); // no cylinders: read the sector numbers
    table.writeUInt8(partition.type, at + 4);
    table.write('feffff', at + 5, 'hex');
    table.writeUInt32LE(partition.start, at + 8);
    table.writeUInt32LE(partition.sectors, at + 12);
  });
  table.writeUInt16LE(0xaa55, 70);
  return table;
}

function writeAt(image, offset, bytes) {
  const file = openSync(image, 'r+');
  writeSync(file, bytes, 0, bytes.length, offset);
  closeSync(file);
}

async function bootPartition(image, { env, bootFiles, syslinuxFolder }) {
  const offset = BOOT.start * SECTOR_BYTES;
  const at = `${image}@@${offset}`;
  const size = String((BOOT.sectors * SECTOR_BYTES) / 1024);
  await runCommand(
    'mkfs.fat',
    ['-F', '16', '--offset', `${BOOT.start}`, '-i', '53545241', '-n', 'BOOT', image, size],
    { env },
  );
  await runCommand('mcopy', ['-i', at, ...bootFiles, '::'], { env });
  await runCommand('syslinux', ['--install', '--offset', String(offset), image], { env });
  writeAt(image, 0, readFileSync(join(syslinuxFolder, 'mbr/mbr.bin')).subarray(0, 440));
}

async function rootPartition(image, { env, rootFolder, rootLabel }, root) {
  const options = `offset=${root.start * SECTOR_BYTES},hash_seed=${FIXED_UUID}`;
  const label = ['-L', rootLabel, '-U', FIXED_UUID];
  const size = `${(root.sectors * SECTOR_BYTES) / 1024}k`;
  await runCommand(
    'mkfs.ext4',
    ['-q', '-F', ...label, '-E', options, '-d', rootFolder, image, size],
    { env },
  );
}

/**
 * @param {{image: string, bootFiles: string[], rootFolder: string, syslinuxFolder: string,
 *   env: Record<string, string>, bytes?: number, rootLabel?: string}} parts image: where the qcow2 goes; env: a PATH that
 *   has the build tools; bytes: of the whole disk, a multiple of 1 MiB; rootLabel: of the ext4
 */
export async function writeDisk(parts) {
  const { bytes = IMAGE_BYTES, rootLabel = 'stratus-root' } = parts;
  const root = rootOf(bytes);
  const raw = `${parts.image}.raw`;
  const env = { ...parts.env, ...FIXED_TIME, MTOOLS_SKIP_CHECK: '1' };
  writeFileSync(raw, '');
  truncateSync(raw, bytes);
  await bootPartition(raw, { ...parts, env });
  await rootPartition(raw, { ...parts, env, rootLabel }, root);
  writeAt(raw, 440, partitionTable([BOOT, root]));
  await runCommand('qemu-img', ['convert', '-f', 'raw', '-O', 'qcow2', '-c', raw, parts.image]);
  rmSync(raw);
}

/** Is it a qcow2 file at all? A build that was cut short is found by this and made again. */
export function isQcow2(path) {
  const file = openSync(path, 'r');
  const magic = Buffer.alloc(4);
  readSync(file, magic, 0, 4, 0);
  closeSync(file);
  return magic.toString('latin1') === 'QFI\xfb';
}
