// What if the switch between the private hosts ends? No machine is reached any more, and nobody else would notice: hosts,
// guests and agents live on. So it is looked after: a new one is started in its place and every host is cabled to it
// again, as each start does.

import { switchState, startSwitch } from '../../lab/switch.mjs';
import { switchFolder } from './hosts.mjs';
import { startHost } from './launch-hosts.mjs';

/**
 * @param {{isAlive: () => boolean, heal: () => Promise<void>, tell: (trouble: string | null) => void}} ports isAlive: does
 *   the switch run; heal: start and cable it; tell: why no machine is reached, null: all is well again
 * @returns {() => Promise<void>} one look; rejects while it cannot be healed
 */
export function switchLook({ isAlive, heal, tell }) {
  let isHealthy = true;
  return async () => {
    if (isHealthy && isAlive()) return;
    if (isHealthy) tell('the switch between the hosts ended');
    isHealthy = false;
    try {
      await heal();
    } catch (error) {
      tell(`the switch between the hosts ended and cannot be started: ${error.message}`);
      throw error;
    }
    isHealthy = true;
    tell(null);
  };
}

/**
 * The same for the switch and the hosts of a running cloud.
 * @param {{state: string, hosts: Array<object>, tell: (trouble: string | null) => void, signal: AbortSignal}} what hosts:
 *   as `startHost` is told of them
 */
export function watchSwitch({ state, hosts, tell, signal }) {
  const folder = switchFolder(state);
  return switchLook({
    tell,
    isAlive: () => switchState(folder)?.alive ?? false,
    async heal() {
      const { uplink } = switchState(folder) ?? {};
      if (!uplink)
        throw new Error(`nothing is known of it in ${folder}; stop the cloud and start it again`);
      await startSwitch({ folder, uplink, signal });
      for (const host of hosts) await startHost(state, host, signal);
    },
  });
}
