/** What every adapter of the bus must do. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Bus } from '../../shared/bus/bus.ts';
import { NoAnswer } from '../../shared/bus/bus.ts';
import type { Subjects } from '../../shared/bus/subjects.ts';
import { until } from '../support/until.ts';

/** A scheduler and the hosts A and B on one bus. */
export interface BusBench {
  readonly scheduler: Bus;
  readonly agentA: Bus;
  readonly agentB: Bus;
  readonly subjects: Subjects;
  readonly hostA: string;
  readonly hostB: string;
  /** Resolves when what was asked before (subscriptions too) has reached the bus. */
  readonly settle: () => Promise<void>;
  /** Cuts the scheduler's connection and lets it come back. */
  readonly interruptScheduler: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export function busSuite(name: string, openBench: () => Promise<BusBench>): void {
  describe(`the bus ${name}`, () => {
    let bench: BusBench;
    beforeAll(async () => {
      bench = await openBench();
    });
    afterAll(() => bench?.close());
    talks(() => bench);
    asks(() => bench);
    recovers(() => bench);
  });
}

function talks(bench: () => BusBench): void {
  test('carries messages in order to whom they match, and to nobody else', async () => {
    const { scheduler, agentA, agentB, subjects, hostA, hostB, settle } = bench();
    const [heardA, heardB]: [number[], number[]] = [[], []];
    const ends = [
      agentA.subscribe(subjects.wanted(hostA), ({ bytes }) => heardA.push(bytes[0]!)),
      agentB.subscribe(subjects.wanted(hostB), ({ bytes }) => heardB.push(bytes[0]!)),
    ];
    await settle();
    for (let i = 0; i < 100; i++) scheduler.publish(subjects.wanted(hostA), Uint8Array.of(i));
    scheduler.publish(subjects.wanted(hostB), Uint8Array.of(200));
    await until('all have come', () => heardA.length === 100 && heardB.length === 1);
    ends.forEach((end) => end());
    expect(heardA).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect(heardB).toEqual([200]);
  });

  test('a wildcard hears every host and tells which one spoke', async () => {
    const { scheduler, agentA, agentB, subjects, hostA, hostB, settle } = bench();
    const heard: string[] = [];
    const end = scheduler.subscribe(subjects.everyHello, ({ subject }) => heard.push(subject));
    await settle();
    agentA.publish(subjects.hello(hostA), new Uint8Array());
    agentA.publish(subjects.report(hostA), new Uint8Array());
    agentB.publish(subjects.hello(hostB), new Uint8Array());
    await until('both have come', () => heard.length === 2);
    end();
    expect(heard.sort()).toEqual([subjects.hello(hostA), subjects.hello(hostB)]);
  });

  test('an ended subscription hears nothing more', async () => {
    const { scheduler, agentA, subjects, hostA, settle } = bench();
    const heard: string[] = [];
    agentA.subscribe(subjects.wanted(hostA), () => heard.push('ended'))();
    const end = agentA.subscribe(subjects.wanted(hostA), () => heard.push('kept'));
    await settle();
    scheduler.publish(subjects.wanted(hostA), new Uint8Array());
    await until('it has come', () => heard.length > 0);
    end();
    expect(heard).toEqual(['kept']);
  });

  test('what is published to nobody is no error', async () => {
    const { scheduler, subjects, hostA, settle } = bench();
    expect(() => scheduler.publish(subjects.wanted(hostA), Uint8Array.of(1))).not.toThrow();
    await settle();
  });

  test('the largest message arrives; one byte more is refused by name', async () => {
    const { scheduler, agentA, subjects, hostA, settle } = bench();
    const max = scheduler.messageBytesMax;
    const tooLarge = new Uint8Array(max + 1);
    expect(() => scheduler.publish(subjects.wanted(hostA), tooLarge)).toThrow(RangeError);
    await expect(scheduler.request(subjects.ask(hostA), tooLarge, 100)).rejects.toThrow(RangeError);
    let length = 0;
    const end = agentA.subscribe(subjects.wanted(hostA), ({ bytes }) => (length = bytes.length));
    await settle();
    scheduler.publish(subjects.wanted(hostA), new Uint8Array(max));
    await until('it has come', () => length > 0);
    end();
    expect(length).toBe(max);
  });
}

function asks(bench: () => BusBench): void {
  test('a request gets its own answer, each of many at once', async () => {
    const { scheduler, agentA, subjects, hostA, settle } = bench();
    const end = agentA.subscribe(subjects.ask(hostA), (message) =>
      message.reply(Uint8Array.of(message.bytes[0]! + 1)),
    );
    await settle();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        scheduler.request(subjects.ask(hostA), Uint8Array.of(i), 5_000),
      ),
    );
    end();
    expect(answers.map((answer) => answer[0])).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  });

  test('an agent asks for a context and hears the answer in its own inbox', async () => {
    const { scheduler, agentA, subjects, hostA, settle } = bench();
    const end = scheduler.subscribe(subjects.everyContext, (message) =>
      message.reply(message.bytes),
    );
    await settle();
    const answer = await agentA.request(subjects.context(hostA), Uint8Array.of(4, 2), 5_000);
    end();
    expect(answer).toEqual(Uint8Array.of(4, 2));
  });

  test('rejects when nobody listens, and when the one who listens is silent', async () => {
    const { scheduler, agentA, subjects, hostA, settle } = bench();
    const ask = () => scheduler.request(subjects.ask(hostA), new Uint8Array(), 200);
    await expect(ask()).rejects.toBeInstanceOf(NoAnswer);
    let heard = 0;
    const end = agentA.subscribe(subjects.ask(hostA), () => (heard += 1));
    await settle();
    await expect(ask()).rejects.toBeInstanceOf(NoAnswer);
    end();
    expect(heard).toBe(1);
  });

  test('answering what asked for no answer does nothing', async () => {
    const { scheduler, agentA, subjects, hostA, settle } = bench();
    let answered = 0;
    const end = agentA.subscribe(subjects.wanted(hostA), (message) => {
      message.reply(Uint8Array.of(1));
      answered += 1;
    });
    await settle();
    scheduler.publish(subjects.wanted(hostA), new Uint8Array());
    await until('it has come', () => answered === 1);
    end();
  });
}

function recovers(bench: () => BusBench): void {
  test('tells of a new connection, and its subscriptions live on', async () => {
    const { scheduler, agentA, subjects, hostA, settle, interruptScheduler } = bench();
    let ups = 0;
    let heard = 0;
    const endUps = scheduler.onReconnect(() => (ups += 1));
    const end = scheduler.subscribe(subjects.everyReport, () => (heard += 1));
    await settle();
    await interruptScheduler();
    await until('the scheduler is back', () => ups >= 1);
    await until('a report is heard again', () => {
      agentA.publish(subjects.report(hostA), new Uint8Array());
      return heard > 0;
    });
    endUps();
    end();
  });
}
