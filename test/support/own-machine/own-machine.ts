/**
 * A machine of a test's own, as far as namespaces make one: network, mounts, processes and name are its own, so are
 * /var/lib/stratus, /home, /run and /tmp; /etc and libvirt's folders are copies. What is found there before and after can be compared whole, whatever else runs
 * on the real machine; and nothing is reached from there. The checkout is `stratus` in ada's home; KVM is not to be had.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { childrenOf } from '../../../lab/processes.mjs';
import { TEST_STATE } from '../../../start/test/test-state.mjs';
import { diesWithParent } from '../real-cloud/part-process.ts';
import { until } from '../until.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  /** root unless given. */
  readonly user?: User;
  /** The checkout unless given. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Buffer;
  /** What is typed when the program has asked. In place of `input`. */
  readonly answer?: { readonly to: RegExp; readonly with: string };
  readonly limitMs?: number;
}

/** A program that runs there. */
export interface RunningThere {
  readonly ended: Promise<Ran>;
  /** Its process as numbered on this machine. */
  pid(): number | undefined;
  /** What it has said so far on its stdout. */
  said(): string;
  /** SIGKILL to the program itself, not to what it started. */
  kill(): Promise<void>;
}

export interface OwnMachine {
  /** What is /var/lib/stratus there, as seen from here. */
  readonly stateRoot: string;
  /** Runs a program there to its end; never rejects. */
  run(command: readonly string[], options?: RunOptions): Promise<Ran>;
  start(command: readonly string[], options?: RunOptions): RunningThere;
  /** The output of a program that must end well. */
  says(...command: readonly string[]): Promise<string>;
  end(): Promise<void>;
}

const checkout = dirname(dirname(dirname(import.meta.dirname)));
export const homeOf = (user: User): string => join('/home', user);
export const checkoutThere = join(homeOf('ada'), 'stratus');
const limitMs = 600_000;
const users = { root: 0, ada: 4001, eve: 4002 };
export type User = keyof typeof users;

/** Its first process: it lays the machine out and then takes note of the end of whoever lost his parent. */
const firstProcess = `
  set -eu
  state=$1 passwd=$2 checkout=$3 storage=$4 kvm=$5
  mount --make-rprivate /
  mount -t sysfs sysfs /sys
  mkdir -p /var/lib/stratus
  mount --bind "$checkout" /mnt
  # What others of this machine have mounted there goes when they take it away, and would be held by us until then.
  cut -d' ' -f5 /proc/self/mountinfo | grep -E '^/(run|tmp|var/lib/stratus)/.' | while read -r others; do
    case "$state/" in "$others"/*) ;; *) umount -l "$others" 2>/dev/null || : ;; esac
  done
  # What they install changes these meanwhile. Of libvirt's, which may be large, the files are copied empty.
  for folder in /etc /var/lib/libvirt /var/cache/libvirt /var/log/libvirt; do
    [ -d "$folder" ] || continue
    mount -t tmpfs -o mode=755 tmpfs /srv
    content=--attributes-only
    [ "$folder" != /etc ] || content=
    cp -a $content "$folder/." /srv || :
    chmod --reference="$folder" /srv && chown --reference="$folder" /srv
    mount --move /srv "$folder"
  done
  [ "$storage" = disk ] || mount -t tmpfs tmpfs "$state"
  mount --bind "$passwd" /etc/passwd
  [ ! -e /dev/kvm ] || { mount --bind "$kvm" /dev/kvm && mount -o remount,bind,ro /dev/kvm; }
  mount --bind "$state" /var/lib/stratus
  mount -t tmpfs -o mode=755 tmpfs /run
  mount -t tmpfs -o mode=755 tmpfs /home
  for user in root:0 ada:4001 eve:4002; do
    install -d -m 700 -o "\${user#*:}" -g "\${user#*:}" "/home/\${user%:*}"
  done
  chmod 755 "\${6%/*}"
  mkdir "$6"
  mount --move /mnt "$6"
  mount -t tmpfs -o mode=1777 tmpfs /tmp
  ip link set lo up
  hostname own-machine
  cd /
  echo ready
  while :; do sleep 86400 & wait $! || :; done
`;

function passwdFile(folder: string): string {
  const others = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !/^(root|ada|eve):/.test(line));
  const ours = Object.entries(users).map(
    ([name, id]) => `${name}:x:${id}:${id}::${homeOf(name as User)}:/bin/sh`,
  );
  const path = join(folder, 'passwd');
  writeFileSync(path, [...ours, ...others, ''].join('\n'));
  return path;
}

/** `storage`: whether its /var/lib/stratus is on this machine's disk or in memory. */
export async function anOwnMachine(
  { storage }: { readonly storage: 'disk' | 'tmpfs' } = { storage: 'disk' },
): Promise<OwnMachine> {
  mkdirSync(dirname(TEST_STATE), { recursive: true });
  const folder = mkdtempSync(join(dirname(TEST_STATE), 'test-own-machine-'));
  const stateRoot = join(folder, 'state');
  mkdirSync(stateRoot);
  const noKvm = join(folder, 'no-kvm');
  writeFileSync(noKvm, '');
  const spaces = ['--mount', '--net', '--uts', '--pid', '--fork', '--mount-proc'];
  const script = ['sh', '-c', firstProcess, 'first', stateRoot, passwdFile(folder)];
  const [file, ...args] = [...diesWithParent, 'unshare', '--kill-child', ...spaces];
  const holder = spawn(file!, [...args, ...script, checkout, storage, noKvm, checkoutThere], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: '/',
  });
  const told = hear(holder);
  await until('a machine of our own', () => {
    if (holder.exitCode === null) return told.out.includes('ready');
    rmSync(folder, { recursive: true });
    throw new Error(`no machine of our own: ${told.err}`);
  });
  const [init] = childrenOf(holder.pid!);
  const start = (command: readonly string[], options: RunOptions = {}): RunningThere =>
    startThere(init!, command, options);
  const run = (command: readonly string[], options: RunOptions = {}): Promise<Ran> =>
    start(command, options).ended;
  return {
    ...{ stateRoot, run, start },
    async says(...command) {
      const { code, out, err } = await run(command, { cwd: '/' });
      if (code !== 0) throw new Error(`\`${command.join(' ')}\` failed: ${err}`);
      return out;
    },
    async end() {
      process.kill(init!, 'SIGKILL');
      await until(
        'the machine of our own is gone',
        () => holder.exitCode !== null || holder.signalCode !== null,
      );
      rmSync(folder, { recursive: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

function startThere(init: number, command: readonly string[], options: RunOptions): RunningThere {
  const { user = 'root', cwd = checkoutThere, env = {}, input = '' } = options;
  const id = String(users[user]);
  const inside = ['nsenter', '-t', String(init), '-n', '-m', '-p', '-u', '--'];
  const as = ['setpriv', '--reuid', id, '--regid', id, '--clear-groups', '--'];
  const [file, ...args] = [...inside, ...as, 'env', '-C', cwd, ...command];
  const { PATH = '' } = process.env;
  const surroundings = { PATH, LC_ALL: 'C', HOME: homeOf(user), USER: user, ...env };
  const child = spawn(file!, args, { env: surroundings, timeout: options.limitMs ?? limitMs });
  const told = hear(child);
  child.stdin.on('error', () => undefined);
  if (options.answer === undefined) child.stdin.end(input);
  else answerOnce(child, options.answer);
  const ended = new Promise<Ran>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ ...told, code: code ?? 255 }));
  });
  return {
    ended,
    pid: () => childrenOf(child.pid!)[0],
    said: () => told.out,
    async kill() {
      for (const pid of childrenOf(child.pid!)) process.kill(pid, 'SIGKILL');
      await new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) resolve(null);
        else child.once('exit', resolve);
      });
    },
  };
}

function answerOnce(child: ChildProcess, answer: NonNullable<RunOptions['answer']>): void {
  let asked = '';
  const listen = (bytes: Buffer): void => {
    asked += bytes.toString();
    if (!answer.to.test(asked)) return;
    child.stdout!.off('data', listen);
    child.stdin!.write(answer.with);
  };
  child.stdout!.on('data', listen);
}

function hear(child: ChildProcess): { out: string; err: string } {
  const told = { out: '', err: '' };
  child.stdout!.on('data', (bytes: Buffer) => (told.out += bytes.toString()));
  child.stderr!.on('data', (bytes: Buffer) => (told.err += bytes.toString()));
  return told;
}
