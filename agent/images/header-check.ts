/**
 * Is the file what it says it is, and nothing more? Looked at in its first 64 KiB before any tool opens it: QEMU's tools
 * follow every reference that an image makes, and a guest's owner would read the host's files with them.
 */
import { ok, refused } from '../../shared/base/result.ts';
import type { Result } from '../../shared/base/result.ts';
import type { ImageFormat } from '../../shared/model/machine-record.ts';
import { checkQcow2 } from './qcow2-header.ts';

/** How many bytes of the beginning the check wants; fewer only when the file is shorter. */
export const headerBytes = 64 * 1024;

export interface HeaderFault {
  readonly message: string;
  readonly whatToDo: string;
}

/**
 * The size in bytes of the disk inside, or what is wrong. `fileBytes` is `Infinity` while the end has not been seen: then
 * only what the beginning tells is checked. `virtualBytesMax` bounds the disk.
 */
export function checkHeader(
  head: Uint8Array,
  fileBytes: number,
  format: ImageFormat,
  virtualBytesMax: number,
): Result<number, HeaderFault> {
  const checked = format === 'qcow2' ? checkQcow2Only(head, fileBytes) : checkRaw(head, fileBytes);
  if (checked.ok && checked.value > virtualBytesMax && checked.value !== Infinity)
    return refused({
      message: `the disk in the image has ${checked.value} bytes, more than the ${virtualBytesMax} allowed`,
      whatToDo: 'Use a smaller image, or have the administrator raise the limit.',
    });
  return checked;
}

function checkQcow2Only(head: Uint8Array, fileBytes: number): Result<number, HeaderFault> {
  const other = formatOf(head);
  if (other !== 'qcow2')
    return refused({
      message: `declared qcow2, but it begins like ${other ?? 'a raw disk'}`,
      whatToDo:
        'Correct the format in the image’s entry, or convert it: qemu-img convert -O qcow2.',
    });
  if (startsWith(head, isoMark, isoMarkAt))
    return refused({
      message: 'it is a qcow2 image and an ISO 9660 medium at once',
      whatToDo: 'Write the image anew: qemu-img convert -O qcow2.',
    });
  return checkQcow2(head, fileBytes);
}

function checkRaw(head: Uint8Array, fileBytes: number): Result<number, HeaderFault> {
  const other = formatOf(head);
  if (other !== null)
    return refused({
      message: `declared raw, but it begins like ${other}`,
      whatToDo: compressed.has(other)
        ? `Name the compression in the image’s entry (gz), or give the unpacked file.`
        : 'Correct the format in the image’s entry, or convert it: qemu-img convert -O raw.',
    });
  if (fileBytes === 0)
    return refused({ message: 'the file is empty', whatToDo: 'Give an image with a disk in it.' });
  return ok(Math.ceil(fileBytes / 512) * 512);
}

type Signature = readonly [format: string, bytes: readonly number[], offset: number];

const text = (value: string): number[] => [...value].map((letter) => letter.charCodeAt(0));

/** What QEMU or a person would take the file for, by the bytes at an offset. */
const signatures: readonly Signature[] = [
  ['qcow2', [...text('QFI'), 0xfb], 0],
  ['QED', [...text('QED'), 0], 0],
  ['VMDK', text('KDMV'), 0],
  ['VMDK', text('COWD'), 0],
  ['VMDK', text('# Disk DescriptorFile'), 0],
  ['VHD', text('conectix'), 0],
  ['VHDX', text('vhdxfile'), 0],
  ['VDI', [0x7f, 0x10, 0xda, 0xbe], 0x40],
  ['LUKS', [...text('LUKS'), 0xba, 0xbe], 0],
  ['Parallels', text('WithoutFreeSpace'), 0],
  ['Parallels', text('WithouFreSpacExt'), 0],
  ['Bochs', text('Bochs Virtual HD Image'), 0],
  ['cloop', text('#!/bin/sh\n#V2.0 Format'), 0],
  ['gzip', [0x1f, 0x8b, 0x08], 0],
  ['bzip2', text('BZh'), 0],
  ['xz', [0xfd, ...text('7zXZ'), 0], 0],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd], 0],
  ['zip', [...text('PK'), 3, 4], 0],
];

const compressed: ReadonlySet<string> = new Set(['gzip', 'bzip2', 'xz', 'zstd', 'zip']);

const isoMark = text('CD001');
/** The first volume descriptor stands in sector 16 of 2048 bytes, its mark after one byte (ECMA-119, 8.1). */
const isoMarkAt = 16 * 2048 + 1;

function formatOf(head: Uint8Array): string | null {
  return signatures.find(([, bytes, offset]) => startsWith(head, bytes, offset))?.[0] ?? null;
}

function startsWith(head: Uint8Array, bytes: readonly number[], offset: number): boolean {
  return bytes.every((byte, i) => head[offset + i] === byte);
}
