// What runs of this cloud at this moment? The keeper writes it down at every change; start, stop, status and clean
// read it and believe a process only when the kernel still has it.

import { join } from 'node:path';
import { hypervisorState } from '../../lab/private-hypervisor.mjs';
import { isAlive } from '../../lab/processes.mjs';
import { switchState } from '../../lab/switch.mjs';
import { agentPart, hostFolder, switchFolder } from '../hosts/hosts.mjs';
import { fullLogDiskText } from './full-log-disk.mjs';
import { readJson, readSettings, writeWhole } from './instance.mjs';
import { readPower } from '../hosts/power.mjs';

/** The parts that serve the whole cloud, in the order in which they start; then each host has its agent. */
const CONTROL_PARTS = ['nats-server', 'cables', 'scheduler', 'api'];

const runFile = (state) => join(state, 'run.json');

export const writeRunState = (state, run) =>
  writeWhole(runFile(state), `${JSON.stringify(run, null, 2)}\n`);

function hostOf(state, { hostId, name }) {
  const found = hypervisorState(hostFolder(state, name));
  const power = readPower(state, name);
  return { hostId, name, init: found?.init ?? null, alive: found?.alive ?? false, ...power };
}

/**
 * @returns {{keeper: {pid: number, startTicks: string} | null, keeperAlive: boolean, failed: string | null,
 *   volatileLog: boolean, switchTrouble: string | null, logTrouble: string | null, partNames: string[],
 *   parts: Record<string, {state: string, deaths: number, why?: string, process?: object}>,
 *   leftover: Array<{name: string, process: object}>, isSwitchAlive: boolean,
 *   hosts: Array<{hostId: string, name: string, init: object | null, alive: boolean, on: boolean, cut: boolean,
 *     removed: boolean}>}}
 * switchTrouble: why no machine is reached; logTrouble: why the log takes nothing; leftover: parts that live although their keeper does not; on: it is to run; cut: it is cut off from the rest
 */
export function readRunState(state) {
  const run = readJson(runFile(state)) ?? { keeper: null, parts: {} };
  const keeperAlive = isAlive(run.keeper);
  const living = Object.entries(run.parts).filter(([, part]) => isAlive(part.process));
  const { hosts: known = [], listen = null } = readSettings(state) ?? {};
  const hosts = known.map((host) => hostOf(state, host));
  const agents = hosts.filter(({ removed }) => !removed).map(agentPart);
  return {
    keeper: run.keeper,
    keeperAlive,
    failed: run.failed ?? null,
    volatileLog: run.volatileLog ?? false,
    switchTrouble: keeperAlive ? (run.switchTrouble ?? null) : null,
    logTrouble: keeperAlive ? (fullLogDisk(state) ?? run.logTrouble ?? null) : null,
    partNames: [...CONTROL_PARTS, ...(listen ? ['identities'] : []), ...agents],
    parts: run.parts,
    leftover: keeperAlive ? [] : living.map(([name, part]) => ({ name, process: part.process })),
    isSwitchAlive: switchState(switchFolder(state))?.alive ?? false,
    hosts,
  };
}

/** Looked at here too: on a full disk the keeper cannot write down what it sees. */
function fullLogDisk(state) {
  try {
    return fullLogDiskText(join(state, 'nats'));
  } catch {
    return null; // there is no log yet
  }
}

/** Parts that are awaited; the agent of a host that is switched off is not. */
export const notReady = ({ partNames, parts }) =>
  partNames.filter((name) => !['ready', 'off'].includes(parts[name]?.state));
