/**
 * Which processes serve the cloud on this machine, and how is one of them killed? The keeper writes down every process that it
 * starts, with the kernel's time of its start; only a process that is still that one is ever touched.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandFailed } from '../surroundings.ts';

export interface Part {
  /** As the keeper calls it: `scheduler`, `agent-host-1`, `nats-server`, `api` ... */
  readonly name: string;
  readonly pid: number;
  /** Clock ticks since the machine started, as the kernel tells them. */
  readonly startTicks: string;
}

export interface Parts {
  /** Those that are ready now. Throws `CommandFailed` when nobody wrote down what runs. */
  ready(): readonly Part[];
  /** Ends it and what it started at once (SIGKILL to its group). False: it is not there any more. */
  kill(part: Part): boolean;
}

/** `folder`: the cloud's own, as in the profile. */
export function partsIn(folder: string): Parts {
  return {
    ready: () =>
      readRun(join(folder, 'run.json'))
        .filter(({ state }) => state === 'ready')
        .flatMap(({ name, process }) => (process ? [{ name, ...process }] : []))
        .filter(isAlive),
    kill(part) {
      if (!isAlive(part)) return false;
      try {
        return process.kill(-part.pid, 'SIGKILL');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
        throw new CommandFailed(
          `${part.name} cannot be killed: ${(error as Error).message}`,
          1,
          error,
        );
      }
    },
  };
}

interface KeptPart {
  readonly name: string;
  readonly state: string;
  readonly process: { readonly pid: number; readonly startTicks: string } | null;
}

function readRun(path: string): KeptPart[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const denied = (error as NodeJS.ErrnoException).code === 'EACCES';
    throw new CommandFailed(
      `${path} cannot be read: what runs is not known, and nothing was killed.\n  ` +
        (denied
          ? 'Only root may: `sudo -E stratus drill`.'
          : 'A drill is run on the machine that runs the cloud.'),
      1,
      error,
    );
  }
  const { parts } = JSON.parse(text) as {
    readonly parts: Readonly<Record<string, { state: string; process?: KeptPart['process'] }>>;
  };
  return Object.entries(parts).map(([name, { state, process = null }]) => ({
    ...{ name, state, process },
  }));
}

/** The process that was started then has the number now. */
function isAlive({ pid, startTicks }: Part): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] !== 'Z' && fields[19] === startTicks;
  } catch {
    return false;
  }
}
