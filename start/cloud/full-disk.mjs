// Did something fail because the disk is full? Whoever meets it says so in words of his own, or not at all; so after a
// failure the disk itself is asked, and what to do is told beside the failure. And while something is awaited that needs
// room, it is asked again and again, because a part that cannot write may be silent until the wait ends.

import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/** With less than this left nothing of a start goes well. */
const LEAST_BYTES = 8 * 1024 * 1024;
const LEAST_FILES = 16;
const LOOK_MS = 500;

/**
 * @param {{bavail: number, bsize: number, files: number, ffree: number}} disk as statfs tells it; files 0: it counts none
 * @returns {'room' | 'files' | null} what there is no more of; null: it is not full
 */
function whatIsFull({ bavail, bsize, files, ffree }) {
  if (bavail * bsize < LEAST_BYTES) return 'room';
  return files > 0 && ffree < LEAST_FILES ? 'files' : null;
}

/**
 * @param {string} folder
 * @param {{bavail: number, bsize: number, files: number, ffree: number}} disk
 * @returns {string | null} what to do; null: it is not full
 */
export function fullDiskCure(folder, disk) {
  const cure =
    'remove something there, or choose another folder with --state DIR; then type the same again';
  const full = fullDiskText(folder, disk);
  return full && `${full}: ${cure}.`;
}

/** @returns {string | null} the same without what to do */
export function fullDiskText(folder, disk) {
  const full = whatIsFull(disk);
  if (full === 'room') return `The disk of ${folder} is full (look with \`df -h ${folder}\`)`;
  if (full === 'files')
    return `The disk of ${folder} takes no more files (look with \`df -i ${folder}\`)`;
  return null;
}

const nearest = (path) => (existsSync(path) ? path : nearest(dirname(path)));

/** The same for the disk on which a folder is, or would be; never throws. */
export function fullDiskCureFor(folder) {
  try {
    return fullDiskCure(folder, statfsSync(nearest(folder)));
  } catch {
    return null;
  }
}

/**
 * Does work that ends badly as soon as the disk of a folder is full, if it heeds the signal; the reason is then the cure.
 * @template T
 * @param {string} folder
 * @param {(signal: AbortSignal) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function whileThereIsRoom(folder, work) {
  const full = new AbortController();
  const look = () => {
    const cure = fullDiskCureFor(folder);
    if (cure !== null) full.abort(new Error(cure));
  };
  const looking = setInterval(look, LOOK_MS);
  try {
    return await work(full.signal);
  } finally {
    clearInterval(looking);
  }
}
