// Is node_modules what package-lock.json says? npm leaves a lock file of what it installed; if both agree, `npm ci` is
// not needed again.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

/** @returns {boolean} every wanted package (optional ones apart) is there in its version, and nothing else is */
export function locksAgree(wanted, installed) {
  const names = Object.keys(wanted).filter((name) => name !== '');
  const missing = names.some((name) => !wanted[name].optional && !installed[name]);
  const differing = Object.keys(installed).some(
    (name) => wanted[name]?.version !== installed[name].version,
  );
  return !missing && !differing;
}

export function nodeModulesInStep(checkout) {
  const wanted = packagesOf(join(checkout, 'package-lock.json'));
  const installed = packagesOf(join(checkout, 'node_modules/.package-lock.json'));
  return wanted !== null && installed !== null && locksAgree(wanted, installed);
}
