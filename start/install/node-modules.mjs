// Is node_modules what package-lock.json says? npm leaves a lock file of what it installed, at the end; if both agree, and
// what is named there is there, `npm ci` is not needed again. One that was cut short left no such file, or not our links.

import { existsSync, readFileSync } from 'node:fs';
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
  if (wanted === null || installed === null || !locksAgree(wanted, installed)) return false;
  const folders = Object.keys(installed).map((name) => join(checkout, name, 'package.json'));
  // Our own commands are linked last of all (command-link.mjs).
  return [...folders, join(checkout, 'node_modules/.bin/stratus')].every((path) =>
    existsSync(path),
  );
}
