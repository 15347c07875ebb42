import { hostName } from './host-filter.ts';
import type { HostFilter } from './host-filter.ts';

/**
 * Is the host promised beyond its capacity, because it shrank? Then it gets nothing new, even where the resource that is
 * short is not the one asked for. The wait is classed by the resource that is short.
 */
export const overCommitted: HostFilter = {
  name: 'overCommitted',
  passes: (table, index) => table.overCommitted[index] === 0,
  waitReason(table, index) {
    if ((table.free.diskMiB[index] ?? 0) < 0) return 'noHostWithDisk';
    return (table.free.cpuHundredths[index] ?? 0) < 0 ? 'noHostWithCpu' : 'noHostWithMemory';
  },
  changeOfRequest: () => null,
  changeOfHost: (table, index) => ({
    change: { kind: 'endOverCommitment', host: hostName(table, index) },
    weight: 2,
  }),
};
