/** The log over its segments as a process of a simulated world reaches it: each call of it may be its last. */
import { createSegmentedLog } from '../../shared/log/segmented-log.ts';
import type { SegmentedLog } from '../../shared/log/segmented-log.ts';
import type { SimProcess } from './sim-process.ts';
import type { SimWorld } from './sim-world.ts';

export function logOf(process: SimProcess, { log }: Pick<SimWorld, 'log'>): SegmentedLog {
  const segments = log.client(process.name);
  const gate = process.gate(segments);
  return createSegmentedLog({
    clock: process.clock,
    segments: {
      most: segments.most,
      open: (number) => process.gate(segments.open(number)),
      size: (number) => gate.size(number),
      create: (number) => gate.create(number),
    },
  });
}
