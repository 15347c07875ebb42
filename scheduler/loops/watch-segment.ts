/** When does the log go on in another segment? When this one has grown beyond its limit; looked at after commits, not in them. */
import type { Commit } from '../../shared/model/events.ts';
import type { Leading } from './leading.ts';
import { rollOver } from './roll-over.ts';

export interface SegmentWatch {
  onCommitted(commit: Commit): void;
  stop(): void;
}

const lookEveryMs = 5_000;
/** After a roll-over that failed. */
const pauseMs = 60_000;

export function watchSegment(leading: Leading): SegmentWatch {
  const { clock, log, leader, logger, segmentBytesMax } = leading;
  let grown = true;
  let stopped = false;
  let cancel = clock.after(lookEveryMs, () => void look());

  async function look(): Promise<void> {
    let waitMs = lookEveryMs;
    try {
      if (grown && leading.frozen === null) await lookOnce();
    } catch (error) {
      waitMs = pauseMs;
      logger.error({ err: error }, 'the log stays in its segment, which is beyond its limit');
    }
    if (!stopped) cancel = clock.after(waitMs, () => void look());
  }

  async function lookOnce(): Promise<void> {
    grown = false;
    const { number, bytes } = await log.segment();
    if (bytes <= segmentBytesMax || stopped) return;
    grown = true;
    await rollOver({ leader, log, clock });
    logger.info({ segment: number + 1, bytes }, 'the log goes on in another segment');
  }

  return {
    onCommitted: () => void (grown = true),
    stop() {
      stopped = true;
      cancel();
    },
  };
}
