// Which machines is a stop to wait for, and which of them may be asked now? A machine that is being made stops when it
// runs; one whose host is off or confirmed down has nothing that could stop, and nobody who could say so.

import { CloudRefused } from './cloud-requests.mjs';

const LIVING = ['prolog', 'boot', 'running', 'stopping', 'suspended', 'migrating'];
/** Where the lifecycle accepts `stop` (shared/model/lifecycle.ts). */
const ACCEPTING = ['boot', 'running'];

/**
 * @template {{state: string, host: {id: string} | null}} Machine
 * @param {Machine[]} machines as GET /v1/machines shows them
 * @param {Array<{id: string, state: string}>} known as GET /v1/hosts shows them
 * @param {Array<{hostId: string, alive: boolean}>} hosts this machine's
 * @returns {{living: Machine[], left: Machine[]}} left: their hosts are off or confirmed down
 */
export function awaited(machines, known, hosts) {
  const isOff = ({ id, state }) =>
    ['confirmedDown', 'removed'].includes(state) ||
    hosts.some((host) => host.hostId === id && !host.alive);
  const off = known.filter(isOff).map(({ id }) => id);
  const living = machines.filter(({ state }) => LIVING.includes(state));
  const isLeft = ({ host }) => host !== null && off.includes(host.id);
  return { living: living.filter((one) => !isLeft(one)), left: living.filter(isLeft) };
}

/**
 * Asks a machine to stop when its state accepts that, once for each time that it does.
 * @param {{act: (id: string, action: string) => Promise<unknown>}} cloud
 */
export function stopOnce(cloud) {
  const asked = new Set();
  return async ({ id, state }) => {
    if (!ACCEPTING.includes(state) || asked.has(id)) return;
    asked.add(id);
    try {
      await cloud.act(id, 'stop');
    } catch (error) {
      // It has gone on since it was seen: look again.
      if (!(error instanceof CloudRefused) || ![404, 409].includes(error.status)) throw error;
      asked.delete(id);
    }
  };
}
