/**
 * The commands of the starter on a machine of a test's own. What an earlier start downloads is laid there beforehand, so
 * that no network is needed: as if a first start had come so far and was cut short.
 */
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeAppliance } from '../../../start/install/appliance.mjs';
import { buildSources } from '../../../start/build.mjs';
import { openInstance } from '../../../start/cloud/instance.mjs';
import { isBuilt } from '../../../start/install/sources.mjs';
import { TEST_STATE } from '../../../start/test/test-state.mjs';
import { natsProgram } from '../nats-server.ts';
import { checkoutThere } from './own-machine.ts';
import type { OwnMachine, Ran, RunOptions } from './own-machine.ts';

const checkout = dirname(dirname(dirname(import.meta.dirname)));

/** Once for each test file, before the first machine: everything that is costly to make. */
export async function prepareParts(): Promise<void> {
  if (!isBuilt(checkout)) await buildSources(checkout);
  const nats = await natsProgram();
  if (typeof nats === 'string') throw new Error(nats);
  await makeAppliance({
    partsFolder: join(TEST_STATE, 'parts'),
    imagesFolder: join(TEST_STATE, 'images'),
  });
}

/** Lays what an earlier start of this cloud would have downloaded. */
export async function layParts(
  machine: OwnMachine,
  { instance = 'local', at = checkoutThere }: { instance?: string; at?: string } = {},
): Promise<void> {
  const state = join(machine.stateRoot, instance);
  const there = `/var/lib/stratus/${instance}`;
  openInstance({ state, instance, checkout: at });
  // The journal names folders as they are called there.
  const journal = join(state, 'journal.jsonl');
  await machine.says('sed', '-i', `s|${state}|${there}|`, join(there, 'journal.jsonl'));
  if (!readFileSync(journal, 'utf8').includes(there))
    throw new Error(`${journal} names another folder`);
  const appliance = 'parts/appliance'; // without the image made of it: that names where it lies
  cpSync(join(TEST_STATE, appliance), join(state, appliance), {
    ...{ recursive: true, verbatimSymlinks: true },
  });
  await layNats(state);
}

/** One that the machine has is found by itself. */
async function layNats(state: string): Promise<void> {
  const nats = await natsProgram();
  if (typeof nats === 'string') throw new Error(nats);
  const unpacked = '/root/usr/sbin/nats-server';
  if (!nats.path.endsWith(`nats-server${unpacked}`)) return;
  const to = join(state, 'parts/nats/nats-server', unpacked);
  mkdirSync(dirname(to), { recursive: true });
  cpSync(nats.path, to);
}

/** `npm start`, `npm run clean` and so on, without npm around it: the file in start/ by its name. */
export const starter = (name: string, ...more: readonly string[]): readonly string[] => [
  process.execPath,
  `start/${name}.mjs`,
  ...more,
];

/** The same, run to its end; throws when it fails. */
export async function succeeds(
  machine: OwnMachine,
  command: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const { code, out, err }: Ran = await machine.run(command, options);
  if (code !== 0) throw new Error(`\`${command.join(' ')}\` ended with ${code}:\n${out}\n${err}`);
  return out;
}

export const isThere = (machine: OwnMachine, ...path: readonly string[]): boolean =>
  existsSync(join(machine.stateRoot, ...path));
