/** The process of a test's nats-server: started, paused as a whole, ended by its id, and started again. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { until } from './until.ts';

export interface NatsProcess {
  /** Resolves when the server says that it is ready; rejects with what it said when it ends before. */
  start(): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** Resolves when every thread stands still. */
  pause(): Promise<void>;
  /** Sends `signal` and waits for the end; does nothing when it has ended. */
  end(signal: NodeJS.Signals): Promise<void>;
}

export function natsProcess(programPath: string, configFile: string): NatsProcess {
  let child: ChildProcess | null = null;
  const signal = (name: NodeJS.Signals): void => void child?.kill(name);
  return {
    signal,
    async start() {
      const started = spawn(programPath, ['-c', configFile], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      child = started;
      let said = '';
      started.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
      await until('nats-server is ready', () => {
        if (started.exitCode !== null) throw new Error(`nats-server ended: ${said.slice(-2000)}`);
        return said.includes('Server is ready');
      });
    },
    async pause() {
      signal('SIGSTOP');
      await until('every thread has stopped', () => allThreadsStopped(child!.pid!));
    },
    async end(name) {
      const ending = child;
      if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
      const ended = new Promise((resolve) => ending.once('exit', resolve));
      ending.kill(name);
      ending.kill('SIGCONT');
      await ended;
    },
  };
}

async function allThreadsStopped(pid: number): Promise<boolean> {
  const threads = await readdir(`/proc/${pid}/task`);
  const stats = await Promise.all(
    threads.map((thread) =>
      readFile(`/proc/${pid}/task/${thread}/stat`, 'utf8').catch(() => ') T'),
    ),
  );
  return stats.every((stat) => /^[Tt]/.test(stat.slice(stat.lastIndexOf(')') + 1).trimStart()));
}
