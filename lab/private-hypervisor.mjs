// How does a host of our own come to be beside whatever the machine already has? A libvirtd in its own mount, process,
// name and network namespaces, with its own /run and libvirt folders; it listens on a socket in there and nowhere
// else. A veth pair leads to the guests' bridge br0:
//
//   this machine: stratus0 (gateway address) ==== up0 -- br0 -- guests      (namespace of the host)

import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  readlinkSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';
import { childrenOf, isAlive, remember, signalProcess } from './processes.mjs';
import { runCommand } from './run-command.mjs';
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

/** A first process that is ending has given up its namespaces, though it may stay listed until all others are reaped. */
function hasNamespaces(init) {
  try {
    return isAlive(init) && readlinkSync(`/proc/${init.pid}/ns/uts`) !== '';
  } catch {
    return false;
  }
}

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
 * @returns {{name: string, init: {pid: number, startTicks: string}, uplink: {interface: string, address: string} |
 *   null, alive: boolean} | null} null when no host was ever started there
 */
export function hypervisorState(folder) {
  if (!existsSync(stateFile(folder))) return null;
  const state = JSON.parse(readFileSync(stateFile(folder), 'utf8'));
  return { ...state, alive: hasNamespaces(state.init) };
}

/** The command that runs another inside the host: its files, processes and name, and its network where asked. */
export function insideHost(initPid, command, { network = false } = {}) {
  const spaces = ['-t', String(initPid), '-r', '-w', '-m', '-u', '-p', ...(network ? ['-n'] : [])];
  return ['nsenter', ...spaces, '--', ...command];
}

async function runInside(initPid, ...command) {
  const [file, ...args] = insideHost(initPid, command, { network: true });
  await runCommand(file, args, { timeoutMs: 20_000 });
}

async function joinNetwork(initPid, { interface: name, address }, alias) {
  const isFree = () => !interfaceExists(name); // a host that has just ended takes its pair with it
  await waitUntil(`interface ${name} to be free`, isFree, { limitMs: 10_000 });
  await runCommand('ip', [
    'link',
    'add',
    name,
    'type',
    'veth',
    'peer',
    'name',
    'up0',
    'netns',
    String(initPid),
  ]);
  await runCommand('ip', ['link', 'set', name, 'alias', alias]);
  const acceptRouters = `/proc/sys/net/ipv6/conf/${name}/accept_ra`;
  if (existsSync(acceptRouters)) writeFileSync(acceptRouters, '0'); // no guest may become this machine's router
  await runCommand('ip', ['address', 'add', address, 'dev', name]);
  await runCommand('ip', ['link', 'set', name, 'up']);
  await runInside(initPid, 'ip', 'link', 'set', 'up0', 'master', BRIDGE, 'up');
}

function launch(folder, name, kvm) {
  const log = openSync(join(folder, 'log/init.log'), 'a');
  const script = join(import.meta.dirname, 'hypervisor-init.sh');
  const spaces = ['--mount', '--net', '--uts', '--pid', '--fork', '--mount-proc'];
  const child = spawn('unshare', [...spaces, script, name, folder, kvm ? 'kvm' : 'no-kvm'], {
    detached: true, // guests live on when the starter ends
    stdio: ['ignore', log, log],
  });
  child.on('error', () => {});
  child.unref();
  closeSync(log);
  return child;
}

const answers = (path) =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

/** libvirt's socket as seen from outside the host. */
export const socketFromOutside = (initPid) => `/proc/${initPid}/root${LIBVIRT_SOCKET}`;

/**
 * Starts a host, or returns the one that runs in `folder` already.
 * @param {{folder: string, name: string, uplink?: {interface: string, address: string}, kvm?: boolean, limitMs?: number,
 *   signal?: AbortSignal}} wanted kvm: proven to work, else hidden from libvirt; uplink.address: the gateway with its prefix length; folder: absolute
 * @returns {Promise<NonNullable<ReturnType<typeof hypervisorState>>>}
 */
export async function startHypervisor({
  folder,
  name,
  uplink,
  kvm = false,
  limitMs = 60_000,
  signal,
}) {
  const known = hypervisorState(folder);
  if (known?.alive) return known;
  layFolders(folder);
  const child = launch(folder, name, kvm);
  const failed = `its log is ${join(folder, 'log/init.log')}`;
  const initPid = await waitUntil(
    `the private hypervisor's first process (${failed})`,
    () => child.exitCode === null && childrenOf(child.pid)[0],
    { limitMs, signal, everyMs: 20 },
  );
  const state = { name, init: remember(initPid), uplink: uplink ?? null };
  writeFileSync(`${stateFile(folder)}.new`, `${JSON.stringify(state)}\n`);
  renameSync(`${stateFile(folder)}.new`, stateFile(folder));
  try {
    await runInside(initPid, 'ip', 'link', 'add', BRIDGE, 'type', 'bridge', 'forward_delay', '0');
    await runInside(initPid, 'ip', 'link', 'set', BRIDGE, 'up');
    if (uplink) await joinNetwork(initPid, uplink, aliasOf(folder));
    await waitUntil(`libvirtd to answer (${failed})`, () => answers(socketFromOutside(initPid)), {
      limitMs,
      signal,
    });
  } catch (error) {
    await stopHypervisor(folder);
    throw error;
  }
  return { ...state, alive: true };
}

/** Ends the host with everything in it, guests too: as if its power were cut. Its veth pair vanishes with it. */
export async function stopHypervisor(folder, { limitMs = 20_000 } = {}) {
  const state = hypervisorState(folder);
  if (state === null || !state.alive) return false;
  signalProcess(state.init, 'SIGKILL');
  const { uplink } = state;
  const gone = () =>
    !hasNamespaces(state.init) && !(uplink && isInterfaceOf(uplink.interface, aliasOf(folder)));
  await waitUntil('the private hypervisor to end', gone, { limitMs });
  return true;
}
