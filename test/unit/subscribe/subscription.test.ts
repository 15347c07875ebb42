import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMemoryBusHub } from '../../../shared/bus/memory-bus.ts';
import { subjectsOf } from '../../../shared/bus/subjects.ts';
import { cursorText, parseCursor } from '../../../shared/model/cursor.ts';
import type { Commit, Event } from '../../../shared/model/events.ts';
import { publishedEventMessage } from '../../../shared/wire/command.ts';
import { cursorsOf } from '../../../scheduler/loops/publisher.ts';
import type { LastCursors } from '../../../scheduler/loops/publisher.ts';
import { eventObject } from '../../../shared/render/event-object.ts';
import type { EventObject } from '../../../shared/render/event-object.ts';
import type { Item } from '../../../subscribe/items.ts';
import type { Scope } from '../../../subscribe/place.ts';
import { NotNow } from '../../../subscribe/rest-events.ts';
import type { RestEvents } from '../../../subscribe/rest-events.ts';
import { runSubscription } from '../../../subscribe/subscription.ts';
import { aClock } from '../../support/a-clock.ts';
import { machineIdOf } from '../../support/a-cloud.ts';
import { cloudId } from '../../support/log-writer.ts';
import { until } from '../../support/until.ts';

const subjects = subjectsOf(cloudId);
const firstLog = '1'.repeat(32);

interface Step {
  /** Projects of the events of one commit; null: of the site. */
  readonly commit: readonly (string | null)[];
  /** What becomes of each message on the bus. */
  readonly fate: 'arrives' | 'lost' | 'twice' | 'swapped';
  readonly reconnects: boolean;
  readonly apiAway: boolean;
  readonly readerAway: boolean;
}

interface WorldOptions {
  readonly eventsMax?: number;
  readonly scope?: Scope;
  readonly from?: string;
}

/** A log, its API and its publisher, all in memory; time is virtual and moves when everybody waits. */
function aWorld({ eventsMax = 4, scope = 'all', from = 'beginning' }: WorldOptions = {}) {
  const clock = aClock();
  const hub = createMemoryBusHub({ clock });
  const bus = hub.client('scheduler');
  const last: LastCursors = new Map();
  const log: EventObject[] = [];
  const ending = new AbortController();
  const problems: string[] = [];
  const world = { logId: firstLog, sequence: 0, apiAway: false, log, clock, hub, problems };

  function tell(projects: readonly (string | null)[], fate: Step['fate']): void {
    world.sequence += 1;
    const events = projects.map((projectId): Event => {
      const about = { type: 'killOrdered', machineId: machineIdOf(1), generation: 1 } as const;
      return projectId === null ? about : { ...about, projectId };
    });
    const entry = {
      actor: 'admin',
      origin: 'command',
      key: '',
      requestDigest: '',
      events,
    } as const;
    const commit: Commit = {
      ...{
        format: 2,
        cloudId,
        logId: world.logId,
        term: 1,
        writer: 'e'.repeat(32),
        previousHash: '',
      },
      ...{ timeMs: clock.now(), entries: [entry], nonce: '0'.repeat(16) },
    };
    const told = cursorsOf(
      commit,
      { logId: world.logId, sequence: world.sequence, hash: '' },
      last,
    );
    log.push(...told.map((one) => eventObject({ ...one, timeMs: commit.timeMs })));
    const messages = told.map(({ projectId, ...one }) => ({
      subject: subjects.event(projectId, one.event.type),
      bytes: publishedEventMessage.encode({ cloudId, timeMs: commit.timeMs, ...one }),
    }));
    if (fate === 'lost') return;
    if (fate === 'swapped') messages.reverse();
    for (const { subject, bytes } of [...messages, ...(fate === 'twice' ? messages : [])])
      bus.publish(subject, bytes);
  }

  const rest: RestEvents = {
    async after(cursor, limit) {
      if (world.apiAway) throw new NotNow('away');
      const place = cursor === null ? null : parseCursor(cursor)!;
      const end = parseCursor(log.at(-1)?.cursor ?? '');
      if (!end) throw new NotNow('empty');
      const isUnknown =
        place !== null && (place.logId !== world.logId || place.sequence > end.sequence);
      if (isUnknown) return { kind: 'unknownCursor', end, why: 'another log' };
      const later = log.filter(({ cursor: text }) => {
        const one = parseCursor(text)!;
        if (place === null) return true;
        return (
          one.sequence > place.sequence ||
          (one.sequence === place.sequence && one.index > place.index)
        );
      });
      const events = later.slice(0, limit);
      const next = parseCursor(events.at(-1)?.cursor ?? '') ?? place ?? end;
      return { kind: 'page', events, next, isEnd: events.length === later.length };
    },
    async end() {
      if (world.apiAway || log.length === 0) throw new NotNow('away');
      return parseCursor(log.at(-1)!.cursor)!;
    },
  };
  const items = runSubscription({
    ...{ bus: hub.client('reader'), rest, clock, cloudId, scope, from, eventsMax },
    ...{ onProblem: (problem) => void problems.push(problem), signal: ending.signal },
    flush: async () => undefined,
  });
  return Object.assign(world, { tell, items, end: () => ending.abort() });
}

type World = ReturnType<typeof aWorld>;

/** Lets everything happen that happens without time. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Reads on while `reading.on`, and keeps what came. */
function reader({ items }: World) {
  const got: Item[] = [];
  const reading = { on: true, wake: (): void => undefined };
  const done = (async () => {
    for await (const item of items) {
      got.push(item);
      while (!reading.on) await new Promise<void>((resolve) => (reading.wake = resolve));
    }
  })();
  return { got, reading, done };
}

const cursorsIn = (items: readonly Item[]): string[] =>
  items.flatMap((item) => (item.kind === 'event' ? [item.cursor] : []));

const step = fc.record<Step>({
  commit: fc.array(fc.constantFrom('p1', 'p2', null), { minLength: 1, maxLength: 4 }),
  fate: fc.constantFrom('arrives', 'arrives', 'lost', 'twice', 'swapped'),
  reconnects: fc.boolean(),
  apiAway: fc.boolean(),
  readerAway: fc.boolean(),
});

describe('a subscriber', () => {
  test.each<[string, Scope]>([
    ['of all', 'all'],
    ['of one project', { project: 'p1' }],
  ])('%s misses nothing and gets nothing twice, whatever the bus does', async (_which, scope) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const world = aWorld({ scope });
        const { got, reading, done } = reader(world);
        for (const { commit, fate, reconnects, apiAway, readerAway } of steps) {
          world.apiAway = apiAway;
          reading.on = !readerAway;
          reading.wake();
          world.tell(commit, fate);
          await settle();
          if (reconnects) world.hub.reconnect('reader');
          await world.clock.pass(300);
        }
        world.apiAway = false;
        reading.on = true;
        reading.wake();
        for (let turn = 0; turn < 12; turn++) {
          await settle();
          await world.clock.pass(3_000);
        }
        world.end();
        await done;
        const wanted = world.log.filter(
          ({ data }) => scope === 'all' || data['projectId'] === scope.project,
        );
        expect(got.filter(({ kind }) => kind === 'event')).toEqual(
          wanted.map((event) => ({ kind: 'event', ...event })),
        );
        expect(got.some(({ kind }) => kind === 'reset')).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  test('who goes on from a cursor gets all after it, over a restart of his own', async () => {
    const world = aWorld();
    for (let number = 0; number < 7; number++) world.tell(['p1', null], 'lost');
    const from = world.log[4]!.cursor;
    const second = aWorld({ from });
    for (let number = 0; number < 7; number++) second.tell(['p1', null], 'lost');
    const { got, done } = reader(second);
    await until('all have come', () => got.length >= 9);
    second.tell(['p2'], 'arrives');
    await until('the newest has come', () => got.length >= 10);
    second.end();
    await done;
    expect(cursorsIn(got)).toEqual(second.log.slice(5).map(({ cursor }) => cursor));
    world.end();
  });

  test('a reader who is too slow is told so, costs no more than his inbox, and misses nothing', async () => {
    const world = aWorld({ eventsMax: 3 });
    const { got, reading, done } = reader(world);
    world.tell(['p1'], 'arrives');
    await until('the first has come', () => got.length > 0);
    reading.on = false;
    for (let number = 0; number < 50; number++) world.tell(['p1'], 'arrives');
    await settle();
    reading.on = true;
    reading.wake();
    await until('all have come', () => cursorsIn(got).length === 51);
    world.end();
    await done;
    expect(got.filter(({ kind }) => kind === 'behind')).toHaveLength(1);
    expect(cursorsIn(got)).toEqual(world.log.map(({ cursor }) => cursor));
  });

  test.each<[string, (world: World) => void]>([
    [
      'another log',
      (world) => {
        world.logId = '2'.repeat(32);
      },
    ],
    [
      'the same log put back to an earlier state',
      (world) => {
        world.log.splice(2);
        world.sequence = 2;
        world.clock.jump(1_000);
      },
    ],
  ])('%s is told once, and events go on behind its end', async (_which, change) => {
    const world = aWorld();
    const { got, done } = reader(world);
    for (let number = 0; number < 4; number++) world.tell(['p1'], 'arrives');
    await until('all have come', () => got.length === 4);
    change(world);
    world.tell(['p1'], 'arrives');
    for (let turn = 0; turn < 10; turn++) {
      await settle();
      await world.clock.pass(1_000);
    }
    await until('the reset has come', () => got.some(({ kind }) => kind === 'reset'));
    world.tell(['p1'], 'arrives');
    await until('the next has come', () => cursorsIn(got).length > 4);
    world.end();
    await done;
    const reset = got.filter((item) => item.kind === 'reset');
    expect(reset).toHaveLength(1);
    expect(reset[0]).toMatchObject({ cursor: world.log.at(-2)!.cursor });
    expect(cursorsIn(got).slice(4)).toEqual([world.log.at(-1)!.cursor]);
    expect(cursorText(parseCursor(reset[0]!.cursor)!)).toBe(reset[0]!.cursor);
  });

  test('an event that the token does not show ends the subscription with the reason', async () => {
    const world = aWorld();
    world.tell(['p1'], 'arrives');
    const { got, done } = reader(world);
    await until('the first has come', () => got.length === 1);
    world.tell(['p2'], 'lost');
    world.tell(['p2'], 'arrives');
    const refused = expect(done).rejects.toThrow(/the token does not show all events/);
    world.log.splice(1, 2, { ...world.log[2]!, cursor: `${firstLog}:3:9` });
    await refused;
  });

  test('a cursor that is none is refused at once', async () => {
    await expect(aWorld({ from: 'yesterday' }).items.next()).rejects.toThrow(/not a cursor/);
  });
});
