// What is the same around each command of the starter? Wrong usage ends with 2, a failure with 1 and its reason in plain
// words; only what nobody foresaw shows a stack.

import { join } from 'node:path';
import { fullDiskCureFor } from '../cloud/full-disk.mjs';
import { WrongUsage, readOptions, usage } from './options.mjs';
import { NotOurs, readJson } from '../cloud/instance.mjs';

/**
 * @param {Parameters<typeof readOptions>[0]} command
 * @param {string[]} args
 * @param {(options: ReturnType<typeof readOptions>) => Promise<number>} work gives the exit code
 */
export async function runFramed(command, args, work) {
  let state = null;
  try {
    const options = readOptions(command, args);
    ({ state } = options);
    if (options.help) {
      process.stdout.write(`${usage(command)}\n`);
      return 0;
    }
    return await work(options);
  } catch (error) {
    const unforeseen = error instanceof TypeError || error instanceof ReferenceError;
    process.stderr.write(`\n${unforeseen ? error.stack : error.message}\n`);
    const cure = state === null ? null : fullDiskCureFor(state);
    if (cure !== null && cure !== error.message) process.stderr.write(`${cure}\n`);
    return error instanceof WrongUsage ? 2 : 1;
  }
}

/** For commands that need a cloud that is there already. */
export function needCloud({ state, instance }, command) {
  const again = instance === 'local' ? '' : ` -- --instance ${instance}`;
  if (process.getuid() !== 0) {
    throw new NotOurs(
      `root is needed to read ${state}. Type this instead:\n\n  sudo npm ${command}${again}\n`,
    );
  }
  const marker = readJson(join(state, 'instance.json'));
  if (marker === null)
    throw new NotOurs(`there is no cloud in ${state}; \`sudo npm start${again}\` makes one`);
  return marker;
}
