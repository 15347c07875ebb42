/** Which processes run a machine? Counted by the kernel's own list and nobody's tables. */
import { readFileSync, readdirSync } from 'node:fs';

/** The ids of all processes whose program is QEMU and whose arguments name this UUID. */
export function qemuProcesses(machineId: string): readonly number[] {
  return living((words) => /qemu-system|kvm$/.test(words[0] ?? '') && words.includes(machineId));
}

/** The ids of all processes that have each of these words among their arguments. */
export function processesSaying(...said: readonly string[]): readonly number[] {
  return living((words) => said.every((word) => words.includes(word)));
}

function living(isMeant: (words: readonly string[]) => boolean): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^[0-9]+$/.test(name))
    .filter((pid) => isMeant(argumentsOf(pid)))
    .map(Number);
}

function argumentsOf(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0');
  } catch {
    return [];
  }
}
