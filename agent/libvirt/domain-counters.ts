/** Turns libvirt's list of named statistics into the counters of a domain. Pure. */
import type { DomainCounters } from './hypervisor.ts';
import type { Parameter } from './schema.ts';

/** CPU 2, memory 4, network 16, disks 32 (libvirt's VIR_DOMAIN_STATS_*). */
export const COUNTER_GROUPS = 2 | 4 | 16 | 32;
/** Report what can be told now, instead of waiting for a QEMU that is busy with another request. */
export const STATS_NO_WAIT = 1 << 29;

/** The counters that the statistics tell; those they do not tell are zero. */
export function countersOf(parameters: readonly Parameter[]): DomainCounters {
  const values = new Map(parameters.map(({ field, value }) => [field, value.value]));
  const total = (pattern: RegExp): number => {
    let sum = 0;
    for (const [field, value] of values) if (pattern.test(field)) sum += Number(value);
    return sum;
  };
  const memoryUsedKiB = values.get('balloon.rss') ?? values.get('balloon.current') ?? 0;
  return {
    cpuTimeNs: BigInt(values.get('cpu.time') ?? 0),
    memoryUsedKiB: Number(memoryUsedKiB),
    diskReadBytes: total(/^block\.\d+\.rd\.bytes$/),
    diskWrittenBytes: total(/^block\.\d+\.wr\.bytes$/),
    netReceivedBytes: total(/^net\.\d+\.rx\.bytes$/),
    netSentBytes: total(/^net\.\d+\.tx\.bytes$/),
  };
}
