/** The command line as a process: puts the real world around the program. */
import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { systemRandom } from '../shared/base/random.ts';
import { systemClock } from '../shared/time/system-clock.ts';
import { runProgram } from './program.ts';

const stopping = new AbortController();

function runOnTerminal(file: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(file, [...args], { stdio: 'inherit' });
    child.on('error', (error) => {
      process.stderr.write(`stratus: ${file} could not be started: ${error.message}\n`);
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 255));
  });
}

process.once('SIGINT', () => stopping.abort(new Error('interrupted')));
// Somebody who reads only the beginning (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await runProgram(process.argv.slice(2), {
  env: process.env,
  home: homedir(),
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  errIsTerminal: process.stderr.isTTY ?? false,
  outIsTerminal: process.stdout.isTTY ?? false,
  fetch,
  clock: systemClock,
  random: systemRandom,
  runProgram: runOnTerminal,
  signal: stopping.signal,
});
