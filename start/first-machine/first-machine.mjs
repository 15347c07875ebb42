// How does the first machine come to answer? It is found again or run, watched through its states, and reached by ssh
// under the host key that it printed on its own console: nobody is asked to trust a key unseen.

import { join } from 'node:path';
import { waitUntil } from '../../lab/wait-until.mjs';
import { CloudRefused } from '../cloud/cloud-requests.mjs';
import { knownHostsOf, runAs, writeAs } from './user.mjs';

const RUN_LIMIT_MS = 300_000;
const SSH_LIMIT_MS = 120_000;
const ENDED = ['epilog', 'done', 'failed'];

/** What a machine is doing, in a line: its state, the step its host is at, why it waits or ended. */
export function wordsOf({ state, progress, message, reason, waiting }) {
  if (state === 'running') return state;
  const bytes = progress?.totalBytes
    ? ` ${Math.floor((100 * progress.doneBytes) / progress.totalBytes)} %`
    : '';
  const step = progress ? `${progress.phase}${bytes}` : '';
  return [state, step, message || waiting || reason].filter(Boolean).join(': ');
}

async function found(cloud, id) {
  if (!id) return null;
  try {
    const machine = await cloud.machine(id);
    return ENDED.includes(machine.state) ? null : machine;
  } catch (error) {
    if (error instanceof CloudRefused && error.status === 404) return null;
    throw error;
  }
}

async function runNamed(cloud, image, { name, publicKeys }) {
  try {
    return await cloud.run(image, { name, publicKeys });
  } catch (error) {
    if (error.problem?.reason !== 'nameTaken') throw error;
    return cloud.run(image, { publicKeys });
  }
}

/** Started where it is stopped; false: it cannot be, its host is confirmed down. */
async function isStarted(cloud, { id, state }) {
  if (!['stopped', 'unknown'].includes(state)) return true;
  try {
    await cloud.act(id, 'start');
    return true;
  } catch (error) {
    if (error.problem?.reason === 'hostIsDown') return false;
    throw error;
  }
}

/**
 * The machine of an earlier start, started again where it was stopped; else a new one.
 * @param {() => void} beforeNew called before a new one is asked for; throws where there is no host for it
 * @returns {Promise<string>} its UUID
 */
export async function findOrRun(cloud, { id, image, name, publicKeys, beforeNew }) {
  const machine = await found(cloud, id);
  if (machine !== null && (await isStarted(cloud, machine))) return machine.id;
  beforeNew();
  return runNamed(cloud, image, { name, publicKeys });
}

export async function untilRunning(cloud, id, say, signal) {
  const running = async () => {
    const machine = await cloud.machine(id);
    say(wordsOf(machine));
    if (ENDED.includes(machine.state)) throw new Error(`the machine ended: ${wordsOf(machine)}`);
    return machine.state === 'running' && machine.address !== null && machine;
  };
  return waitUntil('the machine to run', running, {
    ...{ limitMs: RUN_LIMIT_MS, everyMs: 300, signal },
  });
}

/** The host key in a console log. The first one: what comes later may have been printed by somebody in the machine. */
export function hostKeyIn(consoleText) {
  return /ssh-host-key: (\S+ [A-Za-z0-9+/=]+)\s/.exec(consoleText)?.[1] ?? null;
}

/** Runs a command in the machine as `user` would: his ssh, his keys, the host key we saw on the console. */
export function sshAs(user, machine, command, moreOptions = []) {
  const file = join(knownHostsOf(user), machine.id);
  const known = [
    `UserKnownHostsFile=${file}`,
    `HostKeyAlias=${machine.id}`,
    'StrictHostKeyChecking=yes',
  ];
  const settings = [...known, 'BatchMode=yes', 'ConnectTimeout=5', 'UpdateHostKeys=no'];
  const options = settings.flatMap((setting) => ['-o', setting]);
  const args = [...moreOptions, ...options, `root@${machine.address}`, command];
  return runAs(user, 'ssh', args, { timeoutMs: 30_000 });
}

/**
 * @returns {Promise<{locked: boolean}>} locked: it answers, but the user's key needs a passphrase we do not have
 */
export async function untilSshAnswers(cloud, machine, user, { say, signal, moreOptions = [] }) {
  const limits = { limitMs: SSH_LIMIT_MS, everyMs: 300, signal };
  const key = await waitUntil(
    'the machine to print its host key',
    async () => hostKeyIn(await cloud.consoleOf(machine.id)),
    limits,
  );
  await writeAs(user, join(knownHostsOf(user), machine.id), `${machine.id} ${key}\n`);
  const answers = async () => {
    try {
      await sshAs(user, machine, 'true', moreOptions);
      return { locked: false };
    } catch (error) {
      say(error.stderr?.trim().split('\n').at(-1) ?? error.message);
      return /Permission denied/.test(error.stderr ?? '') ? { locked: true } : null;
    }
  };
  return waitUntil(`ssh root@${machine.address} to answer`, answers, limits);
}
