/** A classic command as a process: which one, tells the name by which it was started. */
import { execFile } from 'node:child_process';
import { Resolver } from 'node:dns/promises';
import { basename } from 'node:path';
import { systemRandom } from '../shared/base/random.ts';
import { systemClock } from '../shared/time/system-clock.ts';
import { askSecret } from './classic/ask-secret.ts';
import { runClassic } from './classic/classic-program.ts';
import { processSurroundings } from './process-surroundings.ts';

const nameWithinMs = 1_000;
const programWithinMs = 30_000;

const name = basename(process.argv[1] ?? '');
const surroundings = processSurroundings(name, systemClock, systemRandom);
const resolver = new Resolver({ timeout: nameWithinMs, tries: 1 });

process.exitCode = await runClassic(name, process.argv.slice(2), {
  ...surroundings,
  askSecret: (prompt) =>
    askSecret(prompt, {
      ...{ input: process.stdin, output: process.stderr, signal: surroundings.signal },
    }),
  reverseName: (address) =>
    resolver.reverse(address).then(
      ([first]) => first ?? null,
      () => null, // a network without names is no error
    ),
  runWithInput: (file, args, input) =>
    new Promise((resolve, reject) => {
      const child = execFile(file, [...args], { timeout: programWithinMs }, (error, stdout) => {
        if (error) reject(new Error(`${file} failed: ${error.message}`));
        else resolve(stdout);
      });
      // Whoever does not read its stdin fails by itself, and that is told.
      child.stdin?.on('error', () => {});
      child.stdin?.end(input);
    }),
});
