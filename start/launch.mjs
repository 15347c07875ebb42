// How does a prepared machine become a running cloud? Choose what a first start chooses, start the host, hand the parts
// to the keeper, wait until each has said that it is ready.

import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { aliasOf, startHypervisor } from '../lab/private-hypervisor.mjs';
import { remember, signalProcess } from '../lab/processes.mjs';
import { waitUntil } from '../lab/wait-until.mjs';
import { readSettings, writeSettings, writeWhole } from './instance.mjs';
import { note } from './journal.mjs';
import { writeNatsConfig } from './nats-choice.mjs';
import { partConfigs, writePartConfigs } from './part-configs.mjs';
import { PART_NAMES, allReady, hostFolder, readRunState } from './run-state.mjs';
import { openSecrets } from './secrets.mjs';

const READY_LIMIT_MS = 180_000;

/** A port of loopback that the system calls free. */
const aFreePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const isPortFree = (port) =>
  new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/** What the first start chooses and every later one keeps. */
export function openSettings(plan) {
  const known = readSettings(plan.state);
  if (known) return known;
  const settings = {
    cloudId: randomBytes(16).toString('hex'),
    hostId: randomBytes(16).toString('hex'),
    hostName: 'host-1',
    apiPort: plan.apiPort,
    range: plan.range,
    interface: plan.interface,
    user: plan.user,
  };
  writeSettings(plan.state, settings);
  return settings;
}

export const uplinkOf = ({ interface: name, range }) => ({
  interface: name,
  address: `${range.gateway}/${range.prefixLength}`,
});

/** Starts the private hypervisor, written down before it is made. */
export async function launchHost(state, settings, domainType, signal) {
  const folder = hostFolder(state);
  note(state, { kind: 'host', folder });
  note(state, { kind: 'interface', name: settings.interface, alias: aliasOf(folder) });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const kvm = domainType === 'kvm';
  const uplink = uplinkOf(settings);
  return startHypervisor({ folder, name: settings.hostName, uplink, kvm, signal });
}

async function checkApiPort(port) {
  if (await isPortFree(port)) return;
  throw new Error(
    `port ${port} of 127.0.0.1, where this cloud's API was, is taken by another program.\n` +
      `See which: ss -ltnp 'sport = :${port}'. End it, or change "apiPort" in settings.json of this cloud's folder`,
  );
}

/** Parts whose keeper was killed would otherwise meet their successors. */
async function endLeftovers(state) {
  const { leftover } = readRunState(state);
  for (const { process } of leftover) signalProcess(process, 'SIGKILL', { group: true });
  await waitUntil(
    'parts of an earlier start to end',
    () => readRunState(state).leftover.length === 0,
    {
      limitMs: 10_000,
    },
  );
}

function spawnKeeper(state) {
  mkdirSync(join(state, 'logs'), { recursive: true, mode: 0o700 });
  const log = openSync(join(state, 'logs/keeper.log'), 'a', 0o600);
  const script = join(import.meta.dirname, 'keeper.mjs');
  const child = spawn(process.execPath, [script, state], {
    detached: true,
    stdio: ['ignore', log, log],
    cwd: '/',
  });
  closeSync(log);
  child.unref();
  const keeper = remember(child.pid);
  note(state, { kind: 'process', what: 'keeper', ...keeper });
  return keeper;
}

/** Waits for every part; a keeper that gave up says why. */
async function waitForParts(state, keeper, say, signal) {
  const ready = () => {
    const run = readRunState(state);
    if (run.keeper?.pid !== keeper.pid) return false;
    if (run.failed) throw new Error(run.failed);
    if (!run.keeperAlive)
      throw new Error(`the keeper ended; see ${join(state, 'logs/keeper.log')}`);
    const waiting = PART_NAMES.filter((name) => run.parts[name]?.state !== 'ready');
    const dying = waiting.find((name) => (run.parts[name]?.deaths ?? 0) > 4);
    if (dying) {
      const { why } = run.parts[dying];
      throw new Error(
        `the ${dying} ${why ?? 'dies again and again'}; see ${join(state, 'logs', `${dying}.log`)}`,
      );
    }
    say(waiting.length > 0 ? `waiting for ${waiting.join(', ')}` : '');
    return allReady(run);
  };
  await waitUntil('all parts to be ready', ready, {
    limitMs: READY_LIMIT_MS,
    everyMs: 100,
    signal,
  });
}

/**
 * Starts the parts under a keeper, or finds them running.
 * @param {{plan: object, settings: object, server: {path: string, version: string, syncBy: string},
 *   image: string, busybox: string, domainType: 'kvm' | 'qemu', say: (detail: string) => void, signal?: AbortSignal}} what
 */
export async function launchParts(what) {
  const { plan, settings, server, image, busybox, domainType, say, signal } = what;
  const { state, checkout } = plan;
  const before = readRunState(state);
  if (before.keeperAlive) return waitForParts(state, before.keeper, say, signal);
  await endLeftovers(state);
  await checkApiPort(settings.apiPort);
  const secrets = openSecrets(state);
  const natsPort = await aFreePort();
  const { cloudId, hostId } = settings;
  const { publicKeys } = secrets;
  const config = await writeNatsConfig({
    state,
    server,
    port: natsPort,
    cloudId,
    hostId,
    publicKeys,
  });
  const configs = writePartConfigs(
    state,
    partConfigs({ settings, secrets, natsPort, image, busybox, domainType }),
  );
  const orders = {
    checkout,
    natsServer: server.path,
    natsConfig: config,
    natsPort,
    volatileLog: server.syncBy === 'volatile',
    configs,
    host: { name: settings.hostName, uplink: uplinkOf(settings), kvm: domainType === 'kvm' },
    env: {},
  };
  writeWhole(join(state, 'keeper.json'), `${JSON.stringify(orders, null, 2)}\n`);
  return waitForParts(state, spawnKeeper(state), say, signal);
}
