/**
 * The log on one JetStream stream. Opening it changes nothing on the server, because running parts may not; the stream
 * is made by `createLogStream` (`shared/log/log-stream.ts`).
 */
import type { NatsConnection } from '@nats-io/transport-node';
import { headers } from '@nats-io/transport-node';
import { logStreamName, subjectsOf } from '../bus/subjects.ts';
import type { Clock } from '../time/clock.ts';
import type { AppendOutcome, Log } from './log.ts';
import { LogUnavailable } from './log.ts';
import type { ApiError } from './nats-jetstream.ts';
import {
  askJetStream,
  errorCodes,
  getMessage,
  publishToStream,
  reasonOf,
  unavailable,
} from './nats-jetstream.ts';
import { followStream } from './nats-follow.ts';

export interface NatsLogOptions {
  readonly clock: Clock;
  /** 32 hexadecimal digits. */
  readonly cloudId: string;
  /** 1, 2, 3 ... */
  readonly segment: number;
  /** After this an append is `unknown`. */
  readonly appendTimeoutMs?: number;
  /** After this a read rejects. */
  readonly readTimeoutMs?: number;
  /** How often a follower looks for news that no hint announced. */
  readonly pollMs?: number;
}

/** Kept free below the server's `max_payload` for the headers of an append. */
const headerReserveBytes = 1_024;

/** The log's segment as `connection` reaches it. */
export function openNatsLog(connection: NatsConnection, options: NatsLogOptions): Log {
  const { clock, cloudId, segment, appendTimeoutMs = 5_000, readTimeoutMs = 5_000 } = options;
  const stream = logStreamName(cloudId, segment);
  const subject = subjectsOf(cloudId).log(segment);
  const payloadMax = (): number => (connection.info?.max_payload ?? 1_048_576) - headerReserveBytes;
  const read = (sequence: number) =>
    getMessage(connection, stream, { seq: sequence }, readTimeoutMs);
  return {
    get messageBytesMax() {
      return payloadMax();
    },
    async append(bytes, expectedSequence) {
      if (bytes.length > payloadMax()) return { kind: 'tooLarge' };
      const fence = headers();
      fence.set('Nats-Expected-Stream', stream);
      fence.set('Nats-Expected-Last-Sequence', String(expectedSequence));
      try {
        const outcome = await publishToStream(connection, subject, bytes, fence, appendTimeoutMs);
        if ('error' in outcome) return outcomeOfError(outcome.error);
        return storedOutcome(outcome.answer, stream, expectedSequence);
      } catch (cause) {
        return { kind: 'unknown', why: `no answer to the append: ${reasonOf(cause)}` };
      }
    },
    read: async (sequence) => (sequence < 1 ? null : read(sequence)),
    async lastSequence() {
      const call = `STREAM.INFO.${stream}`;
      const outcome = await askJetStream(connection, call, null, readTimeoutMs);
      if ('error' in outcome) throw unavailable(call, outcome.error);
      const state = outcome.answer['state'] as { last_seq?: number } | undefined;
      if (typeof state?.last_seq !== 'number')
        throw new LogUnavailable(`${call}: an answer without a last sequence`);
      return state.last_seq;
    },
    firstSequence: () => Promise.resolve(1),
    follow: (fromSequence, onMessage) =>
      followStream({
        connection,
        clock,
        subject,
        read,
        from: fromSequence,
        onMessage,
        pollMs: options.pollMs ?? 1_000,
      }),
  };
}

/** Only answers that prove that nothing was stored are definite; all others leave the append open. */
function outcomeOfError(error: ApiError): AppendOutcome {
  const { errorCode, description } = error;
  switch (errorCode) {
    case errorCodes.wrongLastSequence:
    case errorCodes.wrongLastSequenceConstant:
      return { kind: 'refused' };
    case errorCodes.insufficientResources:
    case errorCodes.insufficientStorage:
      return { kind: 'full' };
    case errorCodes.messageTooLarge:
      return { kind: 'tooLarge' };
    default:
      if (
        /maximum (bytes|messages) exceeded|insufficient resources|resource limits/.test(description)
      )
        return { kind: 'full' };
      return { kind: 'unknown', why: `the server answered: ${description} (${errorCode})` };
  }
}

function storedOutcome(
  answer: Record<string, unknown>,
  stream: string,
  expectedSequence: number,
): AppendOutcome {
  const sequence = answer['seq'];
  if (answer['stream'] === stream && sequence === expectedSequence + 1)
    return { kind: 'stored', sequence };
  return {
    kind: 'unknown',
    why: `an acknowledgement of something else: ${JSON.stringify(answer)}`,
  };
}
