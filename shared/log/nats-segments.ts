/** The segments of the log as JetStream streams. */
import type { NatsConnection } from '@nats-io/transport-node';
import { logStreamName } from '../bus/subjects.ts';
import { LogUnavailable } from './log.ts';
import type { Log } from './log.ts';
import { createLogStream } from './log-stream.ts';
import { askJetStream, errorCodes, unavailable } from './nats-jetstream.ts';
import { openNatsLog } from './nats-log.ts';
import type { NatsLogOptions } from './nats-log.ts';
import type { Segments } from './segments.ts';

export interface NatsSegmentsOptions extends Omit<NatsLogOptions, 'segment'> {
  /** Of segments that are made here: full above this many bytes. */
  readonly bytesMax?: number;
}

/** As many as the keys of the parts may read (start/nats/nats-config.mjs). */
const segmentsMost = 16;
const usualBytesMax = 256 * 1_048_576;

/** The segments as `connection` reaches them; only the scheduler's key may make any. */
export function openNatsSegments(
  connection: NatsConnection,
  options: NatsSegmentsOptions,
): Segments {
  const { cloudId, readTimeoutMs = 5_000, bytesMax = usualBytesMax } = options;
  const opened = new Map<number, Log>();
  return {
    most: segmentsMost,
    open(number) {
      const log = opened.get(number) ?? openNatsLog(connection, { ...options, segment: number });
      opened.set(number, log);
      return log;
    },
    async size(number) {
      const call = `STREAM.INFO.${logStreamName(cloudId, number)}`;
      const outcome = await askJetStream(connection, call, null, readTimeoutMs);
      if ('error' in outcome) {
        if (outcome.error.errorCode === errorCodes.streamNotFound) return null;
        throw unavailable(call, outcome.error);
      }
      const state = outcome.answer['state'] as { last_seq?: number; bytes?: number } | undefined;
      const { last_seq: lastSequence, bytes } = state ?? {};
      if (typeof lastSequence !== 'number' || typeof bytes !== 'number')
        throw new LogUnavailable(`${call}: an answer without a last sequence`);
      return { lastSequence, bytes };
    },
    create: (number) => createLogStream(connection, { cloudId, segment: number, bytesMax }),
  };
}
