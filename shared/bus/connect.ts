/** Connects a part to the bus under its own key, and keeps it connected for as long as the part lives. */
import type { NatsConnection } from '@nats-io/transport-node';
import {
  AuthorizationError,
  connect,
  UserAuthenticationExpiredError,
} from '@nats-io/transport-node';
import type { Random } from '../base/random.ts';
import type { Secret } from '../base/secret.ts';
import type { Clock } from '../time/clock.ts';
import { sleep } from '../time/clock.ts';
import { identityCheck, whyUnsafe } from './bus-safety.ts';
import { signInWith } from './sign-in.ts';

export interface ConnectOptions {
  /** `nats://127.0.0.1:4222` or `tls://...`. */
  readonly servers: readonly string[];
  /** The part's nkey seed, `SU...`. */
  readonly seed: Secret<string>;
  /** `Subjects.inbox(hostId)` or `partInbox(part)`: the only inbox that the server lets this key hear. */
  readonly inboxPrefix: string;
  /** Shown by the server's monitoring. */
  readonly name: string;
  /** Certificate of our own authority: with it the connection is encrypted, or there is none. */
  readonly caFile?: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Ends the attempts of the first connection. */
  readonly signal?: AbortSignal;
  /** Told of lost connections, refused attempts and refused subjects; a line for the part's own log. */
  readonly onProblem?: (problem: string) => void;
}

export interface Connected {
  readonly connection: NatsConnection;
  /** Ends the connection; what was published before is sent first, within two seconds. */
  close(): Promise<void>;
}

/** The server does not know the key, or must not be spoken to: waiting does not help. */
export class BusRefused extends Error {
  override readonly name = 'BusRefused';
  readonly code = 'busRefused';
}

const waitLeastMs = 250;
const waitSpreadMs = 1_750;
const drainLimitMs = 2_000;
/** Refusals in a row that are believed: while the server reads its keys again it knows nobody for a moment. */
const refusalsMost = 3;

/**
 * Resolves with the first connection, however long the server takes to appear; from then on the connection is renewed
 * without end. Rejects with `BusRefused`, with `RangeError` where the seed is none, or with the signal's reason.
 */
export async function connectNats(options: ConnectOptions): Promise<Connected> {
  const { clock, random, signal, onProblem = () => undefined } = options;
  const unsafe = whyUnsafe(options.servers, options.caFile);
  if (unsafe !== null) throw new BusRefused(unsafe);
  const tls = {
    caFile: options.caFile,
    ...{ checkServerIdentity: identityCheck(options.servers), minVersion: 'TLSv1.2' },
  };
  const waitMs = (): number => waitLeastMs + random.below(waitSpreadMs);
  const signIn = signInWith(options.seed);
  for (let refusals = 0; ;) {
    signal?.throwIfAborted();
    try {
      const connection = await connect({
        servers: [...options.servers],
        authenticator: signIn,
        inboxPrefix: options.inboxPrefix,
        name: options.name,
        timeout: 5_000,
        pingInterval: 10_000,
        maxPingOut: 2,
        maxReconnectAttempts: -1,
        ignoreAuthErrorAbort: true,
        noAsyncTraces: true,
        reconnectDelayHandler: waitMs,
        ...(tls.caFile === undefined ? {} : { tls: { ...tls, caFile: tls.caFile } }),
      });
      void tellProblems(connection, onProblem);
      return { connection, close: () => closeConnection(connection, clock) };
    } catch (cause) {
      refusals = isRefusal(cause) ? refusals + 1 : 0;
      if (refusals === refusalsMost)
        throw new BusRefused(
          `the NATS server at ${options.servers.join(', ')} does not know the key of ${options.name}: ` +
            'add its public key to the server configuration and reload it',
          { cause },
        );
      onProblem(`no connection to ${options.servers.join(', ')} yet: ${textOf(cause)}`);
    }
    await sleep(clock, waitMs(), signal);
  }
}

async function tellProblems(
  connection: NatsConnection,
  onProblem: (problem: string) => void,
): Promise<void> {
  for await (const status of connection.status()) {
    if (status.type === 'error') onProblem(status.error.message);
    if (status.type === 'disconnect') onProblem(`the connection to ${status.server} was lost`);
    if (status.type === 'reconnect') onProblem(`the connection to ${status.server} is there again`);
    if (status.type === 'slowConsumer') onProblem(`${status.pending} messages wait to be read`);
  }
}

/** Sends what waits, but does not wait long for a server that is away. */
async function closeConnection(connection: NatsConnection, clock: Clock): Promise<void> {
  if (connection.isClosed()) return;
  const drained = connection.drain().catch(() => undefined);
  const limit = new AbortController();
  await Promise.race([
    drained,
    sleep(clock, drainLimitMs, limit.signal).catch(() => undefined), // aborted: it was drained
  ]);
  limit.abort(new Error('drained'));
  await connection.close();
}

function isRefusal(cause: unknown): boolean {
  return cause instanceof AuthorizationError || cause instanceof UserAuthenticationExpiredError;
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
