// What keeps a set of namespaces alive, and ends all that lives in them at once? Their first process: it is started here,
// known again by its number and start time, and its end is the end of every process and interface in there.

import { closeSync, openSync, readlinkSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { letGo } from './go-ahead.mjs';
import { childrenOf, isAlive, remember, signalProcess } from './processes.mjs';
import { runCommand } from './run-command.mjs';
import { waitUntil } from './wait-until.mjs';

const SPACES = ['--mount', '--net', '--uts', '--pid', '--fork', '--mount-proc'];
const COMMAND_LIMIT_MS = 20_000;

/** @typedef {{pid: number, startTicks: string}} Remembered */

/**
 * Starts a program as the first process of new mount, network, name and process namespaces. It outlives its starter.
 * @param {{command: string[], what: string, logFile: string, writeDown: (init: Remembered) => void, limitMs: number,
 *   signal?: AbortSignal}} wanted what: named in the error; logFile: gets what the program says; writeDown: done before the
 *   program gets the go-ahead on its stdin, without which it has to end
 * @returns {Promise<Remembered>}
 */
export async function launchFirstProcess(wanted) {
  const { command, what, logFile, writeDown, limitMs, signal } = wanted;
  const log = openSync(logFile, 'a');
  const child = spawn('unshare', [...SPACES, ...command], {
    detached: true,
    stdio: ['pipe', log, log],
  });
  child.on('error', () => {});
  child.unref();
  closeSync(log);
  const first = () => child.exitCode === null && childrenOf(child.pid)[0];
  const limits = { limitMs, signal, everyMs: 20 };
  try {
    const init = remember(
      await waitUntil(`the first process of ${what} (its log is ${logFile})`, first, limits),
    );
    writeDown(init);
    letGo(child);
    return init;
  } catch (error) {
    child.stdin.destroy();
    throw error;
  }
}

/** A first process that is ending has given up its namespaces, though it may stay listed until all others are reaped. */
export function hasNamespaces(init) {
  try {
    return isAlive(init) && readlinkSync(`/proc/${init.pid}/ns/uts`) !== '';
  } catch {
    return false;
  }
}

/**
 * Ends the first process, and with it everything in its namespaces. The kernel keeps it listed until whoever started the
 * others from outside has taken note of their end; that is waited for as well, but not for ever.
 */
export async function endFirstProcess(init, what, { limitMs = 20_000, isGone = () => true } = {}) {
  signalProcess(init, 'SIGKILL');
  const gone = () => !hasNamespaces(init) && isGone();
  await waitUntil(`${what} to end`, gone, { limitMs, everyMs: 10 });
  const forgotten = () => !isAlive(init);
  await waitUntil(`${what} to be forgotten`, forgotten, { limitMs: 2_000, everyMs: 10 }).catch(
    () => {},
  );
}

/** Runs a program of this machine in the network of a first process. */
export async function runInNetwork(initPid, ...command) {
  const args = ['-t', String(initPid), '-n', '--', ...command];
  return runCommand('nsenter', args, { timeoutMs: COMMAND_LIMIT_MS });
}

/** A bridge in the network of a first process that is up; one that is there is left as it is. */
export async function openBridge(initPid, name) {
  if (!(await hasLink(initPid, name))) {
    const bridge = ['link', 'add', name, 'type', 'bridge', 'forward_delay', '0'];
    await runInNetwork(initPid, 'ip', ...bridge);
  }
  await runInNetwork(initPid, 'ip', 'link', 'set', name, 'up');
}

/** Is there an interface of this name in the network of a first process? */
export const hasLink = (initPid, name) =>
  runInNetwork(initPid, 'ip', '-o', 'link', 'show', 'dev', name).then(
    () => true,
    () => false,
  );
