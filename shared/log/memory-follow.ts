import type { Clock } from '../time/clock.ts';
import type { StoredMessage } from './log.ts';
import type { Carry } from './memory-log.ts';
import type { MemoryStream } from './memory-stream.ts';

/** A message that did not arrive is asked for again after this time. */
const retryMs = 1_000;

export interface MemoryFollow {
  readonly name: string;
  readonly clock: Clock;
  readonly carry: Carry;
  readonly stream: MemoryStream;
  readonly from: number;
  readonly onMessage: (message: StoredMessage) => Promise<void> | void;
}

/** Follows the stream in memory: one message under way at a time, asked for again when `carry` loses it. */
export function startMemoryFollow(follow: MemoryFollow): () => void {
  const { name, clock, carry, stream, onMessage } = follow;
  const { wakes } = stream;
  let next = follow.from;
  let underWay = false;
  let handling = false;
  let cancelRetry = (): void => undefined;

  const pump = (): void => {
    const message = stream.at(next);
    if (underWay || handling || !message || !wakes.has(pump)) return;
    underWay = true;
    cancelRetry = clock.after(retryMs, () => {
      underWay = false;
      pump();
    });
    carry(name, 'follow', () => void deliver(message));
  };

  const deliver = async (message: StoredMessage): Promise<void> => {
    if (handling || message.sequence !== next || !wakes.has(pump)) return;
    cancelRetry();
    handling = true;
    next += 1;
    await onMessage(message);
    handling = false;
    underWay = false;
    pump();
  };

  wakes.add(pump);
  pump();
  return () => {
    wakes.delete(pump);
    cancelRetry();
  };
}
