/**
 * One part of a cloud under test as a process of its own: started until it says that it is ready, killed or stopped by
 * its id, started again with the same command. It ends with the test, however that ends.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { until } from '../until.ts';

export interface PartProcess {
  readonly name: string;
  /** Resolves when the part is ready; rejects with what it said last when it ends before. */
  start(): Promise<void>;
  /** SIGKILL, and waits for the end. */
  kill(): Promise<void>;
  /** SIGTERM, and waits for the end. */
  stop(): Promise<void>;
  /** SIGSTOP to all of it: it stands still in the middle of whatever it does, until `goOn`. */
  pause(): void;
  goOn(): void;
  /** Any other signal to the part itself. */
  signal(name: NodeJS.Signals): void;
  isRunning(): boolean;
  /** What it said of late, at most 64 KiB since its last start. */
  said(): string;
}

export interface PartCommand {
  readonly name: string;
  /** Asked before each start. */
  readonly command: () => readonly string[];
  readonly logFile: string;
  /** What it says when it is ready, on either stream. */
  readonly readyText: string | RegExp;
}

/** What ends at its start because the log did not answer in time is started again, as a supervisor does; so often at most. */
const startsMax = 3;
const logIsAway = 'LogUnavailable';

/** Should the test be killed, the part goes with it. */
export const diesWithParent = ['/usr/bin/setpriv', '--pdeathsig', 'KILL'];

export function partProcess({ name, command, logFile, readyText }: PartCommand): PartProcess {
  let child: ChildProcess | null = null;
  let lately = '';
  const isRunning = (): boolean => child?.exitCode === null && child.signalCode === null;
  const signalAll = (signal: NodeJS.Signals): void => {
    if (isRunning()) process.kill(-child!.pid!, signal);
  };

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ending = child;
    child = null;
    if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = new Promise((resolve) => ending.once('close', resolve));
    process.kill(-ending.pid!, signal);
    await ended;
  }

  async function startOnce(): Promise<void> {
    const [file, ...args] = [...diesWithParent, ...command()];
    const started = spawn(file!, args, {
      detached: true, // a group of its own, so that what it is wrapped in ends with it
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: '/',
    });
    child = started;
    lately = '';
    const hear = (bytes: Buffer): void => {
      appendFileSync(logFile, bytes);
      if (child === started) lately = (lately + bytes.toString()).slice(-65_536);
    };
    started.stdout.on('data', hear);
    started.stderr.on('data', hear);
    let hasEnded = false;
    started.once('close', () => (hasEnded = true)); // all that it said was heard
    await until(
      `${name} is ready`,
      () => {
        if (hasEnded) throw new Error(`${name} ended: ${lately.slice(-2000)}`);
        return typeof readyText === 'string' ? lately.includes(readyText) : readyText.test(lately);
      },
      60_000,
    );
  }

  return {
    name,
    async start() {
      for (let starts = 1; ; starts++)
        try {
          return await startOnce();
        } catch (error) {
          if (starts === startsMax || !lately.includes(logIsAway)) throw error;
          console.log(`${name} is started again: ${logIsAway}`);
        }
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    pause: () => signalAll('SIGSTOP'),
    goOn: () => signalAll('SIGCONT'),
    signal: (signal) => void (isRunning() && child!.kill(signal)),
    isRunning,
    said: () => lately,
  };
}
