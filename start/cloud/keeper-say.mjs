// How does a keeper say what it sees? Into the file that it was given, on the disk of the cloud. When that is full, what is said
// is lost, and the keeper goes on: it is the one who starts the log's server again afterwards.

import { writeSync } from 'node:fs';

const LOST = ['ENOSPC', 'EDQUOT', 'EIO'];

/** @param {string} line @param {number} file its number; 2: where this process says what goes wrong */
export function say(line, file = 2) {
  try {
    writeSync(file, `${new Date().toISOString()} ${line}\n`);
  } catch (error) {
    if (!LOST.includes(error.code)) throw error;
  }
}
