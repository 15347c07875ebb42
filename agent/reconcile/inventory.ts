/**
 * What does a host hold, beyond its reports? Everything from which a log that was lost can be rebuilt: each guard with the
 * order in it, what is seen of the machine now, and what lies on the host without a guard. Told in pages, in the order of ids.
 */
import type {
  Guard,
  InventoryAnswer,
  InventoryItem,
  MachineReport,
} from '../../shared/model/conversation.ts';
import type { Position } from '../../shared/model/words.ts';

export interface Holdings {
  readonly nonce: string;
  readonly position: Position | null;
  readonly guards: ReadonlyMap<string, Guard>;
  readonly sight: {
    readonly observed: 'complete' | 'unavailable';
    readonly machines: readonly MachineReport[];
  };
  /** Machines that are on the host whatever is known of them; null: that cannot be seen now. */
  readonly remnants: ReadonlySet<string> | null;
  readonly purges: { has(machineId: string): boolean };
  /** What a page may have, by the length of its text; what is sent is shorter. */
  readonly bytesMax: number;
}

/** The items after `afterMachineId` (empty: from the beginning) that fit a page, at least one. */
export function inventoryPage(afterMachineId: string, holdings: Holdings): InventoryAnswer {
  const { nonce, position, guards, sight, remnants } = holdings;
  const none = { nonce, position, items: [], more: false, unguarded: [] };
  if (sight.observed === 'unavailable' || remnants === null) return { ...none, available: false };
  const reports = new Map(sight.machines.map((one) => [one.machineId, one]));
  const items: InventoryItem[] = [];
  let bytes = 0;
  for (const machineId of [...guards.keys()].filter((id) => id > afterMachineId).sort()) {
    const report = reports.get(machineId);
    // It came since the host was looked at: nobody knows yet what it does.
    if (!report) return { ...none, available: false };
    const item = itemOf(guards.get(machineId)!, report, holdings);
    bytes += JSON.stringify(item).length;
    if (bytes > holdings.bytesMax && items.length > 0)
      return { nonce, position, available: true, items, more: true, unguarded: [] };
    items.push(item);
  }
  const unguarded = [...remnants].filter((machineId) => !guards.has(machineId)).sort();
  return { nonce, position, available: true, items, more: false, unguarded };
}

function itemOf(guard: Guard, report: MachineReport, { purges }: Holdings): InventoryItem {
  const { purgeIntended, purged, order } = guard;
  return { guard, report, purgeOrdered: purgeIntended || purged || purges.has(order.machineId) };
}
