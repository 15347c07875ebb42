import { createMemoryLog } from '../../shared/log/memory-log.ts';
import { systemClock } from '../../shared/time/system-clock.ts';
import type { LogBench } from './log-suite.ts';
import { logSuite } from './log-suite.ts';

logSuite('in memory', async ({ bytesMax }) => {
  const log = createMemoryLog({
    clock: systemClock,
    timeoutMs: 200,
    ...(bytesMax === undefined ? {} : { bytesMax }),
  });
  const writer = log.client('writer');
  let kept = 0;
  return {
    writer,
    other: log.client('other'),
    appendLost(bytes, expected) {
      log.failNextAppend('lost');
      return writer.append(bytes, expected);
    },
    appendUnanswered(bytes, expected) {
      log.failNextAppend('unanswered');
      return writer.append(bytes, expected);
    },
    appendLate(bytes, expected) {
      log.failNextAppend('late');
      return writer.append(bytes, expected);
    },
    landLate: async () => void log.landLate(),
    async interrupt() {
      log.setAvailable(false);
      log.setAvailable(true);
    },
    copy: async () => void (kept = log.messages().length),
    putBack: async () => log.rewriteTail(kept),
    close: async () => undefined,
  } satisfies LogBench;
});
