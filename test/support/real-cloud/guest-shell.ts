/** A shell inside a real guest, by ssh with a key of the test's own. */
import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { until } from '../until.ts';

const run = promisify(execFile);

export interface GuestShell {
  /** What the command wrote to its standard output, byte for byte. */
  say(command: string): Promise<Buffer>;
  /** The same as text, without white space around it. */
  text(command: string): Promise<string>;
  /** Runs the command with the bytes of a file as its standard input. */
  feed(command: string, file: string): Promise<void>;
  /** Waits until it answers. */
  up(): Promise<void>;
  /** Changes with every boot of the guest's kernel. */
  bootId(): Promise<string>;
}

const upLimitMs = 120_000;

export async function makeKey(folder: string, name: string): Promise<string> {
  const file = join(folder, name);
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', file]);
  return file;
}

export function guestShell(address: string, keyFile: string): GuestShell {
  const settings = [
    ...['UserKnownHostsFile=/dev/null', 'StrictHostKeyChecking=no', 'LogLevel=ERROR'],
    ...['BatchMode=yes', 'ConnectTimeout=3', 'IdentitiesOnly=yes'],
  ].flatMap((setting) => ['-o', setting]);
  const args = ['-F', 'none', '-i', keyFile, ...settings, `root@${address}`];
  const say = async (command: string): Promise<Buffer> => {
    const options = { encoding: 'buffer', timeout: 60_000, maxBuffer: 8 << 20 } as const;
    return (await run('ssh', [...args, command], options)).stdout;
  };
  const text = async (command: string): Promise<string> => (await say(command)).toString().trim();
  return {
    say,
    text,
    async feed(command, file) {
      const running = run('ssh', [...args, command], { timeout: 60_000 });
      await Promise.all([running, pipeline(createReadStream(file), running.child.stdin!)]);
    },
    async up() {
      const answers = (): Promise<boolean> =>
        say('true').then(
          () => true,
          () => false,
        );
      await until(`ssh root@${address} answers`, answers, upLimitMs, 100);
    },
    bootId: () => text('cat /proc/sys/kernel/random/boot_id'),
  };
}
