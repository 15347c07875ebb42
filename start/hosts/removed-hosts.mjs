// Which private hosts has an administrator taken out of the cloud, and what goes with each? The cloud is asked; then the
// host's key is taken from nats-server, its agent is ended, and the host too, unless machines are still in it. Every step
// may be done again: what was cut short is finished at the next look.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { hypervisorState, stopHypervisor } from '../../lab/private-hypervisor.mjs';
import { agentFolder, hostFolder } from './hosts.mjs';
import { readSettings } from '../cloud/instance.mjs';
import { writeNatsUsers } from '../nats/nats-choice.mjs';
import { changePower, readPower } from './power.mjs';
import { openSecrets } from '../cloud/secrets.mjs';
import { cloudOf, guestsOf } from '../cloud/stop-cloud.mjs';

/** Those of a cloud's private hosts that are not removed. */
export const servingHosts = (state, hosts) =>
  hosts.filter(({ name }) => !readPower(state, name).removed);

/**
 * @param {{hosts: ReadonlyArray<{name: string}>, idsRemoved: () => Promise<ReadonlySet<string>>,
 *   idOf: (name: string) => string, isMarked: (name: string) => boolean, retire: (name: string) => Promise<boolean>}} ports
 *   idsRemoved: asks the cloud; isMarked: was known to be removed before; retire: gives true when nothing of it is left
 * @returns {() => Promise<void>} one look
 */
export function removalLook({ hosts, idsRemoved, idOf, isMarked, retire }) {
  const left = new Set(hosts.map(({ name }) => name));
  return async () => {
    // A cloud that does not answer has nothing to say of those that are known to be removed.
    const removed = await idsRemoved().catch(() => new Set());
    for (const name of left) {
      if (!isMarked(name) && !removed.has(idOf(name))) continue;
      if (await retire(name)) left.delete(name);
    }
  };
}

/**
 * The same for the hosts of a running cloud.
 * @param {{state: string, hosts: ReadonlyArray<{name: string}>, ownsKeys: boolean, endAgent: (name: string) => Promise<void>,
 *   reload: () => void, say: (line: string) => void}} what ownsKeys: nobody else writes nats-server's keys; reload: has
 *   nats-server read them again
 */
export function watchRemoved({ state, hosts, ownsKeys, endAgent, reload, say }) {
  const { hosts: all, cloudId } = readSettings(state);
  return removalLook({
    hosts,
    idOf: (name) => all.find((host) => host.name === name)?.hostId,
    isMarked: (name) => readPower(state, name).removed,
    async idsRemoved() {
      const known = await cloudOf(state).hosts();
      return new Set(known.filter(({ removed }) => removed).map(({ id }) => id));
    },
    async retire(name) {
      if (!readPower(state, name).removed)
        say(`${name} was removed from the cloud: its agent ends`);
      changePower(state, name, { removed: true });
      if (ownsKeys) {
        const { publicKeys } = openSecrets(state, servingHosts(state, all));
        writeNatsUsers(state, { cloudId, publicKeys, ownHosts: all });
        reload();
      }
      await endAgent(name);
      rmSync(join(agentFolder(state, name), 'agent.seed'), { force: true });
      return endHost(state, name);
    },
  });
}

/** @returns {Promise<boolean>} false: machines run in it, whose power is not cut for this */
async function endHost(state, name) {
  const folder = hostFolder(state, name);
  const host = hypervisorState(folder);
  if (!host?.alive) return true;
  if (guestsOf(host).length > 0) return false;
  return stopHypervisor(folder);
}
