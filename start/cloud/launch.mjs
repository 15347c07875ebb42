// How do hosts become a running cloud? Choose what a first start chooses, hand the parts to the keeper, wait until each
// has said that it is ready.

import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { signalProcess } from '../../lab/processes.mjs';
import { waitUntil } from '../../lab/wait-until.mjs';
import { withHosts } from '../hosts/hosts.mjs';
import { readJson, readSettings, writeSettings, writeWhole } from './instance.mjs';
import { writeNatsConfig } from '../nats/nats-choice.mjs';
import { hypervisorOf } from '../hosts/launch-hosts.mjs';
import { openSecurity } from '../join/listen.mjs';
import { agentConfigFile, partConfigs, writePartConfigs } from './part-configs.mjs';
import { readPower } from '../hosts/power.mjs';
import { servingHosts } from '../hosts/removed-hosts.mjs';
import { notReady, readRunState } from './run-state.mjs';
import { openSecrets } from './secrets.mjs';
import { spawnKeeper } from './spawn-keeper.mjs';
import { typedCommand } from '../terminal/typed-command.mjs';
import { endParts } from './stop-cloud.mjs';

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

const isPortFree = (port, address) =>
  new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, address, () => server.close(() => resolve(true)));
  });

/**
 * What the first start chooses and every later one keeps; only hosts may be added.
 * @returns {Record<string, any> & {hosts: Array<{hostId: string, name: string}>}} with the hosts that are not removed; the
 *   file keeps those too, for their names
 */
export function openSettings(plan) {
  const known = readSettings(plan.state);
  const settings = known ?? {
    cloudId: randomBytes(16).toString('hex'),
    apiPort: plan.apiPort,
    range: plan.range,
    interface: plan.interface,
    user: plan.user,
    machine: plan.machine,
  };
  settings.interface = plan.interface;
  const isRemoved = ({ name }) => readPower(plan.state, name).removed;
  settings.hosts = withHosts(known?.hosts ?? [], plan.hosts, isRemoved);
  settings.hostCpus = plan.hostCpus;
  settings.machine ??= plan.machine;
  settings.listen = plan.listen;
  if (plan.exportTo) settings.exportTo = plan.exportTo === 'none' ? null : resolve(plan.exportTo);
  settings.nameServers = plan.nameServers;
  writeSettings(plan.state, settings);
  return { ...settings, hosts: servingHosts(plan.state, settings.hosts) };
}

async function checkPort(port, address, what) {
  if (await isPortFree(port, address)) return;
  throw new Error(
    `port ${port} of ${address}, where this cloud's ${what} was, is taken by another program.\n` +
      `See which: ss -ltnp 'sport = :${port}'. End it, or change the port in settings.json of this cloud's folder`,
  );
}

async function checkPorts({ apiPort, listen }) {
  await checkPort(apiPort, '127.0.0.1', 'API');
  if (!listen) return;
  await checkPort(apiPort, listen.address, 'API');
  await checkPort(listen.busPort, listen.address, 'bus');
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

/** Waits for every part; a keeper that gave up says why. */
async function waitForParts(state, keeper, say, signal) {
  const ready = () => {
    const run = readRunState(state);
    if (run.keeper?.pid !== keeper.pid) return false;
    if (run.failed) throw new Error(run.failed);
    if (!run.keeperAlive)
      throw new Error(`the keeper ended; see ${join(state, 'logs/keeper.log')}`);
    const waiting = notReady(run);
    const dying = waiting.find((name) => (run.parts[name]?.deaths ?? 0) > 4);
    if (dying) {
      const { why } = run.parts[dying];
      throw new Error(
        `the ${dying} ${why ?? 'dies again and again'}; see ${join(state, 'logs', `${dying}.log`)}`,
      );
    }
    say(waiting.length > 0 ? `waiting for ${waiting.join(', ')}` : '');
    return waiting.length === 0;
  };
  await waitUntil('all parts to be ready', ready, {
    limitMs: READY_LIMIT_MS,
    everyMs: 100,
    signal,
  });
}

/** Where each host's agent finds its cable to the bus. */
async function chooseBusPorts(hosts) {
  const ports = {};
  for (const { name } of hosts) ports[name] = await aFreePort();
  return ports;
}

/** Is this keeper one of the same hosts with the same CPUs, listening where it is to? Another is told nothing while it runs. */
function keepsTheSame(state, { hosts, hostCpus, listen, exportTo }) {
  const orders = readJson(join(state, 'keeper.json'));
  const sameAddress = (orders?.listen?.address ?? null) === (listen?.address ?? null);
  const kept = servingHosts(state, orders?.hosts ?? []);
  const sameCopies = (orders?.exportTo ?? null) === (exportTo ?? null);
  return kept.length === hosts.length && orders.hostCpus === hostCpus && sameAddress && sameCopies;
}

/**
 * Starts the parts under a keeper, or finds them running. Where hosts were added the parts are started anew, which no
 * machine notices.
 * @param {{plan: object, settings: object, server: {path: string, version: string, syncBy: string},
 *   image: string, busybox: string, domainType: 'kvm' | 'qemu', say: (detail: string) => void, signal?: AbortSignal}} what
 */
export async function launchParts(what) {
  const { plan, settings, say, signal } = what;
  const { state } = plan;
  const before = readRunState(state);
  if (before.keeperAlive && keepsTheSame(state, settings))
    return waitForParts(state, before.keeper, say, signal);
  if (before.keeperAlive) await endParts(state);
  await endLeftovers(state);
  await checkPorts(settings);
  writeWhole(join(state, 'keeper.json'), `${JSON.stringify(await ordersFor(what), null, 2)}\n`);
  return waitForParts(state, spawnKeeper(state, 'cloud/keeper.mjs'), say, signal);
}

/** All that the keeper is told, with the files that the parts read at their start. */
async function ordersFor({ plan, settings, server, image, busybox, domainType }) {
  const { state, checkout } = plan;
  const { cloudId, hosts, hostCpus } = settings;
  const secrets = openSecrets(state, hosts);
  const security = await openSecurity(state, settings);
  const natsPort = security?.busPort ?? (await aFreePort());
  const busPorts = await chooseBusPorts(hosts);
  const { publicKeys } = secrets;
  const natsConfig = await writeNatsConfig({
    ...{ state, server, port: natsPort, cloudId, publicKeys },
    ownHosts: readSettings(state).hosts,
    ...(security ? { listen: security.address, tls: security.bus } : {}),
  });
  const told = partConfigs({
    ...{ settings, secrets, natsPort, busPorts, image, busybox, domainType, security },
    ...{ natsConfig, volatileLog: server.syncBy === 'volatile' },
    commands: { listen: typedCommand(plan, 'start', ['--listen', 'ADDRESS']) },
  });
  const configs = writePartConfigs(state, told);
  return {
    ...{ checkout, natsConfig, natsPort, configs, hostCpus },
    natsServer: server.path,
    nats: { host: security?.address ?? '127.0.0.1', port: natsPort },
    listen: settings.listen ?? null,
    exportTo: settings.exportTo ?? null,
    volatileLog: server.syncBy === 'volatile',
    hosts: hosts.map(({ name }) => ({
      ...{ name, busPort: busPorts[name], config: agentConfigFile(state, name) },
      host: hypervisorOf({ state, name, domainType, image, busybox }),
    })),
    env: {},
  };
}
