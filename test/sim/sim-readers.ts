/**
 * Those who read in a simulated cloud: a process of the API with its view of the log, and subscribers, who hear events on the bus
 * and fill gaps from that view. Each event must come to each of them once, in order, and to nobody else.
 */
import { Refused } from '../../api/errors.ts';
import { eventsAfter } from '../../api/read-model/event-pages.ts';
import { createReadModel } from '../../api/read-model/read-model.ts';
import type { ReadModel } from '../../api/read-model/read-model.ts';
import { startingPoint } from '../../api/read-model/starting-point.ts';
import { renderEvent } from '../../api/views/event-view.ts';
import { LogUnavailable } from '../../shared/log/log.ts';
import { parseCursor } from '../../shared/model/cursor.ts';
import { stateDigest } from '../../shared/model/state-digest.ts';
import { sleep } from '../../shared/time/clock.ts';
import { decodeCommit } from '../../shared/wire/commit.ts';
import type { Scope } from '../../subscribe/place.ts';
import { NotNow } from '../../subscribe/rest-events.ts';
import type { RestEvents } from '../../subscribe/rest-events.ts';
import { runSubscription } from '../../subscribe/subscription.ts';
import { logOf } from './gated-segments.ts';
import { createSimProcess } from './sim-process.ts';
import type { SimProcess } from './sim-process.ts';
import type { SimWorld } from './sim-world.ts';
import type { LoggedEvent } from './witness.ts';

export interface SimReaders {
  /** Kills the process of the API; it is started again after `restartMs`. */
  crashApi(restartMs: number): void;
  /** The state in the API's view; null: it is not there. */
  view(): ReadModel['state'] | null;
  /** What is not as in the log, in words. */
  behind(): string[];
}

/** So long the API waits for its view to come to a cursor, and a subscriber for its answer, ms; the API's own wait is longer. */
const viewWaitMs = 1_000;
const answerWithinMs = 15_000;

/** Names of their processes, for who cuts them off. */
export const readerNames = ['api', 'subscriber-1', 'subscriber-2'] as const;

export function createReaders(world: SimWorld): SimReaders {
  const api = createApi(world);
  const subscribers = [
    createSubscriber(world, 'subscriber-1', 'all', api.rest),
    createSubscriber(world, 'subscriber-2', { project: 'p2' }, api.rest),
  ];
  return {
    crashApi: api.crash,
    view: () => api.model()?.state ?? null,
    behind() {
      const { state } = world.witness.follower;
      const seen = api.model()?.state;
      const isSame = seen?.sequence === state.sequence && stateDigest(seen) === stateDigest(state);
      return [
        ...(isSame ? [] : ["I24: the API's view is not the fold of the log"]),
        ...subscribers.flatMap((one) => one.missing()),
      ];
    },
  };
}

function createApi(world: SimWorld) {
  const { time, trace } = world;
  let process: SimProcess | null = null;
  let model: ReadModel | null = null;

  function start(): void {
    const fresh = createSimProcess({ name: 'api', time, wallClock: world.clock.now });
    process = fresh;
    world.enter(fresh);
    model = createReadModel({
      ...{ log: logOf(fresh, world), clock: fresh.clock },
      decode: ({ bytes }) => decodeCommit(bytes),
      onProblem: (problem) => trace.note(`api: ${problem}`),
    });
  }

  /** As the routes of the API answer, over a connection that takes a moment. */
  async function answer<Value>(work: (view: ReadModel) => Promise<Value>): Promise<Value> {
    const asked = process;
    await sleep(world.clock, 3);
    if (!asked || !model || asked !== process || !asked.isAlive() || asked.isPaused())
      throw new NotNow('the API does not answer');
    return withinTime(work(model));
  }

  /** A process that ends meanwhile answers no more. */
  function withinTime<Value>(working: Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      const late = (): void => reject(new NotNow('the API does not answer'));
      const cancel = world.clock.after(answerWithinMs, late);
      void working.then(resolve, reject).finally(cancel);
    });
  }

  const endOf = (view: ReadModel) => parseCursor(view.cursor() ?? '');
  const rest: RestEvents = {
    after: (text, limit) =>
      answer(async (view) => {
        const where = { model: view, viewWaitMs };
        const from = await startingPoint(where, text ?? undefined, 'beginning').catch(whyNot);
        const end = endOf(view);
        if (typeof from === 'string') return { kind: 'unknownCursor', end, why: from };
        const actor = { accountId: 'reader', administrator: true, projectId: 'p1' };
        const page = await eventsAfter(view, { actor, machine: null }, from, limit);
        const next = parseCursor(page.next ?? '');
        if (!next) throw new NotNow('the API has not read the log yet');
        const isEnd = end?.sequence === next.sequence && end.index === next.index;
        return { kind: 'page', events: page.events.map(renderEvent), next, isEnd };
      }),
    end: () =>
      answer(async (view) => {
        const end = endOf(view);
        if (!end) throw new NotNow('the API has not read the log yet');
        return end;
      }),
  };

  start();
  return {
    rest,
    model: () => (process?.isAlive() ? model : null),
    crash(restartMs: number): void {
      trace.note('api: dies');
      model?.stop();
      process?.crash();
      world.leave('api');
      time.after(restartMs, start);
    },
  };
}

/** What a refusal is to a subscriber: the cursor is none, or the API cannot tell now. Throws `NotNow`. */
function whyNot(error: unknown): string {
  const isRefused = error instanceof Refused;
  if (isRefused && error.refusal.reason === 'unknownCursor') return error.message;
  if (isRefused || error instanceof LogUnavailable) throw new NotNow(error.message);
  throw error;
}

function createSubscriber(world: SimWorld, name: string, scope: Scope, rest: RestEvents) {
  const process = createSimProcess({ name, time: world.time, wallClock: world.clock.now });
  let heard = 0;
  world.enter(process);
  const dueSoFar: LoggedEvent[] = [];
  let lookedAt = 0;
  /** What it is to be told, in order: each event of the log is looked at once. */
  function due(): readonly LoggedEvent[] {
    const events = world.witness.events();
    for (; lookedAt < events.length; lookedAt++) {
      const event = events[lookedAt]!;
      if (scope === 'all' || scope.project === event.projectId) dueSoFar.push(event);
    }
    return dueSoFar;
  }

  async function listen(): Promise<void> {
    const items = runSubscription({
      ...{ bus: process.gate(world.hub.client(name)), rest, clock: process.clock, scope },
      ...{ cloudId: world.cloudId, from: 'beginning', eventsMax: 50 },
      ...{ signal: new AbortController().signal, flush: async () => undefined },
      onProblem: () => undefined,
    });
    for await (const item of items) {
      if (item.kind === 'reset') world.trace.note(`${name}: ${item.why}`);
      if (item.kind !== 'event' || world.witness.follower.isStopped()) continue;
      world.witness.follower.catchUp();
      const next = due()[heard];
      heard += 1;
      if (item.cursor === next?.cursor) continue;
      const isAnothers = scope !== 'all' && item.data['projectId'] !== scope.project;
      const text = `${name} hears ${item.type} at ${item.cursor}, due was ${next?.cursor}`;
      world.witness.report(isAnothers ? 'I19' : 'each event once', text);
    }
  }

  void listen();
  return {
    missing(): string[] {
      const left = due().length - heard;
      return left === 0 ? [] : [`each event once: ${name} was not told ${left} events`];
    },
  };
}
