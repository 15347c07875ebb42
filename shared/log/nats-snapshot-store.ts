/** The store of snapshots on one JetStream stream: the newest message of each subject, and a subject for each part. */
import type { NatsConnection } from '@nats-io/transport-node';
import { headers } from '@nats-io/transport-node';
import { snapshotStreamName, subjectsOf } from '../bus/subjects.ts';
import { LogUnavailable } from './log.ts';
import { getMessage, publishToStream, reasonOf, unavailable } from './nats-jetstream.ts';
import type { SnapshotStore } from './snapshot-store.ts';

export interface NatsSnapshotStoreOptions {
  /** 32 hexadecimal digits. */
  readonly cloudId: string;
  /** After this a call rejects with `LogUnavailable`. */
  readonly timeoutMs?: number;
}

/** The store as `connection` reaches it. The stream is made by `createSnapshotStream`. */
export function openNatsSnapshotStore(
  connection: NatsConnection,
  { cloudId, timeoutMs = 5_000 }: NatsSnapshotStoreOptions,
): SnapshotStore {
  const stream = snapshotStreamName(cloudId);
  const subjects = subjectsOf(cloudId);
  return {
    async put(place, part, bytes) {
      const fence = headers();
      fence.set('Nats-Expected-Stream', stream);
      const subject = subjects.snapshot(place, part);
      const outcome = await publishToStream(connection, subject, bytes, fence, timeoutMs).catch(
        (cause: unknown) => {
          throw new LogUnavailable(`no answer to a snapshot: ${reasonOf(cause)}`, { cause });
        },
      );
      if ('error' in outcome) throw unavailable('the snapshots', outcome.error);
    },
    async get(place, part) {
      const which = { last_by_subj: subjects.snapshot(place, part) };
      return (await getMessage(connection, stream, which, timeoutMs))?.bytes ?? null;
    },
  };
}
