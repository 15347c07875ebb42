// How does a cloud end without harm? Its machines are asked to stop and given time; then the parts end; then, only when
// no machine is left running, the host. Or the machines are left: then only the parts end.

import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { stopHypervisor } from '../../lab/private-hypervisor.mjs';
import { isAlive, signalProcess } from '../../lab/processes.mjs';
import { stopSwitch } from '../../lab/switch.mjs';
import { waitUntil } from '../../lab/wait-until.mjs';
import { awaited, stopOnce } from './stop-machines.mjs';
import { openCloud } from './cloud-requests.mjs';
import { readSettings } from './instance.mjs';
import { readJournal } from './journal.mjs';
import { closeNat } from './nat.mjs';
import { hostFolder, switchFolder } from '../hosts/hosts.mjs';
import { readRunState } from './run-state.mjs';
import { openSecrets } from './secrets.mjs';
import { typedIn } from '../terminal/typed-command.mjs';

const STOP_LIMIT_MS = 150_000;
const namesOf = (machines) => machines.map(({ name }) => name).join(', ');

const linkOf = (path) => {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
};

/** Machines that run in a host, counted by their processes: what no table can be wrong about. */
export function guestsOf(host) {
  if (!host.alive) return [];
  const space = linkOf(`/proc/${host.init.pid}/ns/pid`);
  const pids = readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name));
  const inside = pids.filter((pid) => linkOf(`/proc/${pid}/ns/pid`) === space);
  return inside.filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('qemu-system');
    } catch {
      return false;
    }
  });
}

/** Machines that run in any of these hosts. */
export const runningGuests = (hosts) => hosts.flatMap(guestsOf);

/** signal: ends requests that wait */
export function cloudOf(state, signal) {
  const settings = readSettings(state);
  return openCloud({ port: settings.apiPort, token: openSecrets(state).token, signal });
}

async function stopMachines(state, say) {
  const cloud = cloudOf(state);
  const stop = stopOnce(cloud);
  const nobody = async () => {
    const { hosts } = readRunState(state);
    const { living, left } = awaited(await cloud.machines(), await cloud.hosts(), hosts);
    for (const machine of living) await stop(machine);
    const aside = left.length > 0 ? `left out, their hosts are off: ${namesOf(left)}` : '';
    say([namesOf(living), aside].filter(Boolean).join('; '));
    return living.length === 0 && runningGuests(hosts).length === 0;
  };
  await waitUntil('the machines to stop', nobody, { limitMs: STOP_LIMIT_MS, everyMs: 300 });
}

/** Ends keeper and parts; hosts and machines go on. */
export async function endParts(state) {
  const { keeper, keeperAlive, leftover } = readRunState(state);
  if (keeperAlive) {
    signalProcess(keeper, 'SIGTERM');
    await waitUntil('the parts to end', () => !isAlive(keeper), { limitMs: 60_000 }).catch(() =>
      signalProcess(keeper, 'SIGKILL'),
    );
  }
  const left = keeperAlive ? readRunState(state).leftover : leftover;
  for (const { process } of left) signalProcess(process, 'SIGKILL', { group: true });
}

const mustBeForced = (state, guests, reason) =>
  new Error(
    `${guests} machine${guests === 1 ? '' : 's'} did not stop: ${reason}.\n` +
      `Leave them running: ${typedIn(state, 'stop', ['--leave-machines'])}. Or cut their power: ${typedIn(state, 'stop', ['--force'])}`,
  );

/**
 * @param {{state: string, leaveMachines: boolean, force: boolean,
 *   phases: ReturnType<typeof import('../terminal/phases.mjs').openPhases>}} how
 * @throws {Error} when machines run on and neither leaving nor forcing was asked for
 */
export async function stopCloud({ state, leaveMachines, force, phases }) {
  const run = readRunState(state);
  if (!leaveMachines && runningGuests(run.hosts).length > 0) {
    await phases.phase('Stopping the machines', (say) =>
      stopMachines(state, say).catch((error) => {
        const guests = runningGuests(readRunState(state).hosts).length;
        if (guests > 0 && !force) throw mustBeForced(state, guests, error.message);
      }),
    );
  }
  if (run.keeperAlive || run.leftover.length > 0) {
    await phases.phase('Stopping scheduler, api, agent', () => endParts(state));
  }
  if (leaveMachines || !(run.isSwitchAlive || run.hosts.some(({ alive }) => alive))) return;
  const title = `Stopping the private hypervisor${run.hosts.length === 1 ? '' : 's'}`;
  const said = [];
  await phases.phase(title, () => stopHosts(state, run.hosts, (line) => said.push(line)));
  for (const line of said) phases.say(`  ${line}`);
}

async function stopHosts(state, hosts, say) {
  await Promise.all(hosts.map(({ name }) => stopHypervisor(hostFolder(state, name))));
  for (const entry of readJournal(state).filter(({ kind }) => kind === 'nat'))
    await closeNat(entry, say);
  await stopSwitch(switchFolder(state));
}
