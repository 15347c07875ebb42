/**
 * The private host of a cloud under test, seen from outside: its storage, its domains and filters as its own libvirt
 * lists them, its libvirtd as a process that can be killed and stopped.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { connect } from 'node:net';
import { STORAGE_INSIDE, insideHost, socketFromOutside } from '../../../lab/private-hypervisor.mjs';
import { childrenOf } from '../../../lab/processes.mjs';
import type { Guard } from '../../../shared/model/conversation.ts';
import { guardMessage } from '../../../shared/wire/conversation.ts';
import { until } from '../until.ts';

const run = promisify(execFile);

export interface HostView {
  /** Runs a program in the host: its files, processes, name and network. */
  inside(...command: readonly string[]): Promise<string>;
  /** The command that runs another in the host, for a process that the caller starts and ends. */
  command(...command: readonly string[]): readonly string[];
  /** A path of the storage directory, as this process can open it. */
  storage(...parts: readonly string[]): string;
  /** Names in a folder of the storage directory; none when it is not there. */
  list(...parts: readonly string[]): readonly string[];
  /** What the agent has written down about a machine; null: nothing. */
  guardOf(machineId: string): Guard | null;
  /** What is left of a machine on the host but evidence: its folder, domain, filter; nothing when it ended. */
  leftOf(machineId: string): Promise<readonly string[]>;
  readonly libvirtd: {
    /** SIGKILL; the host's first process starts it again. */
    kill(): Promise<void>;
    /** SIGSTOP. */
    pause(): void;
    /** SIGCONT. */
    goOn(): void;
    /** Waits until it takes connections. */
    answers(): Promise<void>;
  };
}

/** `initPid` gives the host's first process, another one after each boot. */
export function hostView(initPid: () => number): HostView {
  const storage = (...parts: readonly string[]): string =>
    join(`/proc/${initPid()}/root${STORAGE_INSIDE}`, ...parts);
  const list = (...parts: readonly string[]): readonly string[] =>
    existsSync(storage(...parts)) ? readdirSync(storage(...parts)) : [];
  const commandInside = (...command: readonly string[]): readonly string[] =>
    insideHost(initPid(), [...command], { network: true }) as string[];
  const inside = async (...command: readonly string[]): Promise<string> => {
    const [file = '', ...args] = commandInside(...command);
    return (await run(file, args, { timeout: 30_000, cwd: '/' })).stdout;
  };
  const daemon = (): number => {
    const found = childrenOf(initPid()).find((pid) => nameOf(pid) === 'libvirtd');
    if (found === undefined) throw new Error('libvirtd does not run in the private host');
    return found;
  };
  const answers = (): Promise<void> =>
    until('libvirtd takes connections', () => takesConnections(socketFromOutside(initPid())));
  const virsh = async (...args: readonly string[]): Promise<string> =>
    inside('virsh', '-q', '-c', 'qemu:///system', ...args);
  return {
    inside,
    command: commandInside,
    storage,
    list,
    guardOf(machineId) {
      const file = storage('guards', machineId);
      return existsSync(file)
        ? guardMessage.decode(readFileSync(file).subarray(guardSealBytes))
        : null;
    },
    async leftOf(machineId) {
      const folder = list('machines').filter((name) => name === machineId);
      const domains = await virsh('list', '--all', '--uuid');
      const filters = await virsh('nwfilter-list');
      return [
        ...folder.map((name) => `folder ${name}`),
        ...(domains.includes(machineId) ? ['domain'] : []),
        ...(filters.includes(machineId) ? ['filter'] : []),
      ];
    },
    libvirtd: {
      async kill() {
        const pid = daemon();
        // Held down until it is seen to be gone, so that its successor is never taken for it.
        const hold = `/proc/${initPid()}/root/run/hold`;
        writeFileSync(hold, '');
        process.kill(pid, 'SIGKILL');
        await until('libvirtd is gone', () => nameOf(pid) !== 'libvirtd');
        rmSync(hold);
      },
      pause: () => void process.kill(daemon(), 'SIGSTOP'),
      goOn: () => void process.kill(daemon(), 'SIGCONT'),
      answers,
    },
  };
}

/** A guard's file begins with the digest of the rest. */
const guardSealBytes = 32;

/** The SHA-256 of a file, hexadecimal. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

function nameOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
}

function takesConnections(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
