// What makes a private host lose its power, its network, get the network back, boot? What is to be is written down first,
// so that the keeper and every later start keep to it; then it is done, and waited for.

import { join as pathOf } from 'node:path';
import { stopHypervisor } from '../../lab/private-hypervisor.mjs';
import { isAlive, signalProcess } from '../../lab/processes.mjs';
import { setPort } from '../../lab/switch.mjs';
import { waitUntil } from '../../lab/wait-until.mjs';
import { agentPart, hostFolder, switchFolder } from './hosts.mjs';
import { NotOurs, readJson } from '../cloud/instance.mjs';
import { changePower } from './power.mjs';
import { readRunState } from '../cloud/run-state.mjs';
import { typedIn } from '../terminal/typed-command.mjs';

const BOOT_LIMIT_MS = 120_000;
const CABLE_LIMIT_MS = 10_000;

function needRunning(state) {
  const run = readRunState(state);
  if (run.keeperAlive && run.isSwitchAlive) return run;
  const start = typedIn(state, 'start');
  throw new NotOurs(`this cloud does not run; \`${start}\` brings it and all its hosts up`);
}

const again = (state, name, action) => typedIn(state, 'host', [name, action]);

/** Its processes end as by a power failure, guests and agent with them; nobody but `reboot` brings it back. */
async function kill(state, host, phases) {
  changePower(state, host.name, { on: false });
  if (!host.alive) return phases.say(`${host.name} was off; it stays off.`);
  await phases.phase(`Cutting the power of ${host.name}`, () =>
    stopHypervisor(hostFolder(state, host.name)),
  );
  return phases.say(
    `${host.name} is powered off. It comes back with: ${again(state, host.name, 'reboot')}`,
  );
}

/** The cable of its agent to the bus; the process that holds it says when it has done so. */
async function setCable(state, name, isCut) {
  const holder = () => readRunState(state).parts.cables?.process;
  const isDone = () => readJson(pathOf(state, 'cables.json'))?.cut.includes(name) === isCut;
  const told = () => {
    if (isDone()) return true;
    signalProcess(holder(), 'SIGHUP');
    return false;
  };
  await waitUntil(`the cable of ${name} to be ${isCut ? 'cut' : 'whole'}`, told, {
    limitMs: CABLE_LIMIT_MS,
  });
}

async function setNetwork(state, host, isCut) {
  needRunning(state);
  changePower(state, host.name, { cut: isCut });
  await setCable(state, host.name, isCut);
  if (host.alive) await setPort(switchFolder(state), host.name, !isCut);
}

/** Machines, agent and libvirtd live on, and reach nobody outside of the host. */
async function cut(state, host, phases) {
  await setNetwork(state, host, true);
  phases.say(
    `${host.name} is cut off; what runs there runs on. The cut ends with: ${again(state, host.name, 'join')}`,
  );
}

async function join(state, host, phases) {
  await setNetwork(state, host, false);
  phases.say(`${host.name} is joined to the others.`);
}

/** Off, where it still was on, and on again; the keeper, which looks after its agent, starts it. */
async function reboot(state, host, phases) {
  needRunning(state);
  if (host.removed)
    throw new NotOurs(`${host.name} was removed from the cloud; a start with --hosts adds another`);
  await phases.phase(`Booting ${host.name}`, async (say) => {
    changePower(state, host.name, { on: false });
    await stopHypervisor(hostFolder(state, host.name));
    changePower(state, host.name, { on: true });
    const isUp = () => {
      const run = needRunning(state);
      const now = run.hosts.find(({ name }) => name === host.name);
      const agent = run.parts[agentPart(host)];
      say(now.alive ? 'waiting for its agent' : '');
      // An agent that is cut off cannot get ready; it is there, and waits for the bus.
      const serves = now.cut ? ['starting', 'ready'] : ['ready'];
      return now.alive && serves.includes(agent?.state) && isAlive(agent.process);
    };
    await waitUntil(`${host.name} to be up`, isUp, { limitMs: BOOT_LIMIT_MS, everyMs: 100 });
    say('');
  });
  phases.say(
    `${host.name} is up again. Its machines start when they are asked to, or were run to come back with it.`,
  );
}

/** @type {Record<string, (state: string, host: ReturnType<typeof readRunState>['hosts'][number], phases: ReturnType<typeof import('../terminal/phases.mjs').openPhases>) => Promise<void>>} */
export const HOST_ACTIONS = { kill, cut, join, reboot };
