/**
 * The bus on core NATS. What is sent while the connection is down is dropped, not kept: whoever listens compares and
 * asks again, and a flood of old news after a long cut would only hide the new.
 */
import type { Msg, NatsConnection } from '@nats-io/transport-node';
import type { Bus, BusMessage } from './bus.ts';
import { NoAnswer } from './bus.ts';
import { orLost } from './losses.ts';
import { hostIdIn } from './subjects.ts';

/** The bus over `connection` (see `connectNats`). */
export function openNatsBus(connection: NatsConnection): Bus {
  const listeners = new Set<() => void>();
  let up = true;
  const watch = async (): Promise<void> => {
    for await (const status of connection.status()) {
      if (status.type === 'disconnect' || status.type === 'close') up = false;
      if (status.type !== 'reconnect') continue;
      up = true;
      for (const onUp of [...listeners]) onUp();
    }
    up = false;
  };
  void watch();
  const payloadMax = (): number => connection.info?.max_payload ?? 1_048_576;
  const check = (bytes: Uint8Array): void => {
    if (bytes.length > payloadMax())
      throw new RangeError(`a message has at most ${payloadMax()} bytes, not ${bytes.length}`);
  };

  return {
    get messageBytesMax() {
      return payloadMax();
    },
    publish(subject, bytes) {
      check(bytes);
      if (up && !connection.isClosed()) connection.publish(subject, bytes);
    },
    subscribe(subject, onMessage) {
      if (connection.isClosed()) return () => undefined;
      const subscription = connection.subscribe(subject, {
        callback: (error, message) => {
          if (!error) endingWithIt(() => onMessage(busMessage(message)));
        },
      });
      return () => subscription.unsubscribe();
    },
    async request(subject, bytes, timeoutMs) {
      check(bytes);
      if (!up) throw new NoAnswer(`${subject}: the bus is not connected`);
      try {
        const { data } = await orLost(connection, () =>
          connection.request(subject, bytes, { timeout: timeoutMs }),
        );
        return new Uint8Array(data);
      } catch (cause) {
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new NoAnswer(`${subject}: ${why}`, { cause });
      }
    },
    onReconnect(onUp) {
      listeners.add(onUp);
      return () => void listeners.delete(onUp);
    },
  };
}

/**
 * A bug in a listener ends the process, with its stack. Thrown into the client it would end only the client's reading: a
 * process that lives and hears nothing any more.
 */
function endingWithIt(listen: () => void): void {
  try {
    listen();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

function busMessage(message: Msg): BusMessage {
  return {
    subject: message.subject,
    bytes: new Uint8Array(message.data), // a plain array of its own, not a view of the socket's Buffer
    reply(bytes) {
      if (mayAnswer(message.subject, message.reply)) message.respond(bytes);
    },
  };
}

/**
 * The sender names the reply subject freely and our answer goes out with our permissions: a host could have the scheduler
 * write to the log. So answers go to inboxes alone, and what came on a host's subject is answered in that host's inbox or
 * in one of the control plane's, never in another host's.
 */
export function mayAnswer(subject: string, reply: string | undefined): boolean {
  const owner = /^_INBOX_([a-z]+|[0-9a-f]{32})\.[A-Za-z0-9.]+$/.exec(reply ?? '')?.[1];
  if (owner === undefined) return false;
  const hostId = hostIdIn(subject);
  return hostId === null || owner === hostId || owner === 'scheduler' || owner === 'api';
}
