// Which kernel modules does the guest load, and in which order? What each needs is read from the module file itself
// (its "depends=" note), so neither depmod nor anything of the running system is asked.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Wanted in the guest: its disks, network card, CD-ROM, power button, entropy. Built-in ones are simply not found. */
export const WANTED_MODULES = [
  'virtio_pci',
  'virtio_blk',
  'ext4',
  'virtio_net',
  'ata_piix',
  'ahci',
  'sr_mod',
  'isofs',
  'sd_mod',
  'virtio_scsi',
  'button',
  'evdev',
  'virtio_rng',
  'virtio_balloon',
];

const nameOf = (file) =>
  basename(file)
    .replace(/\.ko(\.xz)?$/, '')
    .replaceAll('-', '_');

/** @returns {Map<string, string>} module name -> file */
export function moduleFiles(modulesFolder) {
  const found = new Map();
  const entries = readdirSync(join(modulesFolder, 'kernel'), { recursive: true });
  for (const entry of entries.sort()) {
    if (/\.ko(\.xz)?$/.test(entry)) found.set(nameOf(entry), join(modulesFolder, 'kernel', entry));
  }
  return found;
}

function dependencies(content) {
  const note = /\0depends=([^\0]*)\0/.exec(content.toString('latin1'));
  return note && note[1] ? note[1].split(',').map((name) => name.replaceAll('-', '_')) : [];
}

/**
 * @param {string} modulesFolder lib/modules/VERSION of an unpacked kernel package
 * @param {(file: string) => Buffer} unpack reads one module file, uncompressing it where it is compressed
 * @returns {Array<{name: string, content: Buffer}>} in an order in which insmod succeeds
 */
export function modulesInOrder(modulesFolder, unpack = readFileSync, wanted = WANTED_MODULES) {
  if (!existsSync(modulesFolder)) throw new Error(`no kernel modules in ${modulesFolder}`);
  const files = moduleFiles(modulesFolder);
  const ordered = new Map();
  const add = (name, depth) => {
    const file = files.get(name);
    if (file === undefined || ordered.has(name) || depth > 16) return;
    const content = unpack(file);
    for (const needed of dependencies(content)) add(needed, depth + 1);
    ordered.set(name, content);
  };
  for (const name of wanted) add(name, 0);
  return [...ordered].map(([name, content]) => ({ name, content }));
}
