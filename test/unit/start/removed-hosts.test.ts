// What becomes of private hosts that an administrator removes: when one is noticed, and that every start leaves it out.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hostFolder } from '../../../start/hosts/hosts.mjs';
import { writeSettings } from '../../../start/cloud/instance.mjs';
import { openSettings } from '../../../start/cloud/launch.mjs';
import { lookAgain } from '../../../start/cloud/look-again.mjs';
import { changePower } from '../../../start/hosts/power.mjs';
import { removalLook } from '../../../start/hosts/removed-hosts.mjs';
import { readRunState } from '../../../start/cloud/run-state.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stratus-removed-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const hosts = ['host-1', 'host-2'].map((name) => ({ name, hostId: `id of ${name}` }));

/** Two hosts of a cloud that answers what `removed` says; what is retired, in order. */
function aLook() {
  const retired: string[] = [];
  const cloud = { removed: [] as string[], answers: true, empty: true, marked: [] as string[] };
  const look = removalLook({
    hosts,
    idOf: (name) => `id of ${name}`,
    idsRemoved: () =>
      cloud.answers
        ? Promise.resolve(new Set(cloud.removed))
        : Promise.reject(new Error('no answer')),
    isMarked: (name) => cloud.marked.includes(name),
    retire(name) {
      retired.push(name);
      return Promise.resolve(cloud.empty);
    },
  });
  return { cloud, retired, look };
}

test('a removed host is retired once, the others never', async () => {
  const { cloud, retired, look } = aLook();
  await look();
  expect(retired).toEqual([]);
  cloud.removed = ['id of host-2', 'id of a host that joined'];
  await look();
  await look();
  expect(retired).toEqual(['host-2']);
});

test('one that is not empty yet is looked after until it is', async () => {
  const { cloud, retired, look } = aLook();
  Object.assign(cloud, { removed: ['id of host-1'], empty: false });
  await look();
  await look();
  cloud.empty = true;
  await look();
  await look();
  expect(retired).toEqual(['host-1', 'host-1', 'host-1']);
});

test('what was begun is finished though the cloud does not answer; nothing else is begun', async () => {
  const { cloud, retired, look } = aLook();
  Object.assign(cloud, { answers: false, marked: ['host-1'], removed: ['id of host-2'] });
  await look();
  expect(retired).toEqual(['host-1']);
});

test('a start leaves removed hosts out, and adds up to the number without them', () => {
  for (const { name } of hosts) mkdirSync(hostFolder(folder, name), { recursive: true });
  const settings = { cloudId: '0'.repeat(32), hosts, machine: {}, listen: null };
  writeSettings(folder, settings);
  changePower(folder, 'host-1', { removed: true });
  const names = (count: number) =>
    openSettings({ state: folder, hosts: count }).hosts.map(({ name }) => name);
  expect(names(1)).toEqual(['host-2']);
  expect(names(2)).toEqual(['host-2', 'host-3']);
  expect(names(2)).toEqual(['host-2', 'host-3']);
  const { partNames, hosts: told } = readRunState(folder);
  expect(partNames.filter((name) => name.startsWith('agent-'))).toEqual([
    'agent-host-2',
    'agent-host-3',
  ]);
  expect(told.find(({ name }) => name === 'host-1')).toMatchObject({ removed: true, on: false });
});

test('a look that fails is said once, and does not end the looking', async () => {
  const said: string[] = [];
  const ending = new AbortController();
  let looks = 0;
  const look = () => {
    looks += 1;
    if (looks === 5) ending.abort();
    if (looks < 4) throw new Error(looks < 3 ? 'the same' : 'another');
  };
  await lookAgain({ everyMs: 1, look, say: (line) => said.push(line), signal: ending.signal });
  expect(looks).toBe(5);
  expect(said).toEqual(['the same', 'another']);
});
