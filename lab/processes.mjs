// Is the process we once started still the same one? A number alone may have been given to another process since, so
// every process is remembered with the kernel's start time, and nothing is ever ended by its name.

import { readFileSync, readdirSync } from 'node:fs';

/** @returns {{parent: number, startTicks: string, state: string} | null} null when there is no such process */
export function processFacts(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0], parent: Number(fields[1]), startTicks: fields[19] };
  } catch {
    return null;
  }
}

/** @param {{pid: number, startTicks: string} | null | undefined} remembered */
export function isAlive(remembered) {
  if (!remembered) return false;
  const facts = processFacts(remembered.pid);
  return facts !== null && facts.state !== 'Z' && facts.startTicks === remembered.startTicks;
}

/** @returns {{pid: number, startTicks: string}} what is needed to know the process again */
export function remember(pid) {
  const facts = processFacts(pid);
  if (facts === null) throw new Error(`process ${pid} ended at once`);
  return { pid, startTicks: facts.startTicks };
}

/** @returns {number[]} the direct children of a process */
export function childrenOf(pid) {
  const all = readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name));
  return all.map(Number).filter((candidate) => processFacts(candidate)?.parent === pid);
}

/** Sends a signal to a remembered process (or its group), never to another that has its number now. */
export function signalProcess(remembered, signal, { group = false } = {}) {
  if (!isAlive(remembered)) return false;
  try {
    process.kill(group ? -remembered.pid : remembered.pid, signal);
    return true;
  } catch {
    return false;
  }
}
