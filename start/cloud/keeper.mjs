// Who keeps the parts of a cloud running when the terminal is closed? This process: it starts them in order, starts
// them again when they die, and ends them, and itself, on SIGTERM. The machines are not its children: they live in their
// private hosts and go on whatever happens here. One argument: the cloud's folder.

import { connect } from 'node:net';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { awaitGoAhead } from '../../lab/go-ahead.mjs';
import { insideHost, stopHypervisor } from '../../lab/private-hypervisor.mjs';
import { remember, signalProcess } from '../../lab/processes.mjs';
import { runCommand } from '../../lab/run-command.mjs';
import { waitUntil } from '../../lab/wait-until.mjs';
import { readJson, readSettings } from './instance.mjs';
import { agentProgram } from '../hosts/agent-program.mjs';
import { agentPart } from '../hosts/hosts.mjs';
import { startHost } from '../hosts/launch-hosts.mjs';
import { say } from './keeper-say.mjs';
import { END_LIMIT_MS, fullLogDiskLook, fullLogDiskText } from './full-log-disk.mjs';
import { lookAgain } from './look-again.mjs';
import { readPower } from '../hosts/power.mjs';
import { watchRemoved } from '../hosts/removed-hosts.mjs';
import { LOOK_MS, certificateLook } from '../join/renew-certificates.mjs';
import { writeRunState } from './run-state.mjs';
import { supervise } from './supervise.mjs';
import { watchSwitch } from '../hosts/watch-switch.mjs';

awaitGoAhead();
const state = process.argv[2];
const orders = readJson(join(state, 'keeper.json'));
const run = {
  keeper: remember(process.pid),
  parts: {},
  failed: null,
  volatileLog: orders.volatileLog,
  switchTrouble: null,
  logTrouble: null,
};
const supervised = [];
const ending = new AbortController();

let isUp = false;
let isSaved = true;

/** What nobody can read nobody ends: so while it starts all is ended again. A cloud that is up goes on, and it is tried again. */
function save() {
  try {
    writeRunState(state, run);
    isSaved = true;
  } catch (error) {
    if (isSaved) say(`what runs cannot be written down: ${error.message}`);
    isSaved = false;
    if (!isUp && !ending.signal.aborted) void endAll(error.message);
  }
}

function keep(name, command, { isReady = null, mayRun = null, complains } = {}) {
  const part = {
    name,
    command,
    isReady,
    mayRun,
    complains,
    logFile: join(state, 'logs', `${name}.log`),
    env: orders.env,
  };
  const changed = (change) => {
    run.parts[name] = change;
    save();
  };
  supervised.unshift(supervise(part, changed));
}

const isReady = (name) =>
  waitUntil(`${name} to be ready`, () => run.parts[name]?.state === 'ready', {
    limitMs: 120_000,
    signal: ending.signal,
  });

/** A nats-server greets whoever connects with a line that begins with INFO. */
const natsGreets = () =>
  new Promise((resolve) => {
    const socket = connect(orders.nats);
    const answer = (greets) => {
      socket.destroy();
      resolve(greets);
    };
    socket.setTimeout(2000, () => answer(false));
    socket
      .once('error', () => answer(false))
      .once('data', (bytes) => answer(bytes.toString().startsWith('INFO')));
  });

const mainOf = (part) => join(orders.checkout, 'dist', part, 'main.js');
const node = process.execPath;

/** The streams are made once, by the one key that may. */
async function genesisOnce() {
  const mark = join(state, 'genesis.done');
  if (existsSync(mark)) return;
  const script = join(orders.checkout, 'dist/scheduler/genesis.js');
  await runCommand(node, [script, orders.configs.genesis], {
    timeoutMs: 60_000,
    signal: ending.signal,
  });
  writeFileSync(mark, '');
}

const identitiesCommand = () => [
  ...[node, join(orders.checkout, 'dist/api/identities-main.js')],
  orders.configs.identities,
];

/** Should the program that leads into the host be killed alone, what it started goes too: two agents would be on one host. */
const DIES_WITH_IT = ['setpriv', '--pdeathsig', 'KILL', '--'];

/** The agent lives in its host's processes and files, so it ends with the host; here the host comes first. */
async function agentCommand({ host, config }) {
  const started = await startHost(state, host, ending.signal);
  if (!readPower(state, host.name).on) {
    await stopHypervisor(host.folder); // switched off while it started
    throw new Error(`${host.name} was switched off`);
  }
  return insideHost(started.init.pid, [...DIES_WITH_IT, ...agentProgram(orders.checkout, config)]);
}

function keepAgent(orders) {
  const mayRun = () => readPower(state, orders.name).on;
  keep(agentPart(orders), () => agentCommand(orders), { mayRun });
}

async function startAll() {
  const nats = [orders.natsServer, '-c', orders.natsConfig];
  const logDisk = lookAtLogDisk();
  keep('nats-server', () => nats, { isReady: natsGreets, complains: logDisk.heard });
  void lookAgain({ everyMs: 250, look: logDisk.look, say, signal: ending.signal });
  keep('cables', () => [node, join(import.meta.dirname, '../hosts/cables.mjs'), state]);
  await isReady('nats-server');
  await genesisOnce();
  keep('scheduler', () => [node, mainOf('scheduler'), orders.configs.scheduler]);
  keep('api', () => [node, mainOf('api'), orders.configs.api]);
  if (orders.configs.identities) keep('identities', identitiesCommand);
  orders.hosts.forEach(keepAgent);
  isUp = true;
  const { signal } = ending;
  void lookAgain({ everyMs: 1_000, look: () => isSaved || save(), say, signal });
  void lookAgain({ everyMs: 2_000, look: lookForRemoved(), say, signal });
  void lookAgain({ everyMs: 1_000, look: lookAtSwitch(), say, signal });
  if (orders.listen) void lookAgain({ everyMs: LOOK_MS, look: lookAtCertificates(), say, signal });
}

const reloadNats = () => signalProcess(run.parts['nats-server']?.process, 'SIGHUP');

const partNamed = (name) => supervised.find((part) => part.name === name);

const lookAtLogDisk = () =>
  fullLogDiskLook({
    server: () => run.parts['nats-server']?.process ?? null,
    fullText: () => fullLogDiskText(join(state, 'nats')),
    restart: () => partNamed('nats-server').endOnce(END_LIMIT_MS),
    nowMs: () => performance.now(),
    tell(trouble) {
      say(trouble ?? 'the log takes requests again');
      run.logTrouble = trouble;
      save();
    },
  });

const lookAtCertificates = () =>
  certificateLook({
    ...{ state, settings: { ...readSettings(state), listen: orders.listen } },
    ...{ now: Date.now, reload: reloadNats, say },
  });

const lookAtSwitch = () =>
  watchSwitch({
    ...{ state, hosts: orders.hosts.map(({ host }) => host), signal: ending.signal },
    tell(trouble) {
      say(trouble ?? 'the switch between the hosts runs again');
      run.switchTrouble = trouble;
      save();
    },
  });

/** The part that admits hosts, where it runs, has the keys for its own. */
const lookForRemoved = () =>
  watchRemoved({
    ...{ state, say, hosts: orders.hosts, ownsKeys: !orders.configs.identities },
    endAgent: async (host) => partNamed(agentPart({ name: host }))?.end(),
    reload: reloadNats,
  });

async function endAll(failed = run.failed) {
  run.failed = failed;
  ending.abort(new Error('the cloud is being stopped'));
  save();
  const agents = supervised.filter(({ name }) => name.startsWith('agent-'));
  await Promise.all(agents.map((part) => part.end()));
  for (const part of supervised) await part.end();
  process.exit(run.failed === null ? 0 : 1);
}

process.on('SIGTERM', () => void endAll());
process.on('SIGHUP', () => {});
process.on('SIGINT', () => {});
mkdirSync(join(state, 'logs'), { recursive: true, mode: 0o700 });
save();
startAll().catch((error) => {
  if (ending.signal.aborted) return undefined;
  return endAll(error.message);
});
