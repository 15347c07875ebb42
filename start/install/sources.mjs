// Is dist/ made from the sources as they are now? A digest of every source file is kept beside the result.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const SOURCE_FOLDERS = ['shared', 'scheduler', 'agent', 'api', 'cli', 'subscribe', 'proto/gen'];
const SETTINGS = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json', 'start/build.mjs'];

/** @param {string} built dist/, or what is to become it */
export const stampIn = (built) => join(built, '.sources');
const stampFile = (checkout) => stampIn(join(checkout, 'dist'));

/** @returns {string} digest of everything dist/ is made from */
export function sourcesDigest(checkout) {
  const hash = createHash('sha256');
  const files = SOURCE_FOLDERS.flatMap((folder) =>
    existsSync(join(checkout, folder))
      ? readdirSync(join(checkout, folder), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
      : [],
  );
  const settings = SETTINGS.map((file) => join(checkout, file)).filter(existsSync);
  for (const file of [...files, ...settings].sort()) {
    hash.update(`\0${file.slice(checkout.length)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

export function isBuilt(checkout) {
  const stamp = stampFile(checkout);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourcesDigest(checkout);
}
