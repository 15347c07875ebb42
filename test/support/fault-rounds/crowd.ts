/** Many connections to the bus that listen to events: what a server has to take back at once when it was away. */
import { readFileSync } from 'node:fs';
import type { NatsConnection } from '@nats-io/transport-node';
import { systemRandom } from '../../../shared/base/random.ts';
import { secret } from '../../../shared/base/secret.ts';
import { connectNats } from '../../../shared/bus/connect.ts';
import { subjectsOf } from '../../../shared/bus/subjects.ts';
import { systemClock } from '../../../shared/time/system-clock.ts';
import type { ControlPlane } from '../control-plane.ts';
import { until } from '../until.ts';

export interface Crowd {
  /** Resolves when each has heard an event from now on; rejects with how many have not after `limitMs`. */
  allHear(limitMs: number): Promise<void>;
  end(): Promise<void>;
}

/** So many connect at once to begin with; later all do. */
const atOnce = 25;

export async function startCrowd(plane: ControlPlane, size: number): Promise<Crowd> {
  const seed = secret(readFileSync(plane.seedFiles['subscriber']!, 'utf8').trim());
  const connections: NatsConnection[] = [];
  const heard = new Set<number>();
  const connect = async (index: number): Promise<void> => {
    const { connection } = await connectNats({
      ...{ servers: plane.servers, seed, inboxPrefix: '_INBOX_subscriber' },
      ...{ name: `crowd-${index}`, clock: systemClock, random: systemRandom },
    });
    connections.push(connection);
    connection.subscribe(subjectsOf(plane.cloudId).everyEvent, {
      callback: () => void heard.add(index),
    });
  };
  for (let first = 0; first < size; first += atOnce) {
    const some = Array.from({ length: Math.min(atOnce, size - first) }, (_, each) => first + each);
    await Promise.all(some.map(connect));
  }
  return {
    async allHear(limitMs) {
      heard.clear();
      const all = (): boolean => heard.size === size;
      await until('all of the crowd hear', all, limitMs, 20).catch(() => {
        throw new Error(
          `${size - heard.size} of ${size} connections were deaf after ${limitMs} ms`,
        );
      });
    },
    async end() {
      await Promise.all(connections.map((connection) => connection.close()));
    },
  };
}
