// How do the private hosts of a cloud come up? The switch first, then all hosts at once, each written down before it is
// made.

import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startHypervisor } from '../../lab/private-hypervisor.mjs';
import { aliasOf, isInterfaceOf, startSwitch, switchState } from '../../lab/switch.mjs';
import { agentFolder, hostFolder, switchFolder } from './hosts.mjs';
import { note } from '../cloud/journal.mjs';
import { changePower, readPower } from './power.mjs';
import { readRunState } from '../cloud/run-state.mjs';

/**
 * A host as `startHypervisor` is told of it. Of the cloud's folder it sees the images, the program that probes addresses
 * and what is its agent's: not the disks of other hosts, not the cloud's keys.
 * @param {{state: string, name: string, domainType: 'kvm' | 'qemu', image: string, busybox: string}} facts
 */
export function hypervisorOf({ state, name, domainType, image, busybox }) {
  const seen = [dirname(image), dirname(busybox), agentFolder(state, name)];
  return {
    ...{ folder: hostFolder(state, name), name, kvm: domainType === 'kvm' },
    network: { folder: switchFolder(state) },
    hidden: { folder: state, views: seen.filter((folder) => folder.startsWith(`${state}/`)) },
  };
}

/** Has somebody else an interface of our name by now? Nothing of ours hangs on the name while the switch does not run. */
export function isInterfaceTaken(state, { interface: name }) {
  const folder = switchFolder(state);
  if (switchState(folder)?.alive || isInterfaceOf(name, aliasOf(folder))) return false;
  return existsSync(`/sys/class/net/${name}`);
}

function noteHosts(state, { interface: link, hosts }) {
  const folder = switchFolder(state);
  note(state, { kind: 'switch', folder });
  note(state, { kind: 'interface', name: link, alias: aliasOf(folder) });
  for (const { name } of hosts) note(state, { kind: 'host', folder: hostFolder(state, name) });
}

/** Starts the host as it is to be at this moment; null: it is switched off. */
export async function startHost(state, host, signal) {
  const { on, cut } = readPower(state, host.name);
  if (!on) return null;
  const network = { ...host.network, isUp: !cut };
  return startHypervisor({ ...host, network, signal });
}

/**
 * The switch and every host that is not switched off. Where no keeper watched over them any more, all are switched on and
 * joined again.
 * @param {{state: string, settings: object, domainType: 'kvm' | 'qemu', image: string, busybox: string,
 *   signal?: AbortSignal}} what
 */
export async function launchHosts({ state, settings, signal, ...facts }) {
  noteHosts(state, settings);
  const { range } = settings;
  const uplink = {
    interface: settings.interface,
    address: `${range.gateway}/${range.prefixLength}`,
  };
  await startSwitch({ folder: switchFolder(state), uplink, signal });
  const { keeperAlive } = readRunState(state);
  const starts = settings.hosts.map(async ({ name }) => {
    mkdirSync(join(hostFolder(state, name), 'agent'), { recursive: true, mode: 0o700 });
    if (!keeperAlive) changePower(state, name, { on: true, cut: false });
    return startHost(state, hypervisorOf({ state, name, ...facts }), signal);
  });
  const results = await Promise.allSettled(starts);
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
}
