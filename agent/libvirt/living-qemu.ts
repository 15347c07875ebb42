/**
 * Looks for QEMU processes in the process table, without asking libvirt: after libvirt lost its notes a machine may still
 * run, and a second start would give its disk two writers.
 */
import { readFile, readdir } from 'node:fs/promises';
import type { LivingMachines } from '../steps/step-context.ts';

/** `procFolder` is `/proc`, except in tests. */
export function livingQemu(procFolder = '/proc'): LivingMachines {
  return {
    async has(machineId) {
      const processes = (await readdir(procFolder)).filter((name) => /^\d+$/.test(name));
      for (const pid of processes) {
        if (runsMachine(await commandLine(`${procFolder}/${pid}/cmdline`), machineId)) return true;
      }
      return false;
    },
  };
}

/** libvirt starts QEMU with `-uuid <UUID>`. */
function runsMachine(words: readonly string[], machineId: string): boolean {
  if (!words[0]?.includes('qemu')) return false;
  const at = words.indexOf('-uuid');
  return at > 0 && words[at + 1] === machineId;
}

/** Empty for a process that ended meanwhile. */
async function commandLine(file: string): Promise<readonly string[]> {
  try {
    return (await readFile(file, 'utf8')).split('\0');
  } catch {
    return [];
  }
}
