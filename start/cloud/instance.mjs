// Is this folder ours to use? A cloud's folder says which checkout made it; a folder of another checkout, or one with
// foreign files, is refused before anything is written.

import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { isAlive, remember } from '../../lab/processes.mjs';
import { note } from './journal.mjs';

export class NotOurs extends Error {}

/** Writes a file whole or not at all. */
export function writeWhole(path, content, mode = 0o600) {
  writeFileSync(`${path}.new`, content, { mode });
  renameSync(`${path}.new`, path);
}

export const readJson = (path) =>
  existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;

const markerFile = (state) => join(state, 'instance.json');
const settingsFile = (state) => join(state, 'settings.json');

/**
 * @param {{marker: {checkout: string} | null, entries: string[], checkout: string, state: string}} found
 * @returns {string | null} why the folder cannot be used; null when it can
 */
export function objectionTo({ marker, entries, checkout, state }) {
  if (marker === null && entries.length > 0) {
    return `${state} has files that are not from Stratus; choose another folder with --state DIR`;
  }
  if (marker !== null && marker.checkout !== checkout) {
    return (
      `the cloud in ${state} belongs to the checkout ${marker.checkout}.\n` +
      `Go on there, remove it there (npm run clean), or make another one here: npm start -- --instance NAME`
    );
  }
  return null;
}

/** @throws {NotOurs} */
export function checkInstance(state, checkout) {
  const entries = existsSync(state) ? readdirSync(state) : [];
  const objection = objectionTo({ marker: readJson(markerFile(state)), entries, checkout, state });
  if (objection !== null) throw new NotOurs(objection);
}

/** Makes the folder of a cloud, or finds it. */
export function openInstance({ state, instance, checkout }) {
  checkInstance(state, checkout);
  if (existsSync(markerFile(state))) return;
  mkdirSync(state, { recursive: true, mode: 0o700 });
  writeWhole(markerFile(state), `${JSON.stringify({ format: 1, instance, checkout })}\n`);
  note(state, { kind: 'folder', path: state });
}

/** @returns {object | null} what the first start of this cloud chose: ids, range, interface, ports */
export const readSettings = (state) => readJson(settingsFile(state));
export const writeSettings = (state, settings) =>
  writeWhole(settingsFile(state), `${JSON.stringify(settings, null, 2)}\n`);

/**
 * Holds the folder for one start or stop at a time. On a full disk nobody holds it: a stop, or a clean, is what makes room.
 * @returns {() => void} lets it go
 */
export function lockInstance(state) {
  const file = join(state, 'busy.json');
  const holder = readJson(file);
  if (holder !== null && isAlive(holder)) {
    throw new NotOurs(
      `another start or stop of this cloud is at work (process ${holder.pid}); wait for it to end`,
    );
  }
  try {
    writeWhole(file, JSON.stringify(remember(process.pid)));
  } catch (error) {
    if (!['ENOSPC', 'EDQUOT'].includes(error.code)) throw error;
    return () => {};
  }
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  return release;
}
