/** What the log says up to its end, read with as little as can be: for who takes over, and for who waits to. */
import { foldAll, messageHash } from '../../shared/log/fold.ts';
import type { Fold } from '../../shared/log/fold.ts';
import type { Log } from '../../shared/log/log.ts';
import { startFromSnapshot } from '../../shared/log/snapshots.ts';
import type { SchedulerPorts } from './leading.ts';

export interface LogReading extends Pick<SchedulerPorts, 'snapshots' | 'logger'> {
  readonly log: Log;
}

/**
 * The fold of the whole log: read on from `known` if the log still has the commit where that ends, else from the newest snapshot
 * that holds, else from the first message. Owns and moves `known`. Rejects with `LogUnavailable` or what folding throws.
 */
export async function readLog(
  ports: LogReading,
  cloudId: string,
  known: Fold | null = null,
): Promise<Fold> {
  const { log, snapshots, logger } = ports;
  if (known && (await stands(ports, known))) return foldAll(log, undefined, known);
  const onIgnored = (why: string): void => logger.warn({ why }, 'a snapshot is not used');
  const start = snapshots
    ? await startFromSnapshot({ log, store: snapshots, cloudId, onIgnored })
    : null;
  return foldAll(log, undefined, start?.fold);
}

/** Sequence numbers do not show a log that was rewritten; hashes do. */
async function stands({ log }: LogReading, { position }: Fold): Promise<boolean> {
  if (!position) return false;
  const message = await log.read(position.sequence);
  return message !== null && messageHash(message.bytes) === position.hash;
}
