/** The classic commands run inside a test: what they print, what they ask, what programs they start, their exit code. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runClassic } from '../../cli/classic/classic-program.ts';
import { systemRandom } from '../../shared/base/random.ts';
import { systemClock } from '../../shared/time/system-clock.ts';
import type { Ended } from './a-terminal.ts';

export interface ClassicTerminal {
  /** Home folder, empty at first. */
  readonly home: string;
  env: Record<string, string>;
  /** Exit codes of the programs that are started, in turn; the last one for all that follow. */
  programExitCodes: readonly number[];
  /** What the user types when he is asked for a secret. */
  secret: string;
  /** Address -> name. */
  names: Record<string, string>;
  fetch: typeof fetch;
  /** Prompts, and the input of programs with their arguments. */
  readonly asked: string[];
  readonly inputs: (readonly string[])[];
  /** Writes a file of the user's; its path. */
  file(path: string, text: string): string;
  /**
   * Runs a line, or its words. `onOut` is called after everything printed and may interrupt; `begin` gets the same
   * interruption before anything happens.
   */
  run(
    line: string | readonly string[],
    onOut?: (stop: () => void) => void,
    begin?: (stop: () => void) => void,
  ): Promise<Ended>;
  close(): void;
}

/** Waits between attempts are over soon; the limits of requests, which are longer, stay. */
const hastyClock = {
  ...systemClock,
  after: (delayMs: number, action: () => void) =>
    systemClock.after(delayMs >= requestLimitMs ? delayMs : 1, action),
};
const requestLimitMs = 30_000;

/** What is chosen by chance is the least that is not nothing, so that a wait is short here. */
const random = { ...systemRandom, below: (limit: number) => Math.min(1, limit - 1) };

export function openClassicTerminal(): ClassicTerminal {
  const home = mkdtempSync(join(tmpdir(), 'stratus-home-'));
  const terminal: ClassicTerminal = {
    ...{
      home,
      env: {},
      programExitCodes: [0],
      secret: '',
      names: {},
      fetch,
      asked: [],
      inputs: [],
    },
    file(path, text) {
      const whole = join(home, path);
      mkdirSync(dirname(whole), { recursive: true });
      writeFileSync(whole, text);
      return whole;
    },
    async run(line, onOut, begin) {
      const [name = '', ...args] = typeof line === 'string' ? line.split(' ') : line;
      const ended = { out: '', err: '', programs: [] as string[][] };
      const stopping = new AbortController();
      const stop = (): void => stopping.abort(new Error('interrupted'));
      begin?.(stop);
      const exitCode = await runClassic(name, args, {
        ...{ env: terminal.env, home, fetch: terminal.fetch, random },
        ...{ errIsTerminal: false, outIsTerminal: false, signal: stopping.signal },
        clock: hastyClock,
        openLogStreams: () => Promise.reject(new Error('no classic command asks for them')),
        out: (text) => {
          ended.out += text;
          onOut?.(stop);
        },
        err: (text) => (ended.err += text),
        runProgram: async (file, programArgs) => {
          const codes = terminal.programExitCodes;
          const code = codes[Math.min(ended.programs.length, codes.length - 1)] ?? 0;
          ended.programs.push([file, ...programArgs]);
          return code;
        },
        askSecret: async (prompt) => {
          terminal.asked.push(prompt);
          return terminal.secret;
        },
        reverseName: async (address) => terminal.names[address] ?? null,
        runWithInput: async (file, programArgs, input) => {
          terminal.inputs.push([file, ...programArgs, input]);
          return '$6$salt$hash\n';
        },
      });
      return { ...ended, exitCode };
    },
    close: () => rmSync(home, { recursive: true, force: true }),
  };
  return terminal;
}
