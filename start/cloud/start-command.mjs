// What happens from `npm start` to a machine that answers? Facts, plan, one question; then phases, each with its time;
// then the terminal belongs to the running cloud until Ctrl-C, or is given back (--detach), or all is taken away (--once).

import { dirname, join } from 'node:path';
import { makeAppliance } from '../install/appliance.mjs';
import { proveKvm } from '../plan/prove-kvm.mjs';
import { mayGoOn } from '../terminal/ask.mjs';
import { attend } from '../terminal/attend.mjs';
import { runFramed } from '../terminal/command-frame.mjs';
import { linkStateCommands } from '../install/command-links.mjs';
import { readFacts } from '../plan/facts.mjs';
import { whileThereIsRoom } from './full-disk.mjs';
import { installMissing } from '../install/install-missing.mjs';
import { checkInstance, lockInstance, openInstance, readSettings } from './instance.mjs';
import { checkNotJoined } from '../join/joined-host.mjs';
import { note } from './journal.mjs';
import { isInterfaceTaken, launchHosts } from '../hosts/launch-hosts.mjs';
import { launchParts, openSettings } from './launch.mjs';
import { chooseNatsServer } from '../nats/nats-choice.mjs';
import { natTable, openNat } from './nat.mjs';
import { openPhases } from '../terminal/phases.mjs';
import { NoOpenHost } from '../hosts/open-hosts.mjs';
import { makePlan } from '../plan/plan.mjs';
import { planText, problemsText } from '../terminal/plan-text.mjs';
import { describePlaces, entranceOf, locationsOf } from '../join/published-images.mjs';
import { servingHosts } from '../hosts/removed-hosts.mjs';
import { runFirstMachine } from '../first-machine/run-first-machine.mjs';
import { showOnce } from '../first-machine/show-once.mjs';
import { accountOf } from '../first-machine/user.mjs';
import { runningText } from '../terminal/status-text.mjs';
import { readRunState } from './run-state.mjs';
import { runningGuests, stopCloud } from './stop-cloud.mjs';

const CHECKOUT = dirname(dirname(import.meta.dirname));

const partsFolderOf = (state) => join(state, 'parts');

async function prepare(plan, options, phases) {
  const { state } = plan;
  await installMissing(plan, phases);
  const appliance = await phases.phase('Making the appliance', async (say) => {
    const made = await makeAppliance({
      partsFolder: partsFolderOf(state),
      imagesFolder: join(state, 'images'),
    });
    say(`${made.built ? '' : 'already there: '}${made.identifier}`);
    return made;
  });
  const server = await phases.phase('Choosing a nats-server', async (say) => {
    const unpackedFolder = join(partsFolderOf(state), 'nats');
    const wanted = { unpackedFolder, stateFolder: state, volatileAllowed: options.volatileLog };
    const chosen = await chooseNatsServer(wanted);
    say(
      `${chosen.version}${chosen.syncBy === 'volatile' ? ', a power cut loses the last requests' : ''}`,
    );
    return chosen;
  });
  return { appliance, server };
}

async function bringUp(plan, options, { phases, signal }) {
  const { state } = plan;
  linkStateCommands(state);
  const { appliance, server } = await prepare(plan, options, phases);
  const settings = openSettings(plan);
  const image = appliance.file;
  const entrance = entranceOf(settings);
  describePlaces(dirname(image), entrance);
  const domainType = await phases.phase('Proving KVM', async (say) => {
    const proven = await proveKvm({ state, checkout: plan.checkout, image });
    say(proven === 'kvm' ? 'it works' : 'it does not work here: machines are emulated');
    return proven;
  });
  const busybox = join(partsFolderOf(state), 'appliance/root/bin/busybox');
  const count = settings.hosts.length;
  const title = `Starting ${count === 1 ? 'the' : count} private hypervisor${count === 1 ? '' : 's'}`;
  await phases.phase(title, () =>
    launchHosts({ state, settings, domainType, image, busybox, signal }),
  );
  if (plan.nat) await phases.phase('Opening the way out', () => letOut(state, plan));
  await phases.phase('Starting scheduler, api, agent', (say) =>
    launchParts({ plan, settings, server, image, busybox, domainType, say, signal }),
  );
  return { appliance: { ...appliance, locations: locationsOf(image, entrance) } };
}

/** Written down before it is made. */
async function letOut(state, { instance, range, interface: name }) {
  note(state, { kind: 'nat', table: natTable(instance), interface: name });
  await openNat({ instance, cidr: range.cidr, interface: name });
}

/** A start that failed leaves nothing running that it started; machines of an earlier one go on. */
async function takeBack({ state, once, phases }) {
  const leaveMachines = !once && runningGuests(readRunState(state).hosts).length > 0;
  await stopCloud({ state, leaveMachines, force: true, phases }).catch(() => {});
}

async function untilItAnswers(plan, options, { phases, signal }) {
  const { appliance } = await bringUp(plan, options, { phases, signal });
  return runFirstMachine({ plan, options, appliance, phases, signal });
}

async function run(plan, options) {
  const { state } = plan;
  const phases = openPhases();
  const release = lockInstance(state);
  const ranBefore = readRunState(state).keeperAlive;
  try {
    const first = await whileThereIsRoom(state, (signal) =>
      untilItAnswers(plan, options, { phases, signal }),
    );
    if (options.once) return await showOnce({ state, first, phases });
    phases.say(`\n${runningText({ ...first, plan, seconds: phases.totalMs() / 1000 })}`);
  } catch (error) {
    const mayStay = ranBefore || error instanceof NoOpenHost; // what its administrator decided, he can change
    if (options.once || !mayStay) await takeBack({ state, once: options.once, phases });
    throw error;
  } finally {
    release();
  }
  return options.detach ? 0 : attend({ state, phases });
}

/** What earlier starts chose, without removed hosts; another interface is chosen where somebody else has ours by now. */
function settingsNow(state) {
  const settings = readSettings(state);
  if (settings === null) return null;
  const hosts = servingHosts(state, settings.hosts);
  const isTaken = isInterfaceTaken(state, settings);
  const removedHosts = settings.hosts.length - hosts.length;
  return { ...settings, hosts, removedHosts, ...(isTaken ? { interface: null } : {}) };
}

async function startWith(options) {
  const settings = process.getuid() === 0 ? settingsNow(options.state) : null;
  const facts = await readFacts({ state: options.state, checkout: CHECKOUT });
  const plan = makePlan(facts, options, settings);
  process.stdout.write(`${planText(plan)}\n`);
  if (plan.problems.length > 0) process.stderr.write(`${problemsText(plan.problems)}\n`);
  if (options.dryRun) return 0;
  if (plan.problems.length > 0) return 1;
  checkNotJoined(plan.state);
  checkInstance(plan.state, plan.checkout);
  await accountOf(plan.user); // refuses before anything is made
  if (!(await mayGoOn('Go on?', options.yes))) return 1;
  openInstance(plan);
  return run(plan, options);
}

/** @param {string[]} args @returns {Promise<number>} the exit code */
export const startCommand = (args) => runFramed('start', args, startWith);
