/**
 * Do two sets of ports (log, bus, vault) do the same? Random operations are drawn from a seed and done on both, one after the
 * other; each answer, and all that was heard and followed in between, is compared.
 */
import { toHex } from '../../shared/base/bytes.ts';
import type { Bus } from '../../shared/bus/bus.ts';
import type { Log } from '../../shared/log/log.ts';
import type { Vault } from '../../shared/log/vault.ts';
import { simRandom } from '../sim/sim-random.ts';
import type { SimRandom } from '../sim/sim-random.ts';
import { until } from '../support/until.ts';

/** What a process of the cloud is connected by. */
export interface PortClient {
  readonly log: Log;
  readonly bus: Bus;
  readonly vault: Vault;
}

export interface PortWorld {
  readonly name: string;
  readonly clients: readonly PortClient[];
  /** Resolves when the others can hear what the client has said and asked for so far. */
  sent(client: number): Promise<void>;
  /** Resolves when everything that was said so far was heard by all clients. */
  settle(): Promise<void>;
  /** Cuts the connection of a client and lets it come back. */
  interrupt(client: number): Promise<void>;
  close(): Promise<void>;
}

export interface Comparison {
  /** How often each kind of operation was done. */
  readonly counts: Readonly<Record<string, number>>;
  /** The first differences, in words. */
  readonly differences: readonly string[];
}

/** So many operations are done between two comparisons of what was heard. */
const settleEvery = 25;
const differencesMax = 5;
const requestWithinMs = 2_000;

/** Both worlds are empty at first; `operations` is how many are done on each. */
export async function comparePorts(
  worlds: readonly [PortWorld, PortWorld],
  { operations, seed }: { operations: number; seed: number },
): Promise<Comparison> {
  const random = simRandom(seed);
  const counts: Record<string, number> = {};
  const differences: string[] = [];
  const [one, other] = worlds.map(createPlayer) as [Player, Player];
  const answerers = [0, 1].map((client) => ({ kind: 'answer', client, id: -1 - client }) as const);
  for (const player of [one, other]) for (const first of answerers) await player.play(first);
  const drawn = { sequence: 0, nextId: 1, subscriptions: [], follows: [] };
  for (let i = 0; i < operations && differences.length < differencesMax; i++) {
    const operation = i % settleEvery === settleEvery - 1 ? settling : draw(random, drawn);
    counts[operation.kind] = (counts[operation.kind] ?? 0) + 1;
    const [said, otherSaid] = [await one.play(operation), await other.play(operation)];
    if (said === otherSaid) drawn.sequence += said.startsWith('stored') ? 1 : 0;
    else
      differences.push(
        `operation ${i} ${JSON.stringify(operation)}: ${worlds[0].name} ${said}, ${worlds[1].name} ${otherSaid}`,
      );
  }
  for (const player of [one, other]) player.end();
  return { counts, differences };
}

interface OperationFields {
  append: { client: number; text: string; expected: number };
  read: { client: number; sequence: number };
  lastSequence: { client: number };
  follow: { client: number; from: number; id: number };
  unfollow: { id: number };
  publish: { client: number; subject: string; text: string };
  subscribe: { client: number; subject: string; id: number };
  /** Answers requests on `q.<client>` with their bytes in reverse. */
  answer: { client: number; id: number };
  unsubscribe: { id: number };
  request: { client: number; subject: string; text: string };
  put: { client: number; machineId: string; text: string };
  get: { client: number; machineId: string };
  delete: { client: number; machineId: string };
  list: { client: number };
  interrupt: { client: number };
  settle: object;
}

type Kind = keyof OperationFields;
type Operation = { [One in Kind]: { readonly kind: One } & Readonly<OperationFields[One]> }[Kind];

const settling = { kind: 'settle' } as const satisfies Operation;

interface Drawn {
  sequence: number;
  nextId: number;
  subscriptions: number[];
  follows: number[];
}

const clientCount = 3;
const listenersMax = 8;

function draw(random: SimRandom, drawn: Drawn): Operation {
  const client = random.below(clientCount);
  const dice = random.below(10_000);
  const text = random.hex(random.below(40));
  const machineId = `${random.below(6)}`.repeat(32);
  const { sequence } = drawn;
  if (dice < 3_200) {
    const off = random.pick([0, 0, 0, 0, -1, 1, 5, -sequence]);
    return { kind: 'append', client, text, expected: Math.max(0, sequence + off) };
  }
  if (dice < 4_600) return { kind: 'read', client, sequence: random.below(sequence + 3) };
  if (dice < 5_000) return { kind: 'lastSequence', client };
  if (dice < 5_150) return drawFollow(random, drawn, client);
  if (dice < 7_300) return { kind: 'publish', client, subject: aSubject(random, false), text };
  if (dice < 7_700) return drawSubscription(random, drawn, client);
  if (dice < 8_500)
    return { kind: 'request', client, subject: random.pick(['q.0', 'q.1', 'q.nobody']), text };
  if (dice < 9_100) return { kind: 'put', client, machineId, text };
  if (dice < 9_600) return { kind: 'get', client, machineId };
  if (dice < 9_900) return { kind: 'delete', client, machineId };
  if (dice < 9_998) return { kind: 'list', client };
  return { kind: 'interrupt', client };
}

function drawFollow(random: SimRandom, drawn: Drawn, client: number): Operation {
  const { follows, sequence } = drawn;
  if (follows.length > 0 && (follows.length >= listenersMax || random.chance(50)))
    return { kind: 'unfollow', id: follows.shift()! };
  const id = drawn.nextId++;
  follows.push(id);
  return { kind: 'follow', client, id, from: Math.max(1, sequence - random.below(50)) };
}

function drawSubscription(random: SimRandom, drawn: Drawn, client: number): Operation {
  const { subscriptions } = drawn;
  if (subscriptions.length > 0 && (subscriptions.length >= listenersMax || random.chance(50)))
    return { kind: 'unsubscribe', id: subscriptions.shift()! };
  const id = drawn.nextId++;
  subscriptions.push(id);
  return { kind: 'subscribe', client, id, subject: aSubject(random, true) };
}

/** `t.a.b`; with wildcards where `isPattern`. */
function aSubject(random: SimRandom, isPattern: boolean): string {
  const words = Array.from({ length: random.between(1, 3) }, () =>
    random.pick(isPattern ? ['a', 'b', '*'] : ['a', 'b', 'c']),
  );
  return ['t', ...words, ...(isPattern && random.chance(30) ? ['>'] : [])].join('.');
}

interface Player {
  /** What came of it, as text. */
  play(operation: Operation): Promise<string>;
  end(): void;
}

type Plays = {
  readonly [One in Kind]: (fields: Readonly<OperationFields[One]>) => Promise<string>;
};

function createPlayer(world: PortWorld): Player {
  const ears = createEars(world);
  const client = (index: number): PortClient => world.clients[index]!;
  const plays: Plays = { ...onBus(world, ears), ...onLog(client, ears), ...onVault(client) };
  return {
    play: (operation) =>
      (plays[operation.kind] as (fields: Operation) => Promise<string>)(operation),
    end: () => ears.end(),
  };
}

/** What is listened to and followed in one world. */
interface Ears {
  listen(bus: Bus, id: number, subject: string, answers: boolean): void;
  follow(log: Log, id: number, from: number): void;
  stop(id: number): void;
  /** The last message that the log is known to hold: followers are waited for. */
  last: number;
  /** Everything that was heard and followed since the last time, as text. */
  settle(): Promise<string>;
  end(): void;
}

function createEars(world: PortWorld): Ears {
  const open = new Map<number, { readonly heard: string[]; next: number; end(): void }>();
  const ears: Ears = {
    last: 0,
    listen(bus, id, subject, answers) {
      const heard: string[] = [];
      const end = bus.subscribe(subject, (message) => {
        if (answers) message.reply(message.bytes.toReversed());
        else heard.push(`${message.subject}=${toHex(message.bytes)}`);
      });
      open.set(id, { heard, end, next: Number.POSITIVE_INFINITY });
    },
    follow(log, id, from) {
      const one = { heard: [] as string[], next: from, end: (): void => undefined };
      one.end = log.follow(from, ({ sequence, bytes }) => {
        one.heard.push(`${sequence}=${toHex(bytes)}`);
        one.next = sequence + 1;
      });
      open.set(id, one);
    },
    stop(id) {
      open.get(id)?.end();
      open.delete(id);
    },
    async settle() {
      await world.settle();
      const isBehind = (): boolean => [...open.values()].some(({ next }) => next <= ears.last);
      await until(`${world.name}: what is followed was read`, () => !isBehind());
      return [...open].map(([id, { heard }]) => `${id}: ${heard.splice(0).join(' ')}`).join('\n');
    },
    end() {
      for (const { end } of open.values()) end();
    },
  };
  return ears;
}

const nothing = '';

type BusPlays = Pick<Plays, 'publish' | 'subscribe' | 'answer' | 'request'> &
  Pick<Plays, 'unsubscribe' | 'unfollow' | 'interrupt' | 'settle'>;

function onBus(world: PortWorld, ears: Ears): BusPlays {
  const busOf = (index: number): Bus => world.clients[index]!.bus;
  /** What it heard until now is compared first. */
  async function stop({ id }: { id: number }): Promise<string> {
    const before = await ears.settle();
    ears.stop(id);
    await world.settle();
    return before;
  }
  return {
    async publish({ client, subject, text }) {
      busOf(client).publish(subject, bytesOf(text));
      await world.sent(client);
      return nothing;
    },
    async subscribe({ client, subject, id }) {
      ears.listen(busOf(client), id, subject, false);
      await world.sent(client);
      return nothing;
    },
    async answer({ client, id }) {
      ears.listen(busOf(client), id, `q.${client}`, true);
      await world.sent(client);
      return nothing;
    },
    request: ({ client, subject, text }) =>
      busOf(client)
        .request(subject, bytesOf(text), requestWithinMs)
        .then(toHex, (error: Error) => error.name),
    ...{ unsubscribe: stop, unfollow: stop },
    async interrupt({ client }) {
      await world.interrupt(client);
      return ears.settle();
    },
    settle: () => ears.settle(),
  };
}

type LogPlays = Pick<Plays, 'append' | 'read' | 'lastSequence' | 'follow'>;

function onLog(client: (index: number) => PortClient, ears: Ears): LogPlays {
  return {
    async append({ client: index, text, expected }) {
      const outcome = await client(index).log.append(bytesOf(text), expected);
      if (outcome.kind !== 'stored') return outcome.kind;
      ears.last = outcome.sequence;
      return `stored ${outcome.sequence}`;
    },
    async read({ client: index, sequence }) {
      const message = await client(index).log.read(sequence);
      return message ? `${message.sequence}=${toHex(message.bytes)}` : 'none';
    },
    lastSequence: async ({ client: index }) => String(await client(index).log.lastSequence()),
    async follow({ client: index, id, from }) {
      ears.follow(client(index).log, id, from);
      return nothing;
    },
  };
}

type VaultPlays = Pick<Plays, 'put' | 'get' | 'delete' | 'list'>;

function onVault(client: (index: number) => PortClient): VaultPlays {
  return {
    async put({ client: index, machineId, text }) {
      await client(index).vault.put(machineId, bytesOf(text));
      return nothing;
    },
    async get({ client: index, machineId }) {
      const bytes = await client(index).vault.get(machineId);
      return bytes ? toHex(bytes) : 'none';
    },
    async delete({ client: index, machineId }) {
      await client(index).vault.delete(machineId);
      return nothing;
    },
    async list({ client: index }) {
      const records = await client(index).vault.list();
      const ids = records.map(({ machineId }) => machineId);
      return ids.sort().join(' ');
    },
  };
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
