/** What a leader makes of what hosts say: who is heard, who is in trouble, and how much of it goes into the log. */
import { describe, expect, test } from 'vitest';
import { renderHost } from '../../../../api/views/host-view.ts';
import { createHosts } from '../../../../scheduler/loops/hosts.ts';
import { createReports } from '../../../../scheduler/loops/reports.ts';
import type { Hello } from '../../../../shared/model/conversation.ts';
import { helloMessage, reportMessage } from '../../../../shared/wire/conversation.ts';
import { copyHeard } from '../../../../shared/model/host-life.ts';
import { settled } from '../../../support/a-clock.ts';
import { aReport } from '../../../support/a-report.ts';
import { aCommitOf, aHello, aLeading } from '../../../support/a-leading.ts';
import { cloudId, hostId } from '../../../support/log-writer.ts';

const otherBoot = '33333333-3333-4333-8333-333333333333';

function aListener() {
  const bench = aLeading();
  const { leading, clock } = bench;
  const nothing = (): void => undefined;
  const hosts = createHosts(leading, { onHeard: nothing, onJudged: nothing, onOwing: nothing });
  const reports = createReports(leading, hosts);
  const reply = (): void => undefined;
  let number = 0;
  return {
    ...{ ...bench, hosts },
    note: () => hosts.notes()[0]!,
    async hello(changes: Partial<Hello> = {}) {
      const bytes = helloMessage.encode(aHello(changes));
      hosts.onHello({ subject: leading.subjects.hello(hostId), bytes, reply });
      await settled();
    },
    async report(machineId: string, phase: 'running' | 'vanished' | 'stopped') {
      const bytes = reportMessage.encode({
        ...{ cloudId, hostId, nonce: '1'.repeat(32), setId: '5e'.repeat(16), page: 1, pages: 1 },
        ...{ number: ++number, observed: 'complete', observedDigest: 'ab'.repeat(32) },
        ...{
          machines: [
            aReport({ machineId, phase, reason: phase === 'stopped' ? 'hostRestarted' : null }),
          ],
          evidence: [],
        },
      });
      reports.onReport({ subject: leading.subjects.report(hostId), bytes, reply });
      await clock.pass(100);
    },
  };
}

test('a machine that comes and goes for a minute is taken down twenty times, and then told as a trouble', async () => {
  const { cloud, clock, hello, report, note } = aListener();
  const { machineId } = cloud.machine(cloud.run()).spec;
  await hello();
  await report(machineId, 'running');
  const before = cloud.commits.length;
  for (let i = 0; i < 40; i++) await report(machineId, i % 2 === 0 ? 'vanished' : 'running');
  expect(cloud.commits.length - before).toBe(20);
  expect(note()).toMatchObject({ heard: false });
  expect(note().trouble).toContain('its machines came and went too often');
  await clock.pass(60_000);
  await hello();
  expect(note()).toMatchObject({ heard: true, trouble: '' });
  await report(machineId, 'vanished');
  expect(cloud.state.machines.get(machineId)?.state).toBe('unknown');
});

describe('two agents', () => {
  test('of one start of the kernel are in conflict while both speak', async () => {
    const { hello, note, cloud } = aListener();
    await hello();
    await hello({ nonce: '2'.repeat(32) });
    await hello();
    expect(note()).toMatchObject({ heard: false, conflict: true });
    expect(note().trouble).toBe('two agents claim to be this host; stop one of them');
    expect(cloud.state.hosts.get(hostId)?.cloned).toBeNull();
  });

  test('start nothing by the word of either, until one of them speaks alone', async () => {
    const { hello, cloud, report, clock } = aListener();
    const { machineId } = cloud.machine(cloud.run({ onHostRestart: 'start' })).spec;
    await hello();
    await report(machineId, 'running');
    await hello({ nonce: '2'.repeat(32) });
    await hello();
    await report(machineId, 'stopped');
    expect(cloud.state.machines.get(machineId)).toMatchObject({ state: 'running', generation: 1 });
    await clock.pass(12_000);
    await hello();
    await report(machineId, 'stopped');
    expect(cloud.state.machines.get(machineId)).toMatchObject({ state: 'boot', generation: 2 });
  });

  test('of two starts are a host and its copy, until an administrator says which', async () => {
    const { hello, note, cloud, hosts, clock } = aListener();
    const copy = { nonce: '2'.repeat(32), bootId: otherBoot };
    await hello();
    await hello(copy);
    await hello();
    expect(cloud.state.hosts.get(hostId)?.cloned).toMatchObject({ bootId: otherBoot });
    expect(note().trouble).toContain('a copy of this host was heard beside it');
    await clock.pass(60_000);
    await hello(copy);
    expect(hosts.speaker(hostId, copy.nonce)).toBeNull();
    const rebound = { type: 'hostRebound', hostId, why: '' } as const;
    cloud.commit([rebound]);
    hosts.onCommitted(aCommitOf([rebound]));
    await hello(copy);
    expect(hosts.speaker(hostId, copy.nonce)).not.toBeNull();
    expect(note()).toMatchObject({ heard: true, trouble: '' });
  });
});

describe('after an administrator said that another may speak', () => {
  function rebind({ cloud, hosts }: Pick<ReturnType<typeof aListener>, 'cloud' | 'hosts'>): void {
    const rebound = { type: 'hostRebound', hostId, why: '' } as const;
    cloud.commit([rebound]);
    hosts.onCommitted(aCommitOf([rebound]));
  }

  test('nobody is bound while two agents speak, and then the one that goes on', async () => {
    const bench = aListener();
    const { hello, hosts, clock, note } = bench;
    const copy = { nonce: '2'.repeat(32), bootId: otherBoot };
    const first = '1'.repeat(32);
    const bound = () => [first, copy.nonce].filter((nonce) => hosts.speaker(hostId, nonce));
    await hello();
    await hello(copy);
    await hello();
    rebind(bench);
    for (let i = 0; i < 8; i++) {
      await clock.pass(2_000);
      await hello(i % 2 === 0 ? copy : {});
      expect(bound()).toEqual([]);
      expect(note().trouble).toContain('stop the wrong one');
    }
    await clock.pass(5_999);
    await hello(copy);
    expect(bound()).toEqual([]);
    await clock.pass(1);
    await hello(copy);
    expect(bound()).toEqual([copy.nonce]);
  });

  test('a new leader, too, waits whether another speaks', async () => {
    const bench = aListener();
    const { hello, hosts, clock } = bench;
    rebind(bench);
    await hello();
    expect(hosts.speaker(hostId, '1'.repeat(32))).toBeNull();
    await clock.pass(6_000);
    await hello();
    expect(hosts.speaker(hostId, '1'.repeat(32))).not.toBeNull();
  });

  test.each<[string, Partial<Hello>]>([
    ['a copy on another start of the kernel', { bootId: otherBoot }],
    ['another hypervisor', { hypervisorUuid: '55555555-5555-4555-8555-555555555555' }],
    ['another storage directory', { storageId: '5'.repeat(32) }],
  ])('one hello of the host, as it was, and %s is not believed', async (_what, changes) => {
    const bench = aListener();
    const { hello, hosts, cloud, clock } = bench;
    await hello();
    rebind(bench);
    await clock.pass(6_000);
    expect(cloud.state.hosts.get(hostId)?.rebound).toBe(true);
    await hello();
    expect(cloud.state.hosts.get(hostId)?.rebound).toBe(false);
    const other = { nonce: '2'.repeat(32), ...changes };
    await hello(other);
    await hello();
    await clock.pass(60_000);
    await hello(other);
    expect(hosts.speaker(hostId, other.nonce)).toBeNull();
  });
});

test.each<[string, Partial<Hello>[]]>([
  ['without its hypervisor', [{ hypervisorAvailable: false }]],
  ['beside a stranger', [{}, { nonce: '2'.repeat(32), storageId: '5'.repeat(32) }]],
  ['beside its copy', [{}, { nonce: '2'.repeat(32), bootId: otherBoot }, {}]],
])('a host that was heard %s is silent when it dies, not in trouble', async (_how, said) => {
  const { hello, note, hosts, clock, cloud } = aListener();
  for (const one of said) await hello(one);
  expect(note().trouble).not.toBe('');
  await clock.pass(12_000);
  expect(note()).toMatchObject({ heard: false, conflict: false, trouble: '' });
  expect(hosts.standings().get(hostId)).toMatchObject({ heard: false, trouble: '' });
  const host = cloud.state.hosts.get(hostId)!;
  const view = renderHost(cloud.state, host, null, note());
  expect(view).toMatchObject({ state: 'silent', trouble: host.cloned ? copyHeard : '' });
});

test('a host that speaks and is not believed is silent, but not to be confirmed down', async () => {
  const { hello, hosts, clock } = aListener();
  await hello();
  for (let i = 0; i < 5; i++) {
    await clock.pass(10_000);
    await hello({ nonce: '2'.repeat(32), storageId: '5'.repeat(32) });
  }
  expect([hosts.silentFor(30_000).size, hosts.speechlessFor(30_000).size]).toEqual([1, 0]);
  await clock.pass(30_001);
  expect(hosts.speechlessFor(30_000)).toEqual(new Set([hostId]));
});

test('a host that was removed is not heard', async () => {
  const { hello, hosts, cloud } = aListener();
  await hello();
  const removed = { type: 'hostRemoved', hostId, why: '' } as const;
  cloud.commit([removed]);
  hosts.onCommitted(aCommitOf([removed]));
  await hello();
  expect([hosts.notes(), hosts.silentFor(0).size]).toEqual([[], 0]);
});

test('a host that was confirmed down and speaks is entered as back', async () => {
  const { hello, cloud } = aListener();
  cloud.commit([{ type: 'hostDownConfirmed', hostId, why: '', bootId: aHello().bootId }]);
  await hello({ bootId: aHello().bootId });
  expect(cloud.state.hosts.get(hostId)?.downConfirmed?.returned).toMatchObject({
    bootId: aHello().bootId,
  });
});
