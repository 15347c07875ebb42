// How are several hosts on one machine joined, with a single interface of it? By a switch in a network namespace of its
// own, so that a host that loses its power takes nothing of the others with it:
//
//   this machine: stratus0 (gateway address) ==== uplink -+- switch0 -+- host-1 ==== up0 -- br0 -- guests   (host-1)
//                                                 (switch)            +- host-2 ==== up0 -- br0 -- guests   (host-2)

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  endFirstProcess,
  hasLink,
  hasNamespaces,
  launchFirstProcess,
  openBridge,
  runInNetwork,
} from './first-process.mjs';
import { runCommand } from './run-command.mjs';
import { waitUntil } from './wait-until.mjs';

export const SWITCH_BRIDGE = 'switch0';
const LIMIT_MS = 60_000;

const stateFile = (folder) => join(folder, 'switch.json');
const interfaceExists = (name) => existsSync(`/sys/class/net/${name}`);

/** What our interface says of itself, so that another of the same name is never taken for it. */
export const aliasOf = (folder) => `stratus ${folder}`.slice(0, 255);

/** Is there an interface of this name that says so of itself? */
export function isInterfaceOf(name, alias) {
  try {
    return readFileSync(`/sys/class/net/${name}/ifalias`, 'utf8').trim() === alias;
  } catch {
    return false;
  }
}

/**
 * @param {string} folder
 * @returns {{init: {pid: number, startTicks: string}, uplink: {interface: string, address: string}, alive: boolean} | null}
 *   null when no switch was ever started there
 */
export function switchState(folder) {
  if (!existsSync(stateFile(folder))) return null;
  const state = JSON.parse(readFileSync(stateFile(folder), 'utf8'));
  return { ...state, alive: hasNamespaces(state.init) };
}

/** What an interface says of itself; empty: nothing. */
function holderOf(name) {
  try {
    return readFileSync(`/sys/class/net/${name}/ifalias`, 'utf8').trim();
  } catch {
    return '';
  }
}

/**
 * Why our interface cannot be made, and what to do.
 * @param {string} alias of the interface that has its name; `stratus FOLDER` is another cloud's, FOLDER its switch's
 */
export function takenText(name, alias) {
  const ours = /^stratus (.+)\/switch$/.exec(alias);
  const whose = ours ? `of the cloud in ${ours[1]}` : alias ? `"${alias}"` : 'nobody says whose';
  const cure = ours
    ? `Stop that cloud (npm run stop -- --state ${ours[1]})`
    : `Look at it (ip -details link show ${name}); if it serves nothing, remove it (ip link delete ${name})`;
  return `the interface ${name} is there already, ${whose}. ${cure}, then start again.`;
}

/** The one interface in this machine's own network; its address is the guests' gateway. */
async function joinMachine(switchPid, { interface: name, address }, alias) {
  if (isInterfaceOf(name, alias)) return;
  // It is called ours when it is whole; one that a killed starter left half made goes.
  if (await hasLink(switchPid, 'uplink'))
    await runInNetwork(switchPid, 'ip', 'link', 'delete', 'uplink');
  const isFree = () => !interfaceExists(name); // a switch that has just ended takes its pair with it
  await waitUntil(`interface ${name} to be free`, isFree, { limitMs: 10_000 }).catch(() => {
    throw new Error(takenText(name, holderOf(name)));
  });
  const pair = ['type', 'veth', 'peer', 'name', 'uplink', 'netns', String(switchPid)];
  await runCommand('ip', ['link', 'add', name, ...pair]);
  const acceptRouters = `/proc/sys/net/ipv6/conf/${name}/accept_ra`;
  if (existsSync(acceptRouters)) writeFileSync(acceptRouters, '0'); // no guest may become this machine's router
  await runCommand('ip', ['address', 'add', address, 'dev', name]);
  await runCommand('ip', ['link', 'set', name, 'up']);
  await runInNetwork(switchPid, 'ip', 'link', 'set', 'uplink', 'master', SWITCH_BRIDGE, 'up');
  await runCommand('ip', ['link', 'set', name, 'alias', alias]);
}

/**
 * Starts a switch, or returns the one that runs in `folder` already.
 * @param {{folder: string, uplink: {interface: string, address: string}, limitMs?: number, signal?: AbortSignal}} wanted
 *   uplink.address: the gateway with its prefix length
 * @returns {Promise<NonNullable<ReturnType<typeof switchState>>>}
 */
export async function startSwitch({ folder, uplink, limitMs = LIMIT_MS, signal }) {
  const known = switchState(folder);
  const init = known?.alive ? known.init : await launch(folder, uplink, { limitMs, signal });
  try {
    await openBridge(init.pid, SWITCH_BRIDGE);
    await joinMachine(init.pid, uplink, aliasOf(folder));
  } catch (error) {
    if (!known?.alive) await stopSwitch(folder);
    throw error;
  }
  return { init, uplink, alive: true };
}

async function launch(folder, uplink, limits) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return launchFirstProcess({
    command: [join(import.meta.dirname, 'switch-init.sh'), 'stratus-switch'],
    what: 'the switch',
    logFile: join(folder, 'init.log'),
    ...limits,
    writeDown(init) {
      writeFileSync(`${stateFile(folder)}.new`, `${JSON.stringify({ init, uplink })}\n`);
      renameSync(`${stateFile(folder)}.new`, stateFile(folder));
    },
  });
}

/**
 * Puts a cable between a port of the switch and a bridge in another network; one that is there is left as it is.
 * @param {{folder: string, port: string, initPid: number, bridge: string, isUp: boolean}} cable
 *   folder: the switch's; port: its name, at most 15 characters; isUp: false leaves it dead
 */
export async function plugIn({ folder, port, initPid, bridge, isUp }) {
  const { init, alive } = switchState(folder) ?? { alive: false };
  if (!alive) throw new Error(`the switch of ${folder} does not run; \`npm start\` brings it back`);
  const inside = (...command) => runInNetwork(initPid, 'ip', 'link', ...command);
  if (!(await hasLink(initPid, 'up0'))) {
    // The end of a host that lost its power may still be there for a moment.
    if (await hasLink(init.pid, port)) await runInNetwork(init.pid, 'ip', 'link', 'delete', port);
    const pair = ['type', 'veth', 'peer', 'name', 'up0', 'netns', String(initPid)];
    await runInNetwork(init.pid, 'ip', 'link', 'add', port, ...pair);
  }
  await runInNetwork(init.pid, 'ip', 'link', 'set', port, 'master', SWITCH_BRIDGE);
  await inside('set', 'up0', 'master', bridge, 'up');
  await setPort(folder, port, isUp);
}

/** Takes a port down, as if its cable were cut, or up again. */
export async function setPort(folder, port, isUp) {
  const { init } = switchState(folder);
  await runInNetwork(init.pid, 'ip', 'link', 'set', port, isUp ? 'up' : 'down');
}

/** Ends the switch; its interface in this machine's network vanishes with it. */
export async function stopSwitch(folder) {
  const state = switchState(folder);
  if (!state?.alive) return false;
  const isGone = () => !isInterfaceOf(state.uplink.interface, aliasOf(folder));
  await endFirstProcess(state.init, 'the switch', { isGone });
  return true;
}
