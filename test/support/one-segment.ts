/** A log that never grows beyond one segment, for tests that are about something else. */
import type { Log } from '../../shared/log/log.ts';
import { createSegmentedLog } from '../../shared/log/segmented-log.ts';
import type { SegmentedLog } from '../../shared/log/segmented-log.ts';
import type { Clock } from '../../shared/time/clock.ts';

export function oneSegment(log: Log, clock: Clock): SegmentedLog {
  const size = async () => ({ lastSequence: await log.lastSequence(), bytes: 0 });
  return createSegmentedLog({
    clock,
    segments: {
      most: 1,
      open: () => log,
      ...{ size, create: () => Promise.reject(new Error('there is one segment')) },
    },
  });
}
