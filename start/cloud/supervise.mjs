// How is a part kept running? It is started, watched until it says that it is ready, started again with growing waits
// when it dies, and ended by a signal to its whole group when it is to end.

import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive, remember, signalProcess } from '../../lab/processes.mjs';
import { waitUntil } from '../../lab/wait-until.mjs';
import { openRotatingLog } from './rotating-log.mjs';

const WAIT_FIRST_MS = 100;
const WAIT_MOST_MS = 30_000;
const STEADY_MS = 60_000;
const LOOK_MS = 100;

/** How long to wait before the next start, after so many deaths in a row. */
export const backoffMs = (deaths) =>
  Math.min(WAIT_MOST_MS, WAIT_FIRST_MS * 2 ** Math.min(deaths, 10));

/** Does this line of a part say that it is ready? */
export function saysReady(line) {
  if (!line.startsWith('{')) return false;
  try {
    return JSON.parse(line).ready === true;
  } catch {
    return false;
  }
}

/** Gives the whole lines of a stream, one by one. */
function eachLine(stream, take) {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop().slice(-65_536);
    lines.forEach(take);
  });
}

function spawnPart(part, [file, ...args]) {
  return spawn(file, args, {
    detached: true, // a group of its own: Ctrl-C on the terminal does not reach it
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...part.env },
  });
}

/** @returns {Promise<string>} how it ended, in words */
const endOf = (child) =>
  new Promise((resolve) => {
    child.once('error', (error) => resolve(`cannot be started: ${error.message}`));
    child.once('exit', (code, signal) => resolve(`ended with ${signal ?? `code ${code}`}`));
  });

/** Asks a program that does not speak for itself until it answers or ends. */
function watchReadiness(part, ended, signal, ready) {
  const gone = new AbortController();
  void ended.then(() => gone.abort());
  const limits = { limitMs: 60_000, everyMs: 100, signal: AbortSignal.any([gone.signal, signal]) };
  waitUntil(`${part.name} to be ready`, part.isReady, limits).then(ready, () => {});
}

/**
 * @typedef {{name: string, command: () => string[] | Promise<string[]>, logFile: string, env?: object,
 *   isReady?: (() => Promise<boolean>) | null, mayRun?: (() => boolean) | null, complains?: (line: string) => void}} Part
 * command: asked before each start; isReady: for programs that do not say so themselves; mayRun: false keeps it away;
 * complains: told each line of its stderr
 * @param {Part} part
 * @param {(change: {state: string, process?: object, deaths: number, why?: string}) => void} changed
 */
export function supervise(part, changed) {
  const ending = new AbortController();
  const log = openRotatingLog(part.logFile);
  let running = null;
  let deaths = 0;
  const ready = () => changed({ state: 'ready', process: running, deaths });

  const startOnce = async () => {
    const child = spawnPart(part, await part.command());
    const ended = endOf(child);
    child.stderr.on('data', (bytes) => log.write(bytes));
    if (part.complains) eachLine(child.stderr, part.complains);
    eachLine(child.stdout, (line) => {
      log.write(`${line}\n`);
      if (saysReady(line)) ready();
    });
    if (child.pid === undefined) return ended;
    running = remember(child.pid);
    changed({ state: 'starting', process: running, deaths });
    if (part.isReady) watchReadiness(part, ended, ending.signal, ready);
    return ended;
  };

  /** A part that was kept away begins as if it had never died. */
  const untilItMayRun = async () => {
    const { mayRun = null } = part;
    if (mayRun === null || mayRun()) return;
    deaths = 0;
    changed({ state: 'off', deaths });
    const limits = { limitMs: Infinity, everyMs: LOOK_MS, signal: ending.signal };
    await waitUntil(`${part.name} to be wanted`, mayRun, limits).catch(() => {});
  };

  const loop = async () => {
    for (;;) {
      await untilItMayRun();
      if (ending.signal.aborted) break;
      const since = performance.now();
      const why = await startOnce().catch((error) => error.message);
      running = null;
      if (ending.signal.aborted) break;
      deaths = performance.now() - since > STEADY_MS ? 1 : deaths + 1;
      log.write(`${JSON.stringify({ keeper: `${part.name} ${why}`, deaths })}\n`);
      changed({ state: 'dead', deaths, why });
      if (part.mayRun?.() === false) continue;
      await delay(backoffMs(deaths - 1), undefined, { signal: ending.signal }).catch(() => {});
    }
    changed({ state: 'ended', deaths });
  };
  const finished = loop();

  return { name: part.name, end: (limitMs = 10_000) => end(limitMs), endOnce };

  async function end(limitMs) {
    ending.abort();
    await endOnce(limitMs);
    await finished;
  }

  /** Ends the process that runs now; another one takes its place unless the part is being ended. */
  async function endOnce(limitMs) {
    const target = running;
    signalProcess(target, 'SIGTERM', { group: true });
    const gone = () => !isAlive(target);
    await waitUntil(`${part.name} to end`, gone, { limitMs }).catch(() => {
      signalProcess(target, 'SIGKILL', { group: true });
    });
  }
}
