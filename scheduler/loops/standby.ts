/**
 * A candidate reads along while another leads: when it takes over, it has to read only what came since its last look, and not
 * the log from its beginning. Nothing is decided here, and nothing rests on it: who takes over checks where it ended.
 */
import { foldMessage } from '../../shared/log/fold.ts';
import type { Fold } from '../../shared/log/fold.ts';
import { readLog } from './read-log.ts';
import type { LogReading } from './read-log.ts';

export interface Standby {
  /** Reads no more; the fold as far as it came, from now on the caller's. Null: nothing was read that can be gone on from. */
  end(): Fold | null;
}

/** Begins to read; what goes wrong is only said, and met again by who takes over. */
export function startStandby(ports: LogReading, cloudId: string): Standby {
  const { log, logger } = ports;
  let fold: Fold | null = null;
  let ended = false;
  let unfollow: () => void = () => undefined;

  function drop(error: unknown): void {
    fold = null;
    ended = true;
    unfollow();
    logger.warn({ err: error }, 'a candidate does not read along; its take-over takes longer');
  }

  async function begin(): Promise<void> {
    const read = await readLog(ports, cloudId);
    if (ended) return;
    fold = read;
    unfollow = log.follow((read.position?.sequence ?? 0) + 1, (message) => {
      if (ended) return;
      try {
        foldMessage(read, message);
      } catch (error) {
        drop(error);
      }
    });
  }

  begin().catch(drop);
  return {
    end() {
      ended = true;
      unfollow();
      return fold;
    },
  };
}
