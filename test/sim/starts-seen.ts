/**
 * Which starts were seen, and was this one seen before? A generation permits one start, wherever its machine is. Only a life of which
 * nothing in the world knows any more may be lived again: its host was told to forget it, when all of it had ended, and the part of the
 * log that told of it was lost since. The copy then says that the machine waits, and it is placed as any other that waits.
 */
export interface StartsSeen {
  /** False: a start of this generation was seen already, and it counts. */
  add(machineId: string, generation: number): boolean;
  has(machineId: string, generation: number): boolean;
  /** Its host forgot the machine, by an order that says that all of it has ended. */
  forgotten(machineId: string): void;
  /** It was forgotten, and has not been started since. */
  isForgotten(machineId: string): boolean;
  /** The log was put back from an older copy, or made anew. */
  logPutBack(): void;
}

/** The starts of one machine since it was forgotten, and as they stood before. */
interface Lives {
  now: Set<number>;
  /** How often the log had been put back when each generation was started that was forgotten since. */
  readonly before: Map<number, number>;
}

export function createStartsSeen(): StartsSeen {
  const machines = new Map<string, Lives>();
  const forgotten = new Set<string>();
  let putBack = 0;
  const seen = (machineId: string, generation: number): boolean => {
    const lives = machines.get(machineId);
    if (!lives) return false;
    return lives.now.has(generation) || lives.before.get(generation) === putBack;
  };
  return {
    has: seen,
    add(machineId, generation) {
      const isNew = !seen(machineId, generation);
      const lives = machines.get(machineId) ?? { now: new Set(), before: new Map() };
      machines.set(machineId, lives);
      forgotten.delete(machineId);
      lives.now.add(generation);
      return isNew;
    },
    forgotten(machineId) {
      forgotten.add(machineId);
      const lives = machines.get(machineId);
      if (!lives) return;
      for (const generation of lives.now) lives.before.set(generation, putBack);
      lives.now = new Set();
    },
    isForgotten: (machineId) => forgotten.has(machineId),
    logPutBack: () => void (putBack += 1),
  };
}
