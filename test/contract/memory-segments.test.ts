import { createMemorySegments } from '../../shared/log/memory-segments.ts';
import { createSegmentedLog } from '../../shared/log/segmented-log.ts';
import { systemClock } from '../../shared/time/system-clock.ts';
import type { LogBench } from './log-suite.ts';
import { logSuite } from './log-suite.ts';
import { segmentsSuite } from './segments-suite.ts';

segmentsSuite('in memory', async () => {
  const segments = createMemorySegments({ clock: systemClock, timeoutMs: 200 });
  let clients = 0;
  return {
    client: async () => segments.client(`client-${++clients}`),
    archiveFirst: async () => segments.archive(1),
    close: async () => undefined,
  };
});

/** Who reads and writes one segment sees no difference. */
logSuite('over one segment in memory', async ({ bytesMax }) => {
  const clock = systemClock;
  const limits = { clock, timeoutMs: 200, ...(bytesMax === undefined ? {} : { bytesMax }) };
  const segments = createMemorySegments(limits);
  const opened = (name: string) => createSegmentedLog({ segments: segments.client(name), clock });
  const writer = opened('writer');
  let kept = 0;
  return {
    writer,
    other: opened('other'),
    appendLost(bytes, expected) {
      segments.failNextAppend('lost');
      return writer.append(bytes, expected);
    },
    appendUnanswered(bytes, expected) {
      segments.failNextAppend('unanswered');
      return writer.append(bytes, expected);
    },
    appendLate(bytes, expected) {
      segments.failNextAppend('late');
      return writer.append(bytes, expected);
    },
    landLate: async () => segments.landLate(),
    async interrupt() {
      segments.setAvailable(false);
      segments.setAvailable(true);
    },
    copy: async () => void (kept = segments.messages().length),
    putBack: async () => segments.rewriteTail(kept),
    close: async () => undefined,
  } satisfies LogBench;
});
