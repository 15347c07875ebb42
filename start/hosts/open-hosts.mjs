// Which hosts of this machine take machines now? Those that are new are joined and enabled; what an administrator has
// decided since, that a host is removed, disabled or confirmed down, is reported and left as it is. One that is confirmed
// down may be back as soon as its agent is heard, so nothing of this ends a start while another host is open.

import { waitUntil } from '../../lab/wait-until.mjs';
import { CloudRefused } from '../cloud/cloud-requests.mjs';

const LIMIT_MS = 60_000;
/** For the other hosts, when one is open already. */
const OTHERS_LIMIT_MS = 15_000;

/** No host takes machines; the cloud runs, so that it can be told otherwise. */
export class NoOpenHost extends Error {}

const because = (words, why) => (why ? `${words}: ${why}` : words);

/**
 * What is to be done with a host.
 * @param {object | undefined} known as GET /v1/hosts shows it; undefined: the cloud does not know it
 * @param {boolean} justJoined by this start: only then is it ours to enable
 * @returns {{is: 'join' | 'enable' | 'wait' | 'open' | 'closed' | 'removed', why: string}} wait: it may change by itself
 */
export function stepFor(known, justJoined) {
  if (!known) return { is: 'join', why: 'not joined yet' };
  if (known.removed) return { is: 'removed', why: because('removed', known.removed.why) };
  if (known.state === 'confirmedDown')
    return { is: 'wait', why: because('confirmed down, and not heard since', known.why) };
  if (!known.enabled && justJoined) return { is: 'enable', why: 'not enabled yet' };
  if (!known.heard) return { is: 'wait', why: because('not heard', known.trouble) };
  if (known.enabled) return { is: 'open', why: '' };
  const owes = known.owedEnds > 0 ? `, has to end ${known.owedEnds} first` : '';
  const cure = `takes no new machines until \`npx stratus host enable ${known.name}\``;
  return { is: 'closed', why: `${because('disabled', known.why)}${owes}; ${cure}` };
}

const isSettled = ({ is }) => ['open', 'closed', 'removed'].includes(is);

/** What a refusal of this one host makes of it; others end the start. */
function refusedStep(error) {
  if (!(error instanceof CloudRefused) || error.status >= 500 || error.status === 404) return null;
  if (error.status !== 409) throw error;
  const passes = ['hostIsDown', 'hostOwesEnds'].includes(error.problem?.reason);
  return { is: passes ? 'wait' : 'closed', why: error.message };
}

/** One step for each host that is not settled. */
async function advance(cloud, hosts, { steps, justJoined }) {
  const known = await cloud.hosts();
  for (const { hostId, name } of hosts) {
    if (isSettled(steps.get(hostId))) continue;
    const found = known.find(({ id }) => id === hostId);
    const step = stepFor(found, justJoined.has(hostId));
    steps.set(hostId, step);
    try {
      if (step.is === 'enable') await cloud.enableHost(hostId);
      if (step.is !== 'join') continue;
      justJoined.add(hostId); // said before it is known to be: the answer may get lost
      await cloud.joinHost(hostId, name);
    } catch (error) {
      steps.set(hostId, refusedStep(error) ?? step);
    }
  }
}

/**
 * Joins and enables hosts that are new, and waits until each is heard or is known not to take machines.
 * @param {ReturnType<typeof import('../cloud/cloud-requests.mjs').openCloud>} cloud
 * @param {ReadonlyArray<{hostId: string, name: string}>} hosts
 * @returns {Promise<{open: string[], closed: Array<{name: string, why: string}>, removed: string[]}>} names; closed: with the
 *   reason, among them those that were not heard in time; removed: these too are among `closed`
 * @throws {CloudRefused} when it refuses for a reason that is not one of a single host's; the reason of an aborted signal
 */
export async function openHosts(
  cloud,
  hosts,
  { limitMs = LIMIT_MS, othersLimitMs = OTHERS_LIMIT_MS, signal } = {},
) {
  const steps = new Map(hosts.map(({ hostId }) => [hostId, { is: 'wait', why: 'not heard' }]));
  const found = { steps, justJoined: new Set() };
  const advanced = async () => {
    try {
      await advance(cloud, hosts, found);
    } catch (error) {
      if (refusedStep(error) !== null) throw error; // else nobody leads yet
    }
  };
  const all = () => [...steps.values()].every(isSettled);
  const wait = (enough, limits) =>
    waitUntil('hosts', async () => (await advanced(), enough()), {
      ...{ ...limits, everyMs: 300, signal },
    }).catch((error) => {
      signal?.throwIfAborted();
      if (error instanceof CloudRefused) throw error;
    });
  await wait(() => all() || [...steps.values()].some(({ is }) => is === 'open'), { limitMs });
  if (!all()) await wait(all, { limitMs: othersLimitMs });
  const named = (wanted) => hosts.filter(({ hostId }) => wanted(steps.get(hostId).is));
  return {
    open: named((is) => is === 'open').map(({ name }) => name),
    removed: named((is) => is === 'removed').map(({ name }) => name),
    closed: named((is) => is !== 'open').map(({ hostId, name }) => ({
      name,
      why: steps.get(hostId).why,
    })),
  };
}
