/** All that a command reaches outside of itself, so that a test can put something else there. */
import type { Random } from '../shared/base/random.ts';
import type { Clock } from '../shared/time/clock.ts';
import type { LogStreams } from './archive/archive-log.ts';

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Home folder of the user. */
  readonly home: string;
  /** Results. */
  readonly out: (text: string) => void;
  /** Progress and complaints. */
  readonly err: (text: string) => void;
  /** Somebody watches stderr: a line may be written over. */
  readonly errIsTerminal: boolean;
  /** Somebody watches stdout: no control characters of others reach it. */
  readonly outIsTerminal: boolean;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly random: Random;
  /** Runs a program on the user's own terminal and resolves with its exit code. */
  readonly runProgram: (file: string, args: readonly string[]) => Promise<number>;
  /** The log of the cloud whose folder this is, by the key that may take a segment away. Rejects with `CommandFailed`. */
  readonly openLogStreams: (folder: string) => Promise<LogStreams>;
  /** Aborts when the user wants to stop (Ctrl-C). */
  readonly signal: AbortSignal;
}

/** A command ends with this text and exit code: 1 refused or failed, 2 wrong usage (docs/decisions/0017-command-grammar.md). */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  readonly code = 'commandFailed';
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 1, cause?: unknown) {
    super(message, { cause });
    this.exitCode = exitCode;
  }
}

/** Throws `CommandFailed` with exit code 2. */
export function wrongUsage(message: string): never {
  throw new CommandFailed(message, 2);
}
