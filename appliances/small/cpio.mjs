// How is a folder written as the initramfs the kernel reads ("newc" cpio)? By ourselves, because then owner, time
// and order are fixed and the same parts give the same bytes.

import { lstatSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

const hex = (number) => number.toString(16).padStart(8, '0');
const padded = (bytes) => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);

function record(inode, path, mode, content) {
  const name = Buffer.from(`${path}\0`);
  const fields = [inode, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length, 0];
  const header = Buffer.from(`070701${fields.map(hex).join('')}`);
  return Buffer.concat([padded(Buffer.concat([header, name])), padded(content)]);
}

function contentOf(path, stat) {
  if (stat.isSymbolicLink()) return Buffer.from(readlinkSync(path));
  return stat.isFile() ? readFileSync(path) : Buffer.alloc(0);
}

/**
 * @param {string} folder its folders, files and symbolic links are written, all owned by root
 * @returns {Buffer} the archive, uncompressed
 */
export function cpioOf(folder) {
  const records = [];
  const visit = (relative) => {
    const path = join(folder, relative);
    const stat = lstatSync(path);
    records.push(record(records.length + 1, relative || '.', stat.mode, contentOf(path, stat)));
    if (!stat.isDirectory()) return;
    for (const name of readdirSync(path).sort()) visit(relative ? `${relative}/${name}` : name);
  };
  visit('');
  records.push(record(0, 'TRAILER!!!', 0, Buffer.alloc(0)));
  return Buffer.concat(records);
}
