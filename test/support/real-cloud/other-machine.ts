/**
 * Another machine, as far as one machine can be two: a network namespace of its own at the far end of a cable, with a
 * mount namespace in which KVM is not to be had. Commands run in there; files are shared.
 */
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../until.ts';
import { diesWithParent } from './part-process.ts';

export interface OtherMachine {
  /** This machine's end of the cable. */
  readonly address: string;
  /** Runs a program there; never rejects. */
  run(...command: readonly string[]): Promise<Ran>;
  /** The same, with this on its stdin. */
  runWith(input: string, ...command: readonly string[]): Promise<Ran>;
  end(): Promise<void>;
}

export interface Ran {
  readonly code: number;
  /** What it wrote, on either stream. */
  readonly text: string;
}

/** Of the addresses set aside for measurements between networks, which nobody routes. */
const [near, far] = ['198.18.77.1', '198.18.77.2'];
const commandLimitMs = 120_000;

export async function openOtherMachine(folder: string): Promise<OtherMachine> {
  const link = `strj${randomBytes(3).toString('hex')}`;
  const program = [...diesWithParent, 'unshare', '--net', '--mount', '--', 'sleep', 'infinity'];
  const holder = spawn(program[0]!, program.slice(1), { stdio: 'ignore' });
  const pid = String(holder.pid);
  const here = readlinkSync('/proc/self/ns/net');
  await until('the other machine has a network', () => networkOf(pid) !== here);
  const runWith = (input: string, ...command: readonly string[]): Promise<Ran> =>
    ran('nsenter', ['-t', pid, '-n', '-m', '--', ...command], input);
  const run = (...command: readonly string[]): Promise<Ran> => runWith('', ...command);
  const must = async (...command: readonly string[]): Promise<void> =>
    succeeded(await run(...command));
  succeeded(
    await ran('ip', ['link', 'add', link, 'type', 'veth', 'peer', 'name', 'up0', 'netns', pid]),
  );
  succeeded(await ran('ip', ['address', 'add', `${near}/30`, 'dev', link]));
  succeeded(await ran('ip', ['link', 'set', link, 'up']));
  await must('ip', 'address', 'add', `${far}/30`, 'dev', 'up0');
  await must('ip', 'link', 'set', 'up0', 'up');
  await must('ip', 'link', 'set', 'lo', 'up');
  if (existsSync('/dev/kvm')) {
    // A file that cannot be written: proving that KVM does not work would take twenty seconds.
    const noKvm = join(folder, 'no-kvm');
    writeFileSync(noKvm, '');
    await must('mount', '--bind', noKvm, '/dev/kvm');
    await must('mount', '-o', 'remount,bind,ro', '/dev/kvm');
  }
  return {
    ...{ address: near, run, runWith },
    async end() {
      holder.kill('SIGKILL'); // the cable goes with the network
      await until('the cable is gone', () => !existsSync(`/sys/class/net/${link}`));
    },
  };
}

function networkOf(pid: string): string {
  try {
    const name = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
    return name === 'sleep'
      ? readlinkSync(`/proc/${pid}/ns/net`)
      : readlinkSync('/proc/self/ns/net');
  } catch {
    return readlinkSync('/proc/self/ns/net');
  }
}

function ran(file: string, args: readonly string[], input = ''): Promise<Ran> {
  const options = { timeout: commandLimitMs, env: { ...process.env, LC_ALL: 'C' } };
  return new Promise((resolve) => {
    const child = execFile(file, [...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 255;
      resolve({ code, text: `${stdout}${stderr}` });
    });
    child.stdin?.on('error', () => undefined); // it ended without reading
    child.stdin?.end(input);
  });
}

function succeeded({ code, text }: Ran): void {
  if (code !== 0) throw new Error(text);
}
