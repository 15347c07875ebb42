/**
 * How many equal machines fit, as if they came one after the other until one waits? Equal machines take nothing from each
 * other but on the host that they share, so that what each host holds is added up.
 */
import type { Resources } from '../../shared/model/words.ts';
import type { HostTable, ResourceColumns } from './host-table.ts';

export interface Room {
  /** So many more fit now. */
  readonly now: number;
  /** So many the same hosts would hold, were they empty. */
  readonly empty: number;
}

/** Room on the hosts that take machines: enabled and heard; what is promised beyond its capacity takes none now. */
export function roomFor(table: HostTable, resources: Resources): Room {
  let now = 0;
  let empty = 0;
  for (let row = 0; row < table.size; row++) {
    if (table.enabled[row] !== 1 || table.heard[row] !== 1) continue;
    empty += timesIn(table.capacity, row, resources);
    if (table.overCommitted[row] === 0) now += timesIn(table.free, row, resources);
  }
  return { now: Math.min(now, countMax), empty: Math.min(empty, countMax) };
}

const sizes = ['cpuHundredths', 'memoryMiB', 'diskMiB'] as const;
/** What a message holds. */
const countMax = 0xffff_ffff;

function timesIn(room: ResourceColumns, row: number, resources: Resources): number {
  let least = Infinity;
  for (const size of sizes) {
    const left = room[size][row] ?? 0;
    if (left < resources[size]) return 0;
    if (resources[size] > 0) least = Math.min(least, Math.floor(left / resources[size]));
  }
  return least;
}
