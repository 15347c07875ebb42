import type { Counters } from './words.ts';

/** Figures of two runs together. */
export function addCounters(a: Counters, b: Counters): Counters {
  return {
    cpuTimeMs: a.cpuTimeMs + b.cpuTimeMs,
    diskReadBytes: a.diskReadBytes + b.diskReadBytes,
    diskWriteBytes: a.diskWriteBytes + b.diskWriteBytes,
    netReceiveBytes: a.netReceiveBytes + b.netReceiveBytes,
    netSendBytes: a.netSendBytes + b.netSendBytes,
  };
}
