/**
 * Is the process that was once started still the same one? Its number may have been given to another since, so it is kept
 * with the kernel's start time, in a file that the next agent reads.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface KnownProcess {
  readonly pid: number;
  /** Clock ticks from the kernel's start to the process's. */
  readonly startTicks: string;
  /** What it was started with. */
  readonly command: readonly string[];
}

/** Null when there is no such process, or it is only waited for by its parent. */
export function startTicksOf(pid: number): string | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

export function isAlive(known: KnownProcess | null): known is KnownProcess {
  return known !== null && startTicksOf(known.pid) === known.startTicks;
}

/** Sends a signal to that very process; false when it is gone. */
export function signalKnown(known: KnownProcess | null, signal: NodeJS.Signals): boolean {
  if (!isAlive(known)) return false;
  try {
    process.kill(known.pid, signal);
    return true;
  } catch {
    return false;
  }
}

export function writeKnown(file: string, known: KnownProcess): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(known));
}

/** Null when nothing readable is there. */
export function readKnown(file: string): KnownProcess | null {
  try {
    const { pid, startTicks, command } = JSON.parse(readFileSync(file, 'utf8')) as KnownProcess;
    const isOne = Number.isInteger(pid) && pid > 0 && Array.isArray(command);
    return isOne ? { pid, startTicks: String(startTicks), command } : null;
  } catch {
    return null;
  }
}

export function forgetKnown(file: string): void {
  rmSync(file, { force: true });
}
