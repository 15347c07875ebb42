/** What have the machines used, and how busy are they now? Counted besides, at each look; nothing rests on these figures. */
import type { MachineUse } from '../../shared/model/conversation.ts';
import type { Counters } from '../../shared/model/words.ts';
import type { Clock } from '../../shared/time/clock.ts';
import type { Domain, DomainCounters, Hypervisor } from '../libvirt/hypervisor.ts';

export interface MachineFigures {
  /** Asks once for all that are active; does nothing while an earlier question is open. Rejects when libvirt does. */
  count(domains: ReadonlyMap<string, Domain>): Promise<void>;
  /** Totals of the run that is counted now, or was last; null: it was never counted. */
  counters(machineId: string): Counters | null;
  /** Of the machines that were active at the last count and were counted before it. */
  uses(): readonly MachineUse[];
}

interface Counted {
  readonly cpuTimeMs: number;
  readonly atMs: number;
}

/** Over less time than this the share of a core says little; two looks may follow one another at once. */
const windowMinMs = 2_000;

export function createMachineFigures(
  hypervisor: Pick<Hypervisor, 'counters'>,
  clock: Pick<Clock, 'elapsed'>,
): MachineFigures {
  const totals = new Map<string, Counters>();
  let starts = new Map<string, Counted>();
  let uses = new Map<string, number>();
  let counting = false;

  function take(counted: ReadonlyMap<string, DomainCounters>): void {
    const atMs = clock.elapsed();
    const nextStarts = new Map<string, Counted>();
    const nextUses = new Map<string, number>();
    for (const [machineId, used] of counted) {
      const total = countersOf(used);
      totals.set(machineId, total);
      const start = starts.get(machineId);
      const now = { cpuTimeMs: total.cpuTimeMs, atMs };
      const isSameRun = start !== undefined && start.cpuTimeMs <= now.cpuTimeMs;
      const isLong = isSameRun && atMs - start.atMs >= windowMinMs;
      nextStarts.set(machineId, isSameRun && !isLong ? start : now);
      const use = isLong ? shareOf(start, now) : isSameRun ? uses.get(machineId) : undefined;
      if (use !== undefined) nextUses.set(machineId, use);
    }
    starts = nextStarts;
    uses = nextUses;
  }

  return {
    async count(domains) {
      const active = [...domains.values()].filter((domain) => domain.active);
      if (active.length === 0) take(new Map());
      if (active.length === 0 || counting) return;
      counting = true;
      try {
        // One hung QEMU may hold this up for minutes.
        take(await hypervisor.counters(active.map(({ uuid }) => uuid)));
      } finally {
        counting = false;
      }
    },
    counters: (machineId) => totals.get(machineId) ?? null,
    uses: () =>
      [...uses].map(([machineId, cpuUsedHundredths]) => ({ machineId, cpuUsedHundredths })),
  };
}

/** Hundredths of a core between two counts. */
function shareOf(from: Counted, to: Counted): number {
  return Math.round((100 * (to.cpuTimeMs - from.cpuTimeMs)) / (to.atMs - from.atMs));
}

function countersOf(used: DomainCounters): Counters {
  return {
    cpuTimeMs: Number(used.cpuTimeNs / 1_000_000n),
    diskReadBytes: used.diskReadBytes,
    diskWriteBytes: used.diskWrittenBytes,
    netReceiveBytes: used.netReceivedBytes,
    netSendBytes: used.netSentBytes,
  };
}
