/**
 * A key that was stolen from one part must not do another part's work. Each row is sent by hand to a real server; a denied
 * one must be answered by a violation, an allowed one by nothing.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openNatsBus } from '../../shared/bus/nats-bus.ts';
import {
  logStreamName,
  snapshotStreamName,
  subjectsOf,
  vaultStreamName,
} from '../../shared/bus/subjects.ts';
import { openNatsLog } from '../../shared/log/nats-log.ts';
import { systemClock } from '../../shared/time/system-clock.ts';
import { makeNkey } from '../../start/nats/nats-nkeys.mjs';
import type { NatsServer, Part } from '../support/nats-server.ts';
import { cloudId, hostA, hostB, natsProgram, startNatsServer } from '../support/nats-server.ts';
import type { RawNats } from '../support/raw-nats.ts';
import { openRawNats } from '../support/raw-nats.ts';
import { until } from '../support/until.ts';

const program = await natsProgram();
const S = subjectsOf(cloudId);
const root = `stratus.${cloudId}`;
const [log, nextLog] = [logStreamName(cloudId, 1), logStreamName(cloudId, 2)];
const vault = vaultStreamName(cloudId);
const snapshots = snapshotStreamName(cloudId);
const record = 'd'.repeat(32);
const api = (call: string): string => `$JS.API.${call}`;

/** What changes or reads streams, and nobody but the set-up key may do to the log. */
const streamAttacks = [log, vault, snapshots].flatMap((stream) => [
  ...[`STREAM.UPDATE.${stream}`, `STREAM.DELETE.${stream}`, `STREAM.PURGE.${stream}`],
  ...[`STREAM.RESTORE.${stream}`, `STREAM.SNAPSHOT.${stream}`, `STREAM.LEADER.STEPDOWN.${stream}`],
  ...[`DIRECT.GET.${stream}`, `CONSUMER.CREATE.${stream}`, `CONSUMER.CREATE.${stream}.spy`],
  ...[`CONSUMER.DURABLE.CREATE.${stream}.spy`, `CONSUMER.MSG.NEXT.${stream}.spy`],
]);
const otherStreamAttacks = ['INFO', 'STREAM.NAMES', 'STREAM.LIST', 'STREAM.CREATE.EVIL'];
const serverAttacks = [
  '$SYS.REQ.SERVER.PING',
  '$SYS.REQ.ACCOUNT.STRATUS.CONNZ',
  '$SYS.ACCOUNT.STRATUS.X',
];

const agentMayNot = {
  publish: [
    ...[S.hello(hostB), S.report(hostB), S.context(hostB), S.wanted(hostB), S.ask(hostB)],
    ...[S.wanted(hostA), S.ask(hostA), `${S.hello(hostA)}.more`, S.everyHello, '>'],
    ...[S.command, S.beat, S.log(1), S.log(2), S.vault(record), S.event('p1', 'machine')],
    ...[S.snapshot('a', 1), api(`STREAM.MSG.GET.${snapshots}`), api(`STREAM.CREATE.${snapshots}`)],
    ...[
      '_INBOX_scheduler.x',
      '_INBOX_api.x',
      '_INBOX_setup.x',
      `_INBOX_${hostB}.x`,
      `_INBOX_${hostA}.x`,
    ],
    ...[
      `stratus.${'e'.repeat(32)}.host.${hostA}.hello`,
      `$JS.ACK.${log}.spy.1.1.1.1.1`,
      '$JS.FC.x',
    ],
    ...[...streamAttacks, ...otherStreamAttacks, `STREAM.INFO.${log}`, `STREAM.INFO.${vault}`].map(
      api,
    ),
    ...[`STREAM.MSG.GET.${log}`, `STREAM.MSG.GET.${vault}`, `STREAM.MSG.DELETE.${vault}`].map(api),
    ...serverAttacks,
  ],
  subscribe: [
    ...[S.wanted(hostB), S.ask(hostB), S.context(hostB), S.hello(hostB), S.report(hostB)],
    ...[
      `${root}.host.*.wanted`,
      `${root}.host.${hostA}.>`,
      `${root}.host.>`,
      `${root}.>`,
      '>',
      '*',
      '*.>',
    ],
    ...[S.report(hostA), S.everyHello, S.command, `${S.command} workers`, S.beat, S.everyEvent],
    ...[S.log(1), `${root}.log.*`, S.everyVault, S.vault(record)],
    ...['_INBOX_scheduler.>', '_INBOX_api.>', `_INBOX_${hostB}.>`, '_INBOX.>', '*.x.*'],
    ...['$JS.>', '$JS.EVENT.ADVISORY.>', '$SYS.>', '$SYS.ACCOUNT.>', '$KV.>'],
  ],
};
const agentMay = {
  publish: [S.hello(hostA), S.report(hostA), S.context(hostA)],
  subscribe: [S.wanted(hostA), S.ask(hostA), `_INBOX_${hostA}.>`, `_INBOX_${hostA}.q.*`],
};
const apiMayNot = {
  publish: [
    ...[S.log(1), S.log(2), S.wanted(hostA), S.hello(hostA), S.report(hostA), S.context(hostA)],
    ...[S.beat, S.event('p1', 'machine'), '_INBOX_scheduler.x', `_INBOX_${hostA}.x`],
    ...[...streamAttacks, ...otherStreamAttacks, `STREAM.CREATE.${nextLog}`].map(api),
    ...[`STREAM.CREATE.${snapshots}`, `STREAM.MSG.DELETE.${snapshots}`].map(api),
    ...[`STREAM.MSG.GET.${vault}`, `STREAM.MSG.DELETE.${vault}`, `STREAM.MSG.DELETE.${log}`].map(
      api,
    ),
    ...serverAttacks,
  ],
  subscribe: [
    ...[
      S.command,
      S.everyContext,
      S.everyVault,
      S.wanted(hostA),
      `${root}.>`,
      '>',
      '$SYS.>',
      '$JS.>',
    ],
    ...['_INBOX_scheduler.>', `_INBOX_${hostA}.>`],
  ],
};
const apiMay = {
  publish: [
    S.command,
    S.vault(record),
    S.snapshot('a', 1),
    S.snapshot('b', 65_536),
    api(`STREAM.MSG.GET.${snapshots}`),
    S.ask(hostA),
    api(`STREAM.INFO.${log}`),
    api(`STREAM.MSG.GET.${log}`),
  ],
  subscribe: [S.everyEvent, S.everyReport, S.everyHello, S.beat, S.log(1), '_INBOX_api.>'],
};
const schedulerMayNot = {
  publish: [
    ...[S.command, S.vault(record), S.hello(hostA), S.report(hostA), S.context(hostA)],
    ...[S.snapshot('a', 1), api(`STREAM.MSG.DELETE.${snapshots}`)],
    ...['_INBOX_api.x', `_INBOX_${hostA}.x`],
    ...[
      ...streamAttacks,
      ...otherStreamAttacks,
      `STREAM.CREATE.${log}`,
      `STREAM.CREATE.${vault}`,
    ].map(api),
    ...[api(`STREAM.MSG.DELETE.${log}`), ...serverAttacks],
  ],
  subscribe: [S.everyVault, S.wanted(hostA), `${root}.>`, '>', '_INBOX_api.>', '$SYS.>', '$JS.>'],
};
const schedulerMay = {
  publish: [
    ...[S.wanted(hostA), S.wanted(hostB), S.ask(hostA), S.event('p1', 'machine'), S.beat],
    ...[`STREAM.INFO.${log}`, `STREAM.MSG.GET.${log}`, `STREAM.INFO.${vault}`].map(api),
    ...[`STREAM.MSG.GET.${vault}`, `STREAM.MSG.DELETE.${vault}`].map(api),
    ...[`STREAM.CREATE.${snapshots}`, `STREAM.MSG.GET.${snapshots}`].map(api),
  ],
  subscribe: [
    S.command,
    S.beat,
    S.everyHello,
    S.everyReport,
    S.everyContext,
    S.log(1),
    '_INBOX_scheduler.>',
  ],
};
const setupMayNot = {
  publish: [
    S.log(2),
    S.command,
    S.wanted(hostA),
    // It alone may remove a segment, and an administrator alone uses it.
    ...[...streamAttacks, ...otherStreamAttacks]
      .filter((call) => call !== `STREAM.DELETE.${log}`)
      .map(api),
  ],
  subscribe: ['>', `${root}.>`, '_INBOX_api.>', S.log(1)],
};
const identitiesMayNot = {
  publish: [
    ...[S.log(1), S.log(2), S.command, S.wanted(hostA), S.ask(hostA), S.hello(hostA), S.beat],
    ...[S.snapshot('a', 1), api(`STREAM.MSG.GET.${snapshots}`)],
    ...[...streamAttacks, ...otherStreamAttacks, `STREAM.MSG.GET.${vault}`].map(api),
    ...serverAttacks,
  ],
  subscribe: [S.command, S.everyVault, S.everyHello, `${root}.>`, '>', '_INBOX_api.>', '$SYS.>'],
};
const identitiesMay = {
  publish: [api(`STREAM.INFO.${log}`), api(`STREAM.MSG.GET.${log}`)],
  subscribe: [S.log(1), '_INBOX_identities.>'],
};

/** A subscriber says nothing at all, so every subject that anybody may publish to is tried. */
const subscriberMayNotPublish = [
  ...new Set([...agentMayNot.publish, ...apiMayNot.publish, ...schedulerMay.publish]),
  ...[...agentMay.publish, S.everyEvent.replace('>', 'p1.killOrdered'), '_INBOX_subscriber.x'],
];
const subscriberMayNotHear = [
  ...[S.command, S.beat, S.everyContext, S.context(hostA), S.wanted(hostA), S.ask(hostA)],
  ...[S.log(1), `${root}.log.*`, S.everyVault, S.vault(record)],
  ...[`${root}.host.*.wanted`, `${root}.host.*.*`, `${root}.host.>`, `${root}.>`, '>', '*', '*.>'],
  ...['_INBOX_scheduler.>', '_INBOX_api.>', `_INBOX_${hostA}.>`, '_INBOX.>', '_INBOX_subscriber.>'],
  ...['$JS.>', '$JS.EVENT.ADVISORY.>', '$SYS.>', '$SYS.ACCOUNT.>', '$KV.>', '_R_.>'],
  ...[`stratus.${'e'.repeat(32)}.event.>`, `stratus.*.event.>`, `${S.command} workers`],
];
const operatorMayNot = { publish: subscriberMayNotPublish, subscribe: subscriberMayNotHear };
const operatorMay = {
  publish: [],
  subscribe: [
    ...[S.everyHello, S.everyReport, S.hello(hostA), S.report(hostB)],
    ...[S.everyEvent, S.eventsOf('p1'), S.eventsOf('site'), `${S.everyEvent} workers`],
  ],
};
const ofP1MayNot = {
  publish: subscriberMayNotPublish,
  subscribe: [
    ...subscriberMayNotHear,
    ...[S.everyReport, S.report(hostA), S.everyEvent, S.eventsOf('p2'), S.eventsOf('site')],
    ...[`${root}.event.*.killOrdered`, `${root}.event.p1`, `${S.everyEvent} workers`],
    ...[`${root}.event.p11.>`, `${S.eventsOf('p2')} workers`],
  ],
};
const ofP1May = { publish: [], subscribe: [S.eventsOf('p1'), S.event('p1', 'x'), S.everyHello] };

if (typeof program === 'string') {
  test.skip(`the rights on a real nats-server: ${program}`, () => undefined);
} else {
  describe(`on nats-server ${program.version}`, () => {
    let server: NatsServer;
    beforeAll(async () => {
      server = await startNatsServer(program);
    });
    afterAll(() => server?.close());

    const rows: [string, Part, typeof agentMay, typeof agentMay][] = [
      ['an agent', 'hostA', agentMayNot, agentMay],
      ['the API', 'api', apiMayNot, apiMay],
      ['the scheduler', 'scheduler', schedulerMayNot, schedulerMay],
      ['the part that admits hosts', 'identities', identitiesMayNot, identitiesMay],
      ['an operator who listens', 'operator', operatorMayNot, operatorMay],
      ['who listens to one project', 'subscriberOfP1', ofP1MayNot, ofP1May],
      ['the set-up key', 'setup', setupMayNot, { publish: [], subscribe: ['_INBOX_setup.>'] }],
    ];
    describe.each(rows)('%s', (_name, part, mayNot, may) => {
      let raw: RawNats;
      beforeAll(async () => {
        raw = await openRawNats(server.port, server.seedOf(part));
      });
      afterAll(() => raw?.close());
      test.each(mayNot.publish)('may not publish %s', async (subject) => {
        expect(await raw.say(`PUB ${subject} 2`, '{}')).toContain(
          'Permissions Violation for Publish',
        );
      });
      test.each(mayNot.subscribe)('may not hear %s', async (subject) => {
        expect(await raw.say(`SUB ${subject} 7`)).toContain(
          'Permissions Violation for Subscription',
        );
      });
      test.each(may.publish)('may publish %s', async (subject) => {
        expect(await raw.say(`PUB ${subject} 2`, '{}')).not.toContain('-ERR');
      });
      test.each(may.subscribe)('may hear %s', async (subject) => {
        expect(await raw.say(`SUB ${subject} 8`, 'UNSUB 8')).not.toContain('-ERR');
      });
    });

    connections(() => server);
    listeners(() => server);
    answers(() => server);
    identities(() => server);
  });
}

function connections(server: () => NatsServer): void {
  test.each([
    ['no key', () => null],
    ['an unknown key', () => makeNkey().seed],
  ])('a connection with %s is refused', async (_name, seed) => {
    const raw = await openRawNats(server().port, seed());
    expect(await raw.say(`PUB ${S.hello(hostA)} 0`, '')).toContain('Authorization Violation');
    await until('the server hangs up', () => !raw.isOpen());
  });

  test('a message above the limit ends the connection and reaches nobody', async () => {
    const [raw, scheduler] = await pair(server());
    await scheduler.say(`SUB ${S.everyHello} 1`);
    const size = 1_048_577;
    const said = await raw.say(`PUB ${S.hello(hostA)} ${size}`, 'x'.repeat(size));
    expect(said).toContain('Maximum Payload Violation');
    await until('the server hangs up', () => !raw.isOpen());
    await scheduler.say();
    expect(scheduler.heard()).not.toContain('MSG');
    scheduler.close();
  });
}

function listeners(server: () => NatsServer): void {
  test('who listens hears what is said, of one project only that, and can ask nothing', async () => {
    const [agent, scheduler] = await pair(server());
    const all = await openRawNats(server().port, server().seedOf('operator'));
    const one = await openRawNats(server().port, server().seedOf('subscriberOfP1'));
    await all.say(`SUB ${S.everyEvent} 1`, `SUB ${S.everyReport} 2`, `SUB ${S.everyHello} 3`);
    await one.say(`SUB ${S.eventsOf('p1')} 1`, `SUB ${S.everyHello} 3`);
    await scheduler.say(
      `PUB ${S.event('p1', 'mine')} 0`,
      '',
      `PUB ${S.event('p2', 'other')} 0`,
      '',
    );
    await agent.say(`PUB ${S.hello(hostA)} 0`, '', `PUB ${S.report(hostA)} 0`, '');
    await Promise.all([all.say(), one.say()]);
    const subjectsIn = (heard: string): string[] =>
      [...heard.matchAll(/^MSG (\S+) /gm)].map(([, subject]) => subject!);
    const [mine, other] = [S.event('p1', 'mine'), S.event('p2', 'other')];
    expect(subjectsIn(all.heard())).toEqual([mine, other, S.hello(hostA), S.report(hostA)]);
    expect(subjectsIn(one.heard())).toEqual([mine, S.hello(hostA)]);
    for (const raw of [agent, scheduler, all, one]) raw.close();
  });

  test('what he is sent with a reply subject, he cannot answer', async () => {
    const [agent, scheduler] = await pair(server());
    const all = await openRawNats(server().port, server().seedOf('operator'));
    await all.say(`SUB ${S.everyHello} 1`);
    await scheduler.say('SUB _INBOX_scheduler.> 1');
    await agent.say(`PUB ${S.hello(hostA)} _INBOX_scheduler.q1 0`, '');
    await until('the hello has come', () => all.heard().includes('_INBOX_scheduler.q1'));
    expect(await all.say('PUB _INBOX_scheduler.q1 0', '')).toContain('Permissions Violation');
    await scheduler.say();
    expect(scheduler.heard()).not.toContain('MSG');
    for (const raw of [agent, scheduler, all]) raw.close();
  });
}

function answers(server: () => NatsServer): void {
  test('an agent answers a question once, and not where it was not asked', async () => {
    const [agent, scheduler] = await pair(server());
    await agent.say(`SUB ${S.ask(hostA)} 1`);
    await scheduler.say('SUB _INBOX_scheduler.> 1');
    await scheduler.say(`PUB ${S.ask(hostA)} _INBOX_scheduler.q1 0`, '');
    await until('the question has come', () => agent.heard().includes('_INBOX_scheduler.q1'));
    expect(await agent.say('PUB _INBOX_scheduler.q2 0', '')).toContain('Permissions Violation');
    expect(await agent.say('PUB _INBOX_scheduler.q1 0', '')).not.toContain('-ERR');
    expect(await agent.say('PUB _INBOX_scheduler.q1 0', '')).toContain('Permissions Violation');
    await scheduler.say();
    expect(scheduler.heard().match(/MSG _INBOX_scheduler\.q1/g)).toHaveLength(1);
    agent.close();
    scheduler.close();
  });

  test.each([S.log(1), S.wanted(hostB), `_INBOX_${hostB}.x`, S.event('p1', 'machine')])(
    'the scheduler does not write to %s because an agent names it for the answer',
    async (target) => {
      const connection = await server().connect('scheduler');
      const stream = openNatsLog(connection, { clock: systemClock, cloudId, segment: 1 });
      const before = await stream.lastSequence();
      let answered = 0;
      openNatsBus(connection).subscribe(S.everyContext, (message) => {
        message.reply(new TextEncoder().encode('an answer'));
        answered += 1;
      });
      await connection.flush();
      const agent = await openRawNats(server().port, server().seedOf('hostA'));
      const other = await openRawNats(server().port, server().seedOf('hostB'));
      await other.say(`SUB ${S.wanted(hostB)} 1`, `SUB _INBOX_${hostB}.> 2`);
      await agent.say(`PUB ${S.context(hostA)} ${target} 0`, '');
      await until('the scheduler has tried to answer', () => answered === 1);
      await connection.flush();
      expect(await stream.lastSequence()).toBe(before);
      await other.say();
      expect(other.heard()).not.toContain('MSG');
      agent.close();
      other.close();
      await connection.close();
    },
  );
}

function identities(server: () => NatsServer): void {
  test('a host that is taken out of the configuration is out at once; the others stay', async () => {
    const [agent, scheduler] = await pair(server());
    const removed = await openRawNats(server().port, server().seedOf('hostB'));
    await removed.say(`SUB ${S.wanted(hostB)} 1`);
    await server().reload(['hostA']);
    await until('the removed host is cut off', () => !removed.isOpen());
    expect(await agent.say(`PUB ${S.hello(hostA)} 0`, '')).not.toContain('-ERR');
    expect(await scheduler.say(`PUB ${S.wanted(hostA)} 0`, '')).not.toContain('-ERR');
    await server().reload(['hostA', 'hostB']);
    await until('the host is let in again', async () => {
      const again = await openRawNats(server().port, server().seedOf('hostB'));
      const said = await again.say(`PUB ${S.hello(hostB)} 0`, '');
      again.close();
      return !said.includes('-ERR');
    });
    agent.close();
    scheduler.close();
  });
}

async function pair(server: NatsServer): Promise<[RawNats, RawNats]> {
  return [
    await openRawNats(server.port, server.seedOf('hostA')),
    await openRawNats(server.port, server.seedOf('scheduler')),
  ];
}
