/**
 * A process of the crowd: many connections to the bus that listen to events. It is told where and how many by its first message,
 * says `{ connected: true }`, then how many have heard an event since it was last told to begin, and ends with its parent.
 */
import { systemRandom } from '../../../shared/base/random.ts';
import { secret } from '../../../shared/base/secret.ts';
import { connectNats } from '../../../shared/bus/connect.ts';
import { subjectsOf } from '../../../shared/bus/subjects.ts';
import { systemClock } from '../../../shared/time/system-clock.ts';

export interface CrowdOrder {
  readonly servers: readonly string[];
  readonly cloudId: string;
  readonly seed: string;
  readonly size: number;
}

export type ToMember = { readonly connect: CrowdOrder } | { readonly begin: true };
export type FromMember = { readonly connected: true } | { readonly heard: number };

const heard = new Set<number>();
/** So many sign in at once to begin with; later all do. */
const atOnce = 10;

const say = (message: FromMember): void => void process.send!(message);

async function connectOne({ servers, cloudId, seed }: CrowdOrder, index: number): Promise<void> {
  const { connection } = await connectNats({
    ...{ servers, seed: secret(seed), inboxPrefix: '_INBOX_subscriber', name: `crowd-${index}` },
    ...{ clock: systemClock, random: systemRandom },
  });
  connection.subscribe(subjectsOf(cloudId).everyEvent, {
    callback() {
      if (heard.has(index)) return;
      heard.add(index);
      say({ heard: heard.size });
    },
  });
  await connection.flush();
}

async function connectAll(order: CrowdOrder): Promise<void> {
  for (let first = 0; first < order.size; first += atOnce) {
    const some = Array.from({ length: Math.min(atOnce, order.size - first) }, (_, n) => first + n);
    await Promise.all(some.map((index) => connectOne(order, index)));
  }
  say({ connected: true });
}

process.on('disconnect', () => process.exit(0));
process.on('message', (message: ToMember) => {
  if ('connect' in message) void connectAll(message.connect);
  else heard.clear();
});
