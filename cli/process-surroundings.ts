/** The real world around a command line: what both mains put around their programs. */
import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import type { Random } from '../shared/base/random.ts';
import type { Clock } from '../shared/time/clock.ts';
import type { Surroundings } from './surroundings.ts';

/** `name`: the command, for what is told on stderr. Ctrl-C aborts the signal. */
export function processSurroundings(name: string, clock: Clock, random: Random): Surroundings {
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort(new Error('interrupted')));
  // Somebody who reads only the beginning (`| head`) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  return {
    env: process.env,
    home: homedir(),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    errIsTerminal: process.stderr.isTTY ?? false,
    outIsTerminal: process.stdout.isTTY ?? false,
    ...{ fetch, clock, random },
    runProgram: (file, args) => runOnTerminal(name, file, args),
    signal: stopping.signal,
    async openLogStreams(folder) {
      // One command needs the bus; all others begin without loading it.
      const { openLogStreams } = await import('./archive/log-streams.ts');
      return openLogStreams(folder, { clock, random, signal: stopping.signal });
    },
  };
}

function runOnTerminal(name: string, file: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(file, [...args], { stdio: 'inherit' });
    child.on('error', (error) => {
      process.stderr.write(`${name}: ${file} could not be started: ${error.message}\n`);
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 255));
  });
}
