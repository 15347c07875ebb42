/**
 * Counts the quarantine window by the agent's own elapsed time, so that no clock that jumps and no early order shortens it.
 * Time while the agent is down does not count: the window only ever gets longer.
 */
import type { PurgeOrder } from '../../shared/model/conversation.ts';
import type { Clock } from '../../shared/time/clock.ts';
import type { HostMemory } from './host-memory.ts';

export interface PurgeClock {
  /** Adds the time since the last tick to all evidence that is kept; writes it at times. */
  tick(): Promise<void>;
  isDue(machineId: string, order: PurgeOrder | undefined): boolean;
}

/** Counted time is written when this much has come together, or a purge waits for it. */
const writeEveryMs = 60_000;

export function createPurgeClock(clock: Clock, memory: HostMemory): PurgeClock {
  let countedAtMs = clock.elapsed();
  const unwritten = new Map<string, number>();

  return {
    async tick() {
      const now = clock.elapsed();
      const passedMs = Math.floor(now - countedAtMs);
      countedAtMs += passedMs;
      for (const machineId of unwritten.keys())
        if (!memory.guards().has(machineId)) unwritten.delete(machineId);
      for (const guard of memory.guards().values()) {
        const { machineId } = guard.order;
        if (guard.evidence.length === 0 || guard.purged) continue;
        const known = unwritten.get(machineId);
        // Seen for the first time: it was kept at some moment since the last tick, so none of that time counts.
        const countedMs = known === undefined ? 0 : known + passedMs;
        unwritten.set(machineId, countedMs);
        if (countedMs < writeEveryMs) continue;
        unwritten.set(machineId, 0);
        await memory.change(machineId, (known) =>
          known ? { ...known, keptForMs: known.keptForMs + countedMs } : null,
        );
      }
    },
    isDue(machineId, order) {
      const guard = memory.guards().get(machineId);
      if (!guard || !order) return false;
      return guard.keptForMs + (unwritten.get(machineId) ?? 0) >= order.keptAtLeastMs;
    },
  };
}
