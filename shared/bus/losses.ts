/**
 * An answer can only come on the connection on which it was asked for. When that is lost whoever waits is told at once, instead of
 * when his time is over, and while there is none nothing is asked: after a restart of the server all goes on as soon as
 * it is there again, and nothing old is sent to it.
 */
import type { NatsConnection } from '@nats-io/transport-node';

interface Standing {
  isUp: boolean;
  /** Those who wait for an answer. */
  readonly waiting: Set<() => void>;
}

const standings = new WeakMap<NatsConnection, Standing>();

/** As `ask`, but rejects when the connection is lost before the answer: what was asked for may have happened all the same. */
export function orLost<Answer>(
  connection: NatsConnection,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const { isUp, waiting } = standingOf(connection);
  if (!isUp) return Promise.reject(new Error('there is no connection now'));
  return new Promise((resolve, reject) => {
    const lose = (): void => reject(new Error('the connection was lost before the answer'));
    waiting.add(lose);
    ask()
      .then(resolve, reject)
      .finally(() => waiting.delete(lose));
  });
}

function standingOf(connection: NatsConnection): Standing {
  const known = standings.get(connection);
  if (known) return known;
  const made: Standing = { isUp: true, waiting: new Set() };
  standings.set(connection, made);
  void follow(connection, made);
  return made;
}

async function follow(connection: NatsConnection, standing: Standing): Promise<void> {
  for await (const { type } of connection.status()) {
    if (type === 'reconnect') standing.isUp = true;
    if (type !== 'disconnect') continue;
    standing.isUp = false;
    for (const lose of [...standing.waiting]) lose();
  }
}
