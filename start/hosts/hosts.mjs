// Which private hosts has a cloud, where do they live, and how much of this machine is each one's? What a first start
// chose is kept: a later one adds hosts and takes none away.

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

export const HOSTS_MOST = 16;
/** CPUs are promised more than once where the machine has fewer: that makes machines slow and breaks nothing. */
const CPUS_A_HOST = 4;
/** What the cloud's own processes take, and each host's libvirtd and agent. */
const CLOUD_MIB = 512;
const HOST_MIB = 128;
/** Room for the log, node modules, images. */
const CLOUD_DISK_MIB = 2048;
const LEAST_MIB = 256;

export const hostFolder = (state, name) => join(state, 'hosts', name);
/** What the host's agent is given to read: its configuration, its key. */
export const agentFolder = (state, name) => join(hostFolder(state, name), 'agent');
export const switchFolder = (state) => join(state, 'switch');
export const agentPart = ({ name }) => `agent-${name}`;

/**
 * @param {Array<{hostId: string, name: string}>} known
 * @param {number} count
 * @param {(host: {name: string}) => boolean} isRemoved such a one is not counted, and its name is not used again
 * @returns {Array<{hostId: string, name: string}>} the known ones, and new ones up to `count` that are not removed
 */
export function withHosts(known, count, isRemoved = () => false) {
  const more = Math.max(0, count - known.filter((host) => !isRemoved(host)).length);
  const added = Array.from({ length: more }, (_, index) => ({
    hostId: randomBytes(16).toString('hex'),
    name: `host-${known.length + index + 1}`,
  }));
  return [...known, ...added];
}

/**
 * What each host has: memory and disk are equal shares of what was free when the cloud was made; CPUs too where there
 * are enough, else they are declared (docs/decisions/0020-private-hosts.md).
 * @param {{machine: {cpus: number, memoryMiB: number, diskMiB: number}, hosts: object[], hostCpus?: number | null}} settings
 *   machine: memory and disk that were free; hostCpus: set by the user
 * @returns {{share: {memoryMiB: number, diskMiB: number, cpuHundredths?: number}, capacity?: {cpuHundredths: number}}}
 */
export function roomOf({ machine, hosts, hostCpus = null }) {
  const part = (whole) => Math.floor(whole / hosts.length);
  const share = {
    memoryMiB: Math.max(LEAST_MIB, part(machine.memoryMiB - CLOUD_MIB) - HOST_MIB),
    diskMiB: Math.max(LEAST_MIB, part(machine.diskMiB - CLOUD_DISK_MIB)),
  };
  const cpus = part(machine.cpus);
  if (hostCpus === null && cpus >= CPUS_A_HOST)
    return { share: { ...share, cpuHundredths: 100 * cpus } };
  return { share, capacity: { cpuHundredths: 100 * (hostCpus ?? CPUS_A_HOST) } };
}
