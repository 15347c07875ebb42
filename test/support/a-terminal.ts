/** The command line run inside a test: what it prints, what programs it starts, and its exit code. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../../cli/program.ts';
import type { Surroundings } from '../../cli/surroundings.ts';
import { systemRandom } from '../../shared/base/random.ts';
import { systemClock } from '../../shared/time/system-clock.ts';

export interface Ended {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
  /** Programs that it started, with their arguments. */
  readonly programs: readonly (readonly string[])[];
}

export type Watch = (printed: { out: string; err: string }, stop: () => void) => void;

export interface Terminal {
  /** Home folder, empty at first. */
  readonly home: string;
  env: Record<string, string>;
  /** Exit code of the programs that are started. */
  programExitCode: number;
  /** The log of the cloud that runs here; at first there is none. */
  openLogStreams: Surroundings['openLogStreams'];
  /** The profile by which the commands know their cloud. */
  writeProfile(profile: object): void;
  /** A profile of that cloud, without a key, in which `image` is called small. */
  logIn(endpoint: string, token: string, image: object): void;
  /** Runs `stratus ARGS`. `watch` sees everything printed so far after each piece, and may abort. */
  run(args: readonly string[], watch?: Watch): Promise<Ended>;
  close(): void;
}

export function openTerminal(env: Record<string, string> = {}): Terminal {
  const home = mkdtempSync(join(tmpdir(), 'stratus-home-'));
  const terminal: Terminal = {
    ...{ home, env, programExitCode: 0 },
    openLogStreams: (folder) => Promise.reject(new Error(`no cloud runs in ${folder}`)),
    writeProfile(profile) {
      const folder = join(home, '.config/stratus');
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'profile.json'), JSON.stringify(profile));
    },
    logIn(endpoint, token, image) {
      const small = join(home, 'small.json');
      writeFileSync(small, JSON.stringify(image));
      terminal.writeProfile({ endpoint, token, images: { small }, publicKey: null });
    },
    async run(args, watch) {
      const ended = { out: '', err: '', programs: [] as string[][] };
      const stopping = new AbortController();
      const stop = (): void => stopping.abort(new Error('interrupted'));
      const exitCode = await runProgram(args, {
        ...{ env: terminal.env, home, fetch, clock: systemClock, random: systemRandom },
        ...{ errIsTerminal: false, outIsTerminal: false, signal: stopping.signal },
        openLogStreams: (folder) => terminal.openLogStreams(folder),
        out: (text) => {
          ended.out += text;
          watch?.(ended, stop);
        },
        err: (text) => {
          ended.err += text;
          watch?.(ended, stop);
        },
        runProgram: async (file, programArgs) => {
          ended.programs.push([file, ...programArgs]);
          return terminal.programExitCode;
        },
      });
      return { ...ended, exitCode };
    },
    close: () => rmSync(home, { recursive: true, force: true }),
  };
  return terminal;
}
