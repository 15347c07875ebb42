// How does a host of our own come to be beside whatever the machine already has? A libvirtd in its own mount, process,
// name and network namespaces, with its own /run and libvirt folders; it listens on a socket in there and nowhere
// else. The guests' bridge br0 is cabled to the switch of its cloud (switch.mjs).

import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import {
  endFirstProcess,
  hasNamespaces,
  launchFirstProcess,
  openBridge,
} from './first-process.mjs';
import { plugIn } from './switch.mjs';
import { waitUntil } from './wait-until.mjs';

const LIBVIRTD_CONF = (hostUuid) => `listen_tls = 0
listen_tcp = 0
auth_unix_rw = "none"
auth_unix_ro = "none"
unix_sock_rw_perms = "0700"
unix_sock_ro_perms = "0700"
host_uuid = "${hostUuid}"
log_outputs = "3:file:/var/log/libvirt/libvirtd.log"
`;

// remember_owner off: libvirt's notes of former owners would outlive a host that loses power, and block its restart.
const QEMU_CONF = `security_driver = "none"
cgroup_controllers = [ ]
namespaces = [ ]
seccomp_sandbox = 1
stdio_handler = "file"
remember_owner = 0
vnc_listen = "127.0.0.1"
`;

/** Where, inside the host, machines' disks are kept: on the host folder's disk, open to the user QEMU runs as. */
export const STORAGE_INSIDE = '/var/lib/libvirt/stratus';
export const LIBVIRT_SOCKET = '/run/libvirt/libvirt-sock';
export const BRIDGE = 'br0';
/** Another UUID at each start of the host (hypervisor-init.sh). */
export const BOOT_ID_INSIDE = '/run/stratus-boot-id';

function layFolders(folder) {
  for (const part of ['etc', 'var-lib', 'var-cache', 'log']) {
    mkdirSync(join(folder, part), { recursive: true });
    chmodSync(join(folder, part), 0o755);
  }
  mkdirSync(join(folder, 'var-lib/stratus'), { recursive: true });
  chmodSync(join(folder, 'var-lib/stratus'), 0o755);
  writeFileSync(join(folder, 'etc/qemu.conf'), QEMU_CONF);
  if (!existsSync(join(folder, 'etc/libvirtd.conf'))) {
    writeFileSync(join(folder, 'etc/libvirtd.conf'), LIBVIRTD_CONF(randomUUID()));
  }
}

const stateFile = (folder) => join(folder, 'host.json');

/**
 * @param {string} folder
 * @returns {{name: string, init: {pid: number, startTicks: string}, alive: boolean} | null} null when no host was ever
 *   started there
 */
export function hypervisorState(folder) {
  if (!existsSync(stateFile(folder))) return null;
  const state = JSON.parse(readFileSync(stateFile(folder), 'utf8'));
  return { ...state, alive: hasNamespaces(state.init) };
}

const answers = (path) =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

/** libvirt's socket as seen from outside the host. */
export const socketFromOutside = (initPid) => `/proc/${initPid}/root${LIBVIRT_SOCKET}`;

/** The command that runs another inside the host: its files, processes and name, and its network where asked. */
export function insideHost(initPid, command, { network = false } = {}) {
  const spaces = ['-t', String(initPid), '-r', '-w', '-m', '-u', '-p', ...(network ? ['-n'] : [])];
  return ['nsenter', ...spaces, '--', ...command];
}

async function launch({ folder, name, kvm = false, hidden = null, limitMs, signal }) {
  const script = join(import.meta.dirname, 'hypervisor-init.sh');
  const seen = hidden ? [hidden.folder, ...hidden.views] : ['-'];
  return launchFirstProcess({
    command: [script, name, folder, kvm ? 'kvm' : 'no-kvm', ...seen],
    what: `host ${name}`,
    logFile: join(folder, 'log/init.log'),
    ...{ limitMs, signal },
    writeDown(init) {
      writeFileSync(`${stateFile(folder)}.new`, `${JSON.stringify({ name, init })}\n`);
      renameSync(`${stateFile(folder)}.new`, stateFile(folder));
    },
  });
}

const cable = ({ folder, isUp = true }, name, initPid) =>
  plugIn({ folder, port: name, initPid, bridge: BRIDGE, isUp });

/**
 * Starts a host, or returns the one that runs in `folder` already, with what a start that was cut short left undone;
 * either is cabled to the switch.
 * @param {{folder: string, name: string, network?: {folder: string, isUp?: boolean}, kvm?: boolean,
 *   hidden?: {folder: string, views: string[]} | null, limitMs?: number, signal?: AbortSignal}} wanted
 *   folder: absolute; network: the folder of a running switch, and whether the cable carries anything (it does unless
 *   said otherwise); kvm: proven to work, else hidden from libvirt; hidden: a folder of which the host sees the named
 *   folders only, and those for reading
 * @returns {Promise<NonNullable<ReturnType<typeof hypervisorState>>>}
 */
export async function startHypervisor(wanted) {
  const { folder, name, network, limitMs = 60_000, signal } = wanted;
  const known = hypervisorState(folder);
  if (!known?.alive) layFolders(folder);
  const init = known?.alive ? known.init : await launch({ ...wanted, limitMs });
  try {
    await openBridge(init.pid, BRIDGE);
    if (network) await cable(network, name, init.pid);
    const serves = () => {
      if (!hasNamespaces(init)) throw new Error(`host ${name} ended; see ${folder}/log/init.log`);
      return answers(socketFromOutside(init.pid));
    };
    await waitUntil(`libvirtd of host ${name} to answer`, serves, { limitMs, signal });
  } catch (error) {
    if (!known?.alive) await stopHypervisor(folder);
    throw error;
  }
  return { name, init, alive: true };
}

/** Ends the host with everything in it, guests too: as if its power were cut. */
export async function stopHypervisor(folder, { limitMs = 20_000 } = {}) {
  const state = hypervisorState(folder);
  if (state === null || !state.alive) return false;
  await endFirstProcess(state.init, `host ${state.name}`, { limitMs });
  return true;
}
