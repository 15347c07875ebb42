// Under which names is the command line found? `stratus`, and the commands that StratusLab's users know; all are links to
// one file, which sees by which name it was started.

import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const COMMAND_NAMES = [
  'stratus',
  'stratus-run-instance',
  'stratus-describe-instance',
  'stratus-kill-instance',
  'stratus-shutdown-instance',
  'stratus-connect-instance',
  'stratus-copy-config',
  'stratus-hash-password',
];

/**
 * Makes the links anew.
 * @param {string} folder where; made when it is not there
 * @param {string} target path of cli/stratus.mjs, as a link in that folder names it
 */
export function linkCommands(folder, target) {
  mkdirSync(folder, { recursive: true });
  for (const name of COMMAND_NAMES) {
    rmSync(join(folder, name), { force: true });
    symlinkSync(target, join(folder, name));
  }
}

/** The same for `<state>/bin`, which goes with the cloud. */
export function linkStateCommands(state) {
  linkCommands(join(state, 'bin'), join(dirname(dirname(import.meta.dirname)), 'cli/stratus.mjs'));
}
