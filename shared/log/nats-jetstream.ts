/**
 * The few requests to JetStream that the log and the vault need, as plain request and reply. Reads go by STREAM.MSG.GET, which
 * the stream's leader answers, never by direct get. No consumer is used: who may create one may make the server
 * publish to any subject.
 */
import type { Msg, MsgHdrs, NatsConnection } from '@nats-io/transport-node';
import { orLost } from '../bus/losses.ts';
import { LogUnavailable } from './log.ts';

/** The server's own answer that something cannot be done. */
export interface ApiError {
  /** HTTP-like class: 404, 503 ... */
  readonly code: number;
  /** The exact reason (`err_code`), 0 when an old server gives none. */
  readonly errorCode: number;
  readonly description: string;
}

/** One message as STREAM.MSG.GET shows it. */
export interface StreamMessage {
  readonly sequence: number;
  readonly bytes: Uint8Array;
  readonly storedAtMs: number;
}

/** `err_code` of JetStream: https://github.com/nats-io/nats-server/blob/main/server/errors.json */
export const errorCodes = {
  noMessageFound: 10037,
  streamNotFound: 10059,
  wrongLastSequence: 10071,
  wrongLastSequenceConstant: 10164,
  storeFailed: 10077,
  insufficientResources: 10023,
  insufficientStorage: 10047,
  noLimitsDefined: 10120,
  messageTooLarge: 10054,
} as const;

/** The answer to `body` on `$JS.API.<call>`. Rejects with `LogUnavailable` when there is none within `timeoutMs`. */
export async function askJetStream(
  connection: NatsConnection,
  call: string,
  body: object | null,
  timeoutMs: number,
): Promise<{ answer: Record<string, unknown> } | { error: ApiError }> {
  const payload = body === null ? '' : JSON.stringify(body);
  let message: Msg;
  try {
    message = await orLost(connection, () =>
      connection.request(`$JS.API.${call}`, payload, { timeout: timeoutMs }),
    );
  } catch (cause) {
    throw new LogUnavailable(`no answer to ${call}: ${reasonOf(cause)}`, { cause });
  }
  return parseAnswer(message);
}

/** Publishes to a stream and gives its acknowledgement. Rejects with what the connection threw when there is none. */
export async function publishToStream(
  connection: NatsConnection,
  subject: string,
  bytes: Uint8Array,
  headers: MsgHdrs,
  timeoutMs: number,
): Promise<{ answer: Record<string, unknown> } | { error: ApiError }> {
  return parseAnswer(
    await orLost(connection, () =>
      connection.request(subject, bytes, { timeout: timeoutMs, headers }),
    ),
  );
}

/** The message that `which` names, or null when the stream has none. */
export async function getMessage(
  connection: NatsConnection,
  stream: string,
  which: { seq: number } | { last_by_subj: string },
  timeoutMs: number,
): Promise<StreamMessage | null> {
  const call = `STREAM.MSG.GET.${stream}`;
  const outcome = await askJetStream(connection, call, which, timeoutMs);
  if ('answer' in outcome) return streamMessage(outcome.answer['message']);
  if (outcome.error.errorCode === errorCodes.noMessageFound) return null;
  throw unavailable(call, outcome.error);
}

/** What went wrong with `call`, as the error of the port. */
export function unavailable(call: string, error: ApiError): LogUnavailable {
  return new LogUnavailable(`${call}: ${error.description} (${error.errorCode})`);
}

export function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}

/** `2026-11-21T10:00:00.123456789Z` in milliseconds since 1970. */
export function timeOf(text: string): number {
  return Date.parse(text.replace(/(\.\d{3})\d*/, '$1'));
}

function parseAnswer(message: Msg): { answer: Record<string, unknown> } | { error: ApiError } {
  const answer = message.json<Record<string, unknown>>();
  const error = answer['error'] as
    { code?: number; err_code?: number; description?: string } | undefined;
  if (!error) return { answer };
  const { code = 0, err_code: errorCode = 0, description = 'no description' } = error;
  return { error: { code, errorCode, description } };
}

function streamMessage(found: unknown): StreamMessage {
  const message = found as { seq: number; data?: string; time: string };
  return {
    sequence: message.seq,
    bytes: new Uint8Array(Buffer.from(message.data ?? '', 'base64')),
    storedAtMs: timeOf(message.time),
  };
}
