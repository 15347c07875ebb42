/**
 * Makes the streams of the log, of the vault and of snapshots with the rules of the architecture: on disk, nothing dropped by age or
 * count, full means refuse; takes an archived segment away. Apart from the adapters, because a running part may not create,
 * change or delete a stream.
 */
import type { NatsConnection } from '@nats-io/transport-node';
import { logStreamName, snapshotStreamName, subjectsOf, vaultStreamName } from '../bus/subjects.ts';
import { askJetStream, errorCodes, unavailable } from './nats-jetstream.ts';

export interface CreateStreamOptions {
  /** 32 hexadecimal digits. */
  readonly cloudId: string;
  /** The stream is full above this many bytes. */
  readonly bytesMax: number;
  /** 1, or 3 on a cluster. */
  readonly replicas?: number;
  readonly timeoutMs?: number;
}

/**
 * Makes the stream of segment `segment`; does nothing when it is there with the same rules. Rejects with `LogUnavailable`,
 * also when it is there with others.
 */
export function createLogStream(
  connection: NatsConnection,
  options: CreateStreamOptions & { readonly segment: number },
): Promise<void> {
  const { cloudId, segment } = options;
  return createStream(connection, options, {
    name: logStreamName(cloudId, segment),
    subjects: [subjectsOf(cloudId).log(segment)],
    max_msgs_per_subject: -1,
    deny_delete: true,
    deny_purge: true,
  });
}

/**
 * Takes a segment that was archived away, with all that is in it; does nothing when it is not there. Only the set-up key may. Rejects
 * with `LogUnavailable`.
 */
export async function deleteLogStream(
  connection: NatsConnection,
  options: Pick<CreateStreamOptions, 'cloudId' | 'timeoutMs'> & { readonly segment: number },
): Promise<void> {
  const call = `STREAM.DELETE.${logStreamName(options.cloudId, options.segment)}`;
  const outcome = await askJetStream(connection, call, null, options.timeoutMs ?? 10_000);
  if ('error' in outcome && outcome.error.errorCode !== errorCodes.streamNotFound)
    throw unavailable(call, outcome.error);
}

/** Makes the vault's stream: the newest message of each subject, single ones deletable. Errors as `createLogStream`. */
export function createVaultStream(
  connection: NatsConnection,
  options: CreateStreamOptions,
): Promise<void> {
  const { cloudId } = options;
  return createStream(connection, options, {
    name: vaultStreamName(cloudId),
    subjects: [subjectsOf(cloudId).everyVault],
    max_msgs_per_subject: 1,
    deny_delete: false,
    deny_purge: true,
  });
}

/** Makes the stream of snapshots: the newest message of each part. Errors as `createLogStream`. */
export function createSnapshotStream(
  connection: NatsConnection,
  options: CreateStreamOptions,
): Promise<void> {
  const { cloudId } = options;
  return createStream(connection, options, {
    name: snapshotStreamName(cloudId),
    subjects: [subjectsOf(cloudId).everySnapshot],
    max_msgs_per_subject: 1,
    deny_delete: true,
    deny_purge: true,
  });
}

async function createStream(
  connection: NatsConnection,
  options: CreateStreamOptions,
  own: { readonly name: string } & Record<string, unknown>,
): Promise<void> {
  const call = `STREAM.CREATE.${own.name}`;
  const config = {
    ...own,
    storage: 'file',
    num_replicas: options.replicas ?? 1,
    retention: 'limits',
    discard: 'new',
    max_age: 0,
    max_msgs: -1,
    max_bytes: options.bytesMax,
    max_msg_size: -1,
    max_consumers: -1,
    allow_direct: false,
    allow_rollup_hdrs: false,
  };
  const outcome = await askJetStream(connection, call, config, options.timeoutMs ?? 10_000);
  if ('error' in outcome) throw unavailable(call, outcome.error);
}
