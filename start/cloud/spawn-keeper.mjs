// How does a keeper come to live on its own? Apart from the terminal, with a log for what it says, and only when it is
// written down who it is, so that `clean` knows of it whatever happens to its starter.

import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { letGo } from '../../lab/go-ahead.mjs';
import { remember } from '../../lab/processes.mjs';
import { note } from './journal.mjs';

/**
 * @param {string} state
 * @param {'cloud/keeper.mjs' | 'join/host-keeper.mjs'} script
 * @returns {{pid: number, startTicks: string}}
 */
export function spawnKeeper(state, script) {
  mkdirSync(join(state, 'logs'), { recursive: true, mode: 0o700 });
  const log = openSync(join(state, 'logs/keeper.log'), 'a', 0o600);
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', script), state], {
    detached: true,
    stdio: ['pipe', log, log],
    cwd: '/',
  });
  closeSync(log);
  child.unref();
  const keeper = remember(child.pid);
  note(state, { kind: 'process', what: 'keeper', ...keeper });
  letGo(child);
  return keeper;
}
