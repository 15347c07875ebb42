// What happens from `npm run join` to an agent that serves? Facts, plan, one question; what is missing is installed; the
// cloud is asked; the agent is started under a keeper. Each step is kept before the next, so that a join that was cut short
// goes on with the same line under the same id and key.

import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startHypervisor } from '../../lab/private-hypervisor.mjs';
import { makeAppliance } from '../install/appliance.mjs';
import { askHidden, mayGoOn } from '../terminal/ask.mjs';
import { runFramed } from '../terminal/command-frame.mjs';
import { readFacts } from '../plan/facts.mjs';
import { installMissing } from '../install/install-missing.mjs';
import { checkInstance, lockInstance, openInstance } from '../cloud/instance.mjs';
import { note } from '../cloud/journal.mjs';
import { programsHere, readJoinFacts } from './join-facts.mjs';
import { joinPlanText, makeJoinPlan } from './join-plan.mjs';
import { JoinRefused, fetchAuthority, requestJoin } from './join-requests.mjs';
import { readJoinString } from './join-string.mjs';
import {
  checkNoCloud,
  decideJoined,
  joinedHostFolder,
  layAgent,
  newHostId,
  openKey,
  privateHost,
  readJoined,
  writeAuthority,
  writeJoined,
} from './joined-host.mjs';
import { attendHost, runAgent } from './joined-agent.mjs';
import { nameServersHere } from '../plan/name-servers.mjs';
import { openPhases } from '../terminal/phases.mjs';
import { problemsText } from '../terminal/plan-text.mjs';
import { proveKvm } from '../plan/prove-kvm.mjs';
import { typedCommand } from '../terminal/typed-command.mjs';

const CHECKOUT = dirname(dirname(import.meta.dirname));
const ATTEMPTS = 3;
const AGAIN_MS = 2_000;

/** The line itself, or from standard input: there no list of processes shows it, and no log or history keeps it. */
async function cloudIn(text) {
  if (text === null) return null;
  if (text !== '-') return readJoinString(text);
  if (!process.stdin.isTTY) return readJoinString(readFileSync(0, 'utf8'));
  return readJoinString(await askHidden('The line of `stratus host add` (it is not shown): '));
}

/** The cloud may be starting, or between two leaders. */
async function persistently(work) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof JoinRefused) || !error.retry || attempt === ATTEMPTS) throw error;
      await delay(AGAIN_MS);
    }
  }
}

/** Joins, or says again what was said, which gets the same answer. */
async function askCloud(state, host, token) {
  const authority = await persistently(() => fetchAuthority(host.cloud));
  const publicKey = openKey(state);
  const asked = { authority, token, hostId: host.hostId, publicKey };
  const { cloudId, name, busServers } = await persistently(() => requestJoin(host.cloud, asked));
  writeAuthority(state, authority);
  return { ...host, joined: { cloudId, name, busServers } };
}

async function domainTypeOf({ state, checkout, kvm }, phases) {
  if (!kvm) return 'qemu';
  return phases.phase('Proving KVM', async (say) => {
    const where = { partsFolder: join(state, 'parts'), imagesFolder: join(state, 'images') };
    const { file } = await makeAppliance(where);
    const proven = await proveKvm({ state, checkout, image: file });
    say(proven === 'kvm' ? 'it works' : 'it does not work here: machines are emulated');
    return proven;
  });
}

async function openHypervisor(state, host, domainType, phases) {
  if (host.libvirt === 'system') {
    if (!existsSync(host.storageDir)) note(state, { kind: 'folder', path: host.storageDir });
    mkdirSync(host.storageDir, { recursive: true, mode: 0o711 });
    return null;
  }
  const wanted = privateHost(state, host, domainType);
  note(state, { kind: 'host', folder: joinedHostFolder(state) });
  mkdirSync(joinedHostFolder(state), { recursive: true, mode: 0o700 });
  await phases.phase('Starting the private hypervisor', () => startHypervisor(wanted));
  return wanted;
}

async function run(plan, cloud, options) {
  const { state } = plan;
  const phases = openPhases();
  const release = lockInstance(state);
  try {
    await installMissing(plan, phases);
    let host = decideJoined(readJoined(state), { ...plan, cloud: cloudPlace(cloud) }, newHostId);
    writeJoined(state, host);
    if (cloud !== null) {
      host = await phases.phase('Asking the cloud', () => askCloud(state, host, cloud.token));
      writeJoined(state, host);
    }
    if (host.joined === null) decideJoined(null, { ...plan, cloud: null }, newHostId);
    const domainType = await domainTypeOf(plan, phases);
    const privately = await openHypervisor(state, host, domainType, phases);
    // Looked for now: installing may have brought them.
    const facts = { domainType, programs: programsHere(), nameServers: nameServersHere() };
    layAgent(state, host, facts);
    await phases.phase('Starting the agent', (say) =>
      runAgent({ state, checkout: plan.checkout, privately, say }),
    );
    phases.say(joinedText(host, plan));
  } finally {
    release();
  }
  return options.detach ? 0 : attendHost({ state, phases });
}

/** Where the cloud is; the token is not kept. */
const cloudPlace = (cloud) =>
  cloud && { address: cloud.address, port: cloud.port, fingerprint: cloud.fingerprint };

function joinedText({ joined, cloud, hostId }, plan) {
  return [
    `\nThis machine is host ${joined.name} (${hostId}) of the cloud at ${cloud.address}.`,
    `  There: stratus host list. After a reboot here: sudo ${typedCommand(plan, 'join')}`,
    `  Later: sudo ${typedCommand(plan, 'status')}, or "stop" or "clean" in its place`,
  ].join('\n');
}

async function joinWith(options) {
  const cloud = await cloudIn(options.joinString);
  const { state } = options;
  const isRoot = process.getuid() === 0;
  if (isRoot) checkNoCloud(state);
  const known = isRoot ? readJoined(state) : null;
  const own = { ...(await readFacts({ state, checkout: CHECKOUT })), ...(await readJoinFacts()) };
  const plan = makeJoinPlan(own, options, known);
  process.stdout.write(`${joinPlanText(plan)}\n`);
  if (plan.problems.length > 0) process.stderr.write(`${problemsText(plan.problems)}\n`);
  if (options.dryRun) return 0;
  if (plan.problems.length > 0) return 1;
  decideJoined(known, { ...plan, cloud: cloudPlace(cloud) }, newHostId); // refuses before anything is made
  checkInstance(state, plan.checkout);
  if (!(await mayGoOn('Go on?', options.yes))) return 1;
  openInstance(plan);
  return run(plan, cloud, options);
}

/** @param {string[]} args @returns {Promise<number>} the exit code */
export const joinCommand = (args) => runFramed('join', args, joinWith);
