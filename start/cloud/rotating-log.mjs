// How is what a part says kept without filling the disk? In a file that is renamed when it is full; three are kept. On a
// disk that others have filled it is lost: nobody who keeps a part running ends for that.

import { existsSync, fstatSync, openSync, closeSync, renameSync, writeSync } from 'node:fs';

const LIMIT_BYTES = 5 * 1024 * 1024;
const KEPT = 3;

/** @returns {{write: (bytes: Buffer | string) => void, close: () => void}} */
export function openRotatingLog(path, limitBytes = LIMIT_BYTES) {
  let file = openSync(path, 'a', 0o600);
  let size = fstatSync(file).size;
  const rotate = () => {
    if (file !== null) closeSync(file);
    for (let number = KEPT - 1; number >= 1; number -= 1) {
      if (existsSync(`${path}.${number}`)) renameSync(`${path}.${number}`, `${path}.${number + 1}`);
    }
    if (existsSync(path)) renameSync(path, `${path}.1`);
    file = null;
    file = openSync(path, 'a', 0o600);
    size = 0;
  };
  return {
    write(bytes) {
      try {
        if (file === null || (size > 0 && size + bytes.length > limitBytes)) rotate();
        size += writeSync(file, bytes);
      } catch (error) {
        if (!['ENOSPC', 'EDQUOT', 'EIO'].includes(error.code)) throw error;
      }
    },
    close: () => file !== null && closeSync(file),
  };
}
