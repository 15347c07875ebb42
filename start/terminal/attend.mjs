// What does the terminal do while the cloud runs? It waits. Ctrl-C asks what is to happen to the machines; without a
// terminal a signal stops them. If the cloud ends by itself, or by `npm run stop`, that is said.

import { askLine } from './ask.mjs';
import { readRunState } from '../cloud/run-state.mjs';
import { stopCloud } from '../cloud/stop-cloud.mjs';
import { waitUntil } from '../../lab/wait-until.mjs';

const QUESTION = `
  s  stop the machines (as by their power button), then everything else
  l  leave the machines and everything else running   (npm run status, npm run stop)
  c  go on
Stop, leave or go on? [s/l/c] `;

/** @returns {'stop' | 'leave' | 'goOn'} anything unclear: go on, which harms nothing */
export function readAnswer(line) {
  const word = line.trim().toLowerCase();
  if (/^s(top)?$/.test(word)) return 'stop';
  return /^l(eave)?$/.test(word) ? 'leave' : 'goOn';
}

const aSignal = () =>
  new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(name, () => resolve(name));
  });

async function ended(state, signal) {
  const gone = () => !readRunState(state).keeperAlive;
  await waitUntil('the cloud to end', gone, { limitMs: Infinity, everyMs: 1000, signal });
  return 'ended';
}

async function choose(name) {
  if (name === 'SIGHUP') return 'leave'; // the terminal is gone, nobody can be asked
  const terminal = process.stdin.isTTY && process.stdout.isTTY;
  return name === 'SIGINT' && terminal ? readAnswer(await askLine(QUESTION)) : 'stop';
}

/** @returns {Promise<number>} the exit code, when the terminal is free again */
export async function attend({ state, phases }) {
  for (;;) {
    const watching = new AbortController();
    const what = await Promise.race([aSignal(), ended(state, watching.signal).catch(() => 'goOn')]);
    watching.abort();
    if (what === 'ended') {
      const { failed } = readRunState(state);
      phases.say(failed ? `The cloud ended: ${failed}` : 'The cloud was stopped.');
      return failed ? 1 : 0;
    }
    const choice = await choose(what);
    if (choice === 'leave') return 0;
    if (choice === 'stop') {
      await stopCloud({ state, leaveMachines: false, force: false, phases });
      return 0;
    }
  }
}
