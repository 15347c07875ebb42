/**
 * The bus of the simulator and of tests: a hub in memory, and a client for each process. Every delivery to a subscription
 * passes `deliver`, so a simulator drops, delays, doubles, reorders or partitions; without one, all arrive in order.
 */
import type { Clock } from '../time/clock.ts';
import type { Bus, BusMessage } from './bus.ts';
import { NoAnswer } from './bus.ts';
import { subjectMatcher } from './subject-match.ts';

/** Runs `action` when the message arrives; may run it later, twice, or never. `from` and `to` are client names. */
export type Deliver = (from: string, to: string, subject: string, action: () => void) => void;

export interface MemoryBusHub {
  /** The bus as the process `name` sees it; two calls with one name are two connections of that process. */
  client(name: string): Bus;
  /** Tells the connections of `name` that they are up again. Their subscriptions live on, as with NATS. */
  reconnect(name: string): void;
  /** Ends every subscription of `name`, as when its process dies; its waiting requests meet their time-out. */
  drop(name: string): void;
}

export interface MemoryBusOptions {
  readonly clock: Clock;
  readonly deliver?: Deliver;
  readonly messageBytesMax?: number;
}

interface Owned {
  readonly owner: string;
}
interface Subscription extends Owned {
  readonly matches: (subject: string) => boolean;
  readonly hear: (message: BusMessage) => void;
}
interface Listener extends Owned {
  readonly onUp: () => void;
}

interface Hub {
  readonly clock: Clock;
  readonly deliver: Deliver;
  readonly messageBytesMax: number;
  readonly subscriptions: Set<Subscription>;
  readonly listeners: Set<Listener>;
  inboxes: number;
}

export function createMemoryBusHub(options: MemoryBusOptions): MemoryBusHub {
  const hub: Hub = {
    clock: options.clock,
    deliver: options.deliver ?? ((_from, _to, _subject, action) => queueMicrotask(action)),
    messageBytesMax: options.messageBytesMax ?? 1_000_000,
    subscriptions: new Set(),
    listeners: new Set(),
    inboxes: 0,
  };
  const ownedBy = <One extends Owned>(all: Set<One>, name: string): One[] =>
    [...all].filter(({ owner }) => owner === name);
  return {
    client: (name) => clientOf(hub, name),
    reconnect(name) {
      for (const { onUp } of ownedBy(hub.listeners, name)) onUp();
    },
    drop(name) {
      for (const one of ownedBy(hub.subscriptions, name)) hub.subscriptions.delete(one);
      for (const one of ownedBy(hub.listeners, name)) hub.listeners.delete(one);
    },
  };
}

function clientOf(hub: Hub, name: string): Bus {
  return {
    messageBytesMax: hub.messageBytesMax,
    publish: (subject, bytes) => void send(hub, name, subject, bytes, null),
    subscribe: (pattern, onMessage) =>
      join(hub.subscriptions, { owner: name, matches: subjectMatcher(pattern), hear: onMessage }),
    request: (subject, bytes, timeoutMs) => request(hub, name, { subject, bytes, timeoutMs }),
    onReconnect: (onUp) => join(hub.listeners, { owner: name, onUp }),
  };
}

function join<One>(all: Set<One>, one: One): () => void {
  all.add(one);
  return () => void all.delete(one);
}

/** Sends to every subscription that matches now; tells how many there are. */
function send(
  hub: Hub,
  from: string,
  subject: string,
  given: Uint8Array,
  inbox: string | null,
): number {
  if (given.length > hub.messageBytesMax)
    throw new RangeError(`a message has at most ${hub.messageBytesMax} bytes, not ${given.length}`);
  const bytes = given.slice();
  const matching: Subscription[] = [];
  for (const one of hub.subscriptions) if (one.matches(subject)) matching.push(one);
  for (const subscription of matching) {
    const { owner, hear } = subscription;
    const reply = (answer: Uint8Array): void =>
      void (inbox === null || send(hub, owner, inbox, answer, null));
    hub.deliver(from, owner, subject, () => {
      if (hub.subscriptions.has(subscription)) hear({ subject, bytes: bytes.slice(), reply });
    });
  }
  return matching.length;
}

function request(
  hub: Hub,
  name: string,
  question: { subject: string; bytes: Uint8Array; timeoutMs: number },
): Promise<Uint8Array> {
  const { subject, bytes, timeoutMs } = question;
  return new Promise((resolve, reject) => {
    const inbox = `_INBOX_${name}.${++hub.inboxes}`;
    const end = (): void => {
      cancel();
      unsubscribe();
    };
    const fail = (why: string): void => {
      end();
      reject(new NoAnswer(`${subject}: ${why}`));
    };
    const cancel = hub.clock.after(timeoutMs, () => fail(`no answer within ${timeoutMs} ms`));
    const unsubscribe = join(hub.subscriptions, {
      owner: name,
      matches: (heard) => heard === inbox,
      hear: (answer) => {
        end();
        resolve(answer.bytes);
      },
    });
    try {
      if (send(hub, name, subject, bytes, inbox) === 0) fail('nobody listens');
    } catch (error) {
      end();
      throw error;
    }
  });
}
