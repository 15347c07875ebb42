/**
 * The only programs that touch disks: fixed names, argument arrays, no shell, bounded in time, processor and memory, so
 * that a tool that loops over a damaged image ends by itself.
 */
import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';

import { DiskFailed } from './disks.ts';

export type DiskProgram = (name: ProgramName, args: readonly string[]) => Promise<void>;

type ProgramName = keyof typeof programs;

/** Where Debian puts them, and the package that brings each. */
const programs = {
  'qemu-img': { path: '/usr/bin/qemu-img', package: 'qemu-utils' },
  genisoimage: { path: '/usr/bin/genisoimage', package: 'genisoimage' },
  'mkfs.ext4': { path: '/usr/sbin/mkfs.ext4', package: 'e2fsprogs' },
  mkswap: { path: '/usr/sbin/mkswap', package: 'util-linux' },
} as const;

const prlimit = '/usr/bin/prlimit';
const wallMs = 60_000;
const limits = ['--cpu=30', `--as=${1024 ** 3}`, '--core=0'];

/** Rejects with `DiskFailed`, reason `diskFull` when that was it. */
export async function diskProgram(): Promise<DiskProgram> {
  const hasLimits = await access(prlimit, constants.X_OK).then(
    () => true,
    () => false,
  );
  return (name, args) => {
    const { path } = programs[name];
    return hasLimits
      ? run(name, prlimit, [...limits, '--', path, ...args])
      : run(name, path, [...args]);
  };
}

function run(name: ProgramName, file: string, args: string[]): Promise<void> {
  const options = {
    timeout: wallMs,
    killSignal: 'SIGKILL',
    maxBuffer: 1024 * 1024,
    cwd: '/',
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
  } as const;
  return new Promise((resolve, reject) => {
    const child = execFile(file, args, options, (error, _stdout, stderr) => {
      if (error === null) resolve();
      else reject(failureOf(name, stderr, error));
    });
    child.stdin?.end();
  });
}

function failureOf(
  name: ProgramName,
  stderr: string,
  error: Error & { code?: unknown },
): DiskFailed {
  const said = stderr.trim().split('\n').slice(-3).join(' ') || error.message;
  const isFull = /No space left on device|Disk quota exceeded/.test(said);
  const isMissing = error.code === 'ENOENT' || error.code === 127;
  return new DiskFailed(
    {
      reason: isFull ? 'diskFull' : null,
      message: `${name} failed: ${said}`,
      where: name,
      whatToDo: isFull
        ? 'Free space on the host, or let the machine run on another.'
        : isMissing
          ? `Install the package ${programs[name].package} on the host.`
          : 'Look at the storage of the host; the step is tried again.',
    },
    { cause: error },
  );
}
