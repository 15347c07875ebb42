// What runs of this cloud at this moment? The keeper writes it down at every change; start, stop, status and clean
// read it and believe a process only when the kernel still has it.

import { join } from 'node:path';
import { hypervisorState } from '../lab/private-hypervisor.mjs';
import { isAlive } from '../lab/processes.mjs';
import { readJson, writeWhole } from './instance.mjs';

/** The parts, in the order in which they start. */
export const PART_NAMES = ['nats-server', 'scheduler', 'api', 'agent'];

const runFile = (state) => join(state, 'run.json');
export const hostFolder = (state) => join(state, 'host');

export const writeRunState = (state, run) =>
  writeWhole(runFile(state), `${JSON.stringify(run, null, 2)}\n`);

/**
 * @returns {{keeper: {pid: number, startTicks: string} | null, keeperAlive: boolean, failed: string | null,
 *   volatileLog: boolean, parts: Record<string, {state: string, deaths: number, why?: string, process?: object}>,
 *   leftover: Array<{name: string, process: object}>, host: ReturnType<typeof hypervisorState>}}
 * leftover: parts that live although their keeper does not
 */
export function readRunState(state) {
  const run = readJson(runFile(state)) ?? { keeper: null, parts: {} };
  const keeperAlive = isAlive(run.keeper);
  const living = Object.entries(run.parts).filter(([, part]) => isAlive(part.process));
  return {
    keeper: run.keeper,
    keeperAlive,
    failed: run.failed ?? null,
    volatileLog: run.volatileLog ?? false,
    parts: run.parts,
    leftover: keeperAlive ? [] : living.map(([name, part]) => ({ name, process: part.process })),
    host: hypervisorState(hostFolder(state)),
  };
}

export const allReady = (run) => PART_NAMES.every((name) => run.parts[name]?.state === 'ready');
