// Is a private host to run, and is it cut off from the others? `npm run host` says so here; the keeper, the cables and
// each start of a host read it. A host of which nothing is written runs and is joined.

import { join } from 'node:path';
import { readJson, writeWhole } from '../cloud/instance.mjs';
import { hostFolder } from './hosts.mjs';

const powerFile = (state, name) => join(hostFolder(state, name), 'power.json');

/** @returns {{on: boolean, cut: boolean, removed: boolean}} removed: it belongs to the cloud no more, and stays off */
export function readPower(state, name) {
  const written = { on: true, cut: false, removed: false, ...readJson(powerFile(state, name)) };
  return { ...written, on: written.on && !written.removed };
}

/** @param {{on?: boolean, cut?: boolean, removed?: boolean}} change */
export function changePower(state, name, change) {
  const power = { ...readPower(state, name), ...change };
  writeWhole(powerFile(state, name), JSON.stringify(power));
}
