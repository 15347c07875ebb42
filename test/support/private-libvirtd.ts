/**
 * A libvirtd of a test's own, beside whatever the machine runs: own mount, network, host name and process namespaces,
 * own folders bound over libvirt's, one UNIX socket, nothing on the network. Everything goes with `remove()`.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { until } from './until.ts';

const run = promisify(execFile);
const LIBVIRTD = '/usr/sbin/libvirtd';
const PROGRAMS = ['/usr/bin/setpriv', '/usr/bin/unshare', '/usr/bin/nsenter'];
const NEW_NAMESPACES = ['-m', '-n', '-u', '-p', '-f', '--mount-proc', '--kill-child'];
/** Process 1 of the namespace: must collect dead orphans, or libvirt waits long for each QEMU it has probed. */
const REAPER = ['/bin/sh', '-c', 'while :; do sleep 3600 & wait; done'];
const BOUND_FOLDERS = [
  '/etc/libvirt',
  '/var/lib/libvirt',
  '/var/cache/libvirt',
  '/var/log/libvirt',
];

/** Why no private libvirtd can be had here, to be printed with the skipped tests; null when one can. */
export function whyNoLibvirtd(): string | null {
  if (process.getuid?.() !== 0) return 'not root';
  for (const program of [LIBVIRTD, ...PROGRAMS]) {
    try {
      accessSync(program, constants.X_OK);
    } catch {
      return `${program} is not installed`;
    }
  }
  return null;
}

export interface PrivateLibvirtd {
  readonly socketPath: string;
  readonly hostUuid: string;
  /** Starts the daemon and waits until its socket takes connections. */
  start(): Promise<void>;
  /** SIGKILL to the daemon alone; guests live on. Waits until it is gone. */
  kill(): Promise<void>;
  /** SIGSTOP: the daemon keeps its connections and answers nothing. */
  pause(): void;
  /** SIGCONT. */
  resume(): void;
  /** Ends everything in the namespaces and removes the folders. */
  remove(): Promise<void>;
}

/** A running private libvirtd. */
export async function privateLibvirtd(): Promise<PrivateLibvirtd> {
  const folder = mkdtempSync(join(tmpdir(), 'stratus-libvirtd-'));
  const hostUuid = randomUUID();
  const configuration = writeConfiguration(folder, hostUuid);
  const namespaces = spawn(
    '/usr/bin/setpriv',
    // Should the test be killed, its namespaces go with it.
    ['--pdeathsig', 'KILL', '/usr/bin/unshare', ...NEW_NAMESPACES, ...REAPER],
    { stdio: 'ignore' },
  );
  const init = await childOf(namespaces);
  const inside = ['-t', String(init), '-m', '-n', '-u', '-p', '--'];
  const mount = (...args: string[]): Promise<unknown> =>
    run('/usr/bin/nsenter', [...inside, 'mount', ...args], { cwd: '/' });
  await mount('-t', 'tmpfs', 'tmpfs', '/run');
  for (const path of BOUND_FOLDERS) await mount('--bind', join(folder, path), path);
  if (existsSync('/dev/kvm')) await mount('--bind', closedFile(folder), '/dev/kvm');

  const socketPath = join(folder, 'socket', 'libvirt-sock');
  let daemon: { readonly wrapper: ChildProcess; readonly pid: number } | null = null;
  const signal = (name: NodeJS.Signals): void => {
    if (daemon !== null) process.kill(daemon.pid, name);
  };
  const kill = async (): Promise<void> => {
    if (daemon === null) return;
    const ended = endOf(daemon.wrapper);
    signal('SIGKILL');
    // The wrapper stops itself when the daemon is stopped, and would not see it end.
    daemon.wrapper.kill('SIGCONT');
    daemon = null;
    await ended;
  };
  const start = async (): Promise<void> => {
    const args = [...inside, LIBVIRTD, '-f', configuration, '-p', '/run/libvirtd.pid'];
    const wrapper = spawn('/usr/bin/nsenter', args, { cwd: '/', stdio: 'ignore' });
    daemon = { wrapper, pid: await childOf(wrapper) };
    await until('libvirtd takes connections', () => takesConnections(socketPath));
  };
  const remove = async (): Promise<void> => {
    await kill();
    const ended = endOf(namespaces);
    process.kill(init, 'SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const pause = (): void => signal('SIGSTOP');
  const resume = (): void => {
    signal('SIGCONT');
    daemon?.wrapper.kill('SIGCONT');
  };
  await start();
  return { socketPath, hostUuid, start, kill, pause, resume, remove };
}

function writeConfiguration(folder: string, hostUuid: string): string {
  for (const path of [...BOUND_FOLDERS, '/socket'])
    mkdirSync(join(folder, path), { recursive: true });
  writeFileSync(
    join(folder, '/etc/libvirt/qemu.conf'),
    [
      'security_driver = "none"',
      'cgroup_controllers = [ ]',
      'namespaces = [ ]',
      'seccomp_sandbox = 1',
      'stdio_handler = "file"',
      '',
    ].join('\n'),
  );
  const file = join(folder, 'libvirtd.conf');
  writeFileSync(
    file,
    [
      `unix_sock_dir = "${join(folder, 'socket')}"`,
      'auth_unix_rw = "none"',
      `host_uuid = "${hostUuid}"`,
      'log_outputs = "3:file:/var/log/libvirt/libvirtd.log"',
      '',
    ].join('\n'),
  );
  return file;
}

/** A device that QEMU's user may open, but that does not work, makes libvirt probe QEMU anew at each definition. */
function closedFile(folder: string): string {
  const file = join(folder, 'no-kvm');
  writeFileSync(file, '', { mode: 0 });
  return file;
}

async function childOf(parent: ChildProcess): Promise<number> {
  const { pid } = parent;
  if (pid === undefined) throw new Error(`${parent.spawnfile} could not be started`);
  let child = '';
  await until(`${parent.spawnfile} has its child`, async () => {
    child = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    return child !== '';
  });
  return Number(child);
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
}

function takesConnections(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
