// How is the agent of a joined host started, watched, looked at and ended? The same keeper's file of what runs as for a
// whole cloud, with one part in it.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { hypervisorState, stopHypervisor } from '../../lab/private-hypervisor.mjs';
import { isAlive, signalProcess } from '../../lab/processes.mjs';
import { waitUntil } from '../../lab/wait-until.mjs';
import { writeWhole } from '../cloud/instance.mjs';
import { joinedAgentConfig, joinedHostFolder, readJoined } from './joined-host.mjs';
import { readRunState } from '../cloud/run-state.mjs';
import { spawnKeeper } from '../cloud/spawn-keeper.mjs';
import { endParts, guestsOf } from '../cloud/stop-cloud.mjs';
import { typedIn } from '../terminal/typed-command.mjs';

const READY_LIMIT_MS = 180_000;
/** The bus takes the new key a moment after the cloud has said yes; an agent that came too early is started again. */
const DEATHS_MOST = 5;

const logFile = (state) => join(state, 'logs/agent.log');

/** The last thing that the agent said, for people. */
function lastWords(state) {
  try {
    const lines = readFileSync(logFile(state), 'utf8').trim().split('\n');
    const last = lines.filter((line) => !line.startsWith('{"keeper"')).at(-1) ?? '';
    return last.startsWith('{') ? (JSON.parse(last).msg ?? '') : last;
  } catch {
    return '';
  }
}

/**
 * Starts the agent, or finds it running; resolves when it has said that it is ready.
 * @param {{state: string, checkout: string, privately: object | null, say: (detail: string) => void}} what privately: the
 *   private host, as `startHypervisor` is told of it
 */
export async function runAgent({ state, checkout, privately, say }) {
  const before = readRunState(state);
  if (!before.keeperAlive) {
    for (const { process } of before.leftover) signalProcess(process, 'SIGKILL', { group: true });
    const orders = { checkout, config: joinedAgentConfig(state), host: privately };
    writeWhole(join(state, 'keeper.json'), `${JSON.stringify(orders, null, 2)}\n`);
  }
  const keeper = before.keeperAlive ? before.keeper : spawnKeeper(state, 'join/host-keeper.mjs');
  const ready = () => {
    const run = readRunState(state);
    if (run.keeper?.pid !== keeper.pid) return false;
    if (!run.keeperAlive)
      throw new Error(`the keeper ended; see ${join(state, 'logs/keeper.log')}`);
    const { state: now, deaths = 0 } = run.parts.agent ?? {};
    if (deaths > DEATHS_MOST) throw new Error(`the agent does not start: ${lastWords(state)}`);
    if (deaths > 0) say('the cloud does not know the key yet');
    return now === 'ready';
  };
  await waitUntil('the agent to be ready', ready, { limitMs: READY_LIMIT_MS, everyMs: 100 });
  say('');
}

/** Machines that run here: in the private host, or with their disks in the storage of the system's libvirtd. */
export function guestsHere(state) {
  const host = readJoined(state);
  if (host?.libvirt !== 'system') {
    const found = hypervisorState(joinedHostFolder(state));
    return found ? guestsOf(found) : [];
  }
  const pids = readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name));
  return pids.filter((pid) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
      return /qemu-system|kvm/.test(words.split('\0')[0]) && words.includes(`${host.storageDir}/`);
    } catch {
      return false;
    }
  });
}

/**
 * Ends the agent; the private hypervisor too, unless machines in it are left running.
 * @throws {Error} when machines run in a private hypervisor and neither leaving nor forcing was asked for
 */
export async function stopJoined({ state, leaveMachines, force, phases }) {
  const guests = guestsHere(state).length;
  const isPrivate = readJoined(state).libvirt === 'private';
  if (isPrivate && guests > 0 && !leaveMachines && !force) {
    throw new Error(
      `${guests} machine${guests === 1 ? '' : 's'} of the cloud run here: stop them there (stratus stop NAME), ` +
        `leave them running (${typedIn(state, 'stop', ['--leave-machines'])}), or cut their power (${typedIn(state, 'stop', ['--force'])})`,
    );
  }
  await phases.phase('Stopping the agent', () => endParts(state));
  if (!isPrivate || leaveMachines || !hypervisorState(joinedHostFolder(state))?.alive) return;
  await phases.phase('Stopping the private hypervisor', () =>
    stopHypervisor(joinedHostFolder(state)),
  );
}

/** What runs of a joined host, in words; `whole`: all of it. */
export function joinedStatus(state) {
  const { joined, cloud, libvirt, bridge, hostId } = readJoined(state);
  const run = readRunState(state);
  const agent = run.keeperAlive ? run.parts.agent : null;
  const hypervisor = hypervisorState(joinedHostFolder(state))?.alive;
  const guests = guestsHere(state).length;
  const said = lastWords(state);
  const lost = /was lost|Authorization Violation|no connection/.test(said);
  const words = agent
    ? [
        agent.state,
        agent.deaths > 0 && `${agent.deaths} deaths`,
        (lost || agent.state === 'dead') && said,
      ]
    : ['not running'];
  const whose = libvirt === 'system' ? `the system's, bridge ${bridge}` : 'its own';
  const runs = libvirt === 'system' || hypervisor ? '' : ', not running';
  const text = [
    joined
      ? `Host ${joined.name} (${hostId}) of the cloud at ${cloud.address}`
      : `A host that has not joined the cloud at ${cloud.address} yet`,
    `  agent        ${words.filter(Boolean).join(', ')}`,
    `  libvirt      ${whose}${runs}, ${guests} machine${guests === 1 ? '' : 's'}`,
    '  What the cloud knows of it: stratus host show, there',
  ].join('\n');
  return { text, whole: agent?.state === 'ready' && runs === '' && !lost };
}

const aSignal = () =>
  new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(name, () => resolve(name));
  });

/** The terminal is the agent's until a signal; machines go on whatever is done here. */
export async function attendHost({ state, phases }) {
  phases.say(
    '  Ctrl-C ends the agent; machines go on. With --detach it runs without this terminal.',
  );
  const { keeper } = readRunState(state);
  const watching = new AbortController();
  const gone = waitUntil('the agent to end', () => !isAlive(keeper), {
    ...{ limitMs: Infinity, everyMs: 1_000, signal: watching.signal },
  }).then(
    () => 'ended',
    () => 'stopped watching',
  );
  const what = await Promise.race([aSignal(), gone]);
  watching.abort();
  if (what === 'ended') phases.say('The agent was stopped.');
  else if (what !== 'SIGHUP') await stopJoined({ state, leaveMachines: true, phases });
  return 0;
}
