/** `why`, `plan` and `room`: the sentences that say where a machine is, or what it waits for. */
import { describe, expect, test } from 'vitest';
import { explainMachine, explainPlan, explainRoom } from '../../../../scheduler/decide/explain.ts';
import { decideSilence } from '../../../../scheduler/decide/sweep.ts';
import { aCloud, aRunRequest, machineIdOf } from '../../../support/a-cloud.ts';
import type { Cloud } from '../../../support/a-cloud.ts';
import { hostId } from '../../../support/log-writer.ts';

function why(cloud: Cloud, name: string): string {
  const { standings } = cloud.facts();
  const told = explainMachine(cloud.state, 'p1', name, standings, cloud.nowMs);
  return told.ok ? told.value.map(({ text }) => text).join() : told.reason.reason;
}

function silence(cloud: Cloud): void {
  cloud.silent.add(hostId);
  const events = decideSilence(cloud.state, cloud.silent);
  if (events.length > 0) cloud.commit(events);
}

describe('why', () => {
  test.each<[string, (cloud: Cloud, name: string) => void, string]>([
    ['on its way', () => undefined, 'Machine one-1 is Prolog on host host-1.'],
    [
      'on its way, and the host is silent',
      silence,
      'Machine one-1 is Prolog on host host-1, which is silent now. It waits for that host: host-1 goes on with it when it speaks again.',
    ],
    [
      'failed',
      (cloud, name) =>
        cloud.report(name, 'failed', { reason: 'diskFull', message: 'no room for it' }),
      'Machine one-1 is Failed on host host-1: no room for it.',
    ],
  ])('a machine %s', (_what, prepare, text) => {
    const cloud = aCloud();
    const name = cloud.run();
    prepare(cloud, name);
    expect(why(cloud, name)).toBe(text);
  });

  test('a host with a trouble is not called silent', () => {
    const cloud = aCloud();
    const name = cloud.run();
    const trouble = 'its hypervisor is not available';
    const standings = new Map([[hostId, { heard: false, load: null, trouble }]]);
    const told = explainMachine(cloud.state, 'p1', name, standings, cloud.nowMs);
    expect(told.ok && told.value[0]?.text).toBe('Machine one-1 is Prolog on host host-1.');
  });

  test('a machine that waits for a host, with counts and what would fit', () => {
    const cloud = aCloud();
    const name = cloud.run({ vcpus: 99 });
    const told = explainMachine(cloud.state, 'p1', name, cloud.facts().standings, cloud.nowMs);
    expect(told.ok && told.value[0]).toMatchObject({ reason: 'tooLargeForEveryHost', hosts: 1 });
  });

  test('a machine that waits for an address', () => {
    const cloud = aCloud({ network: { last: 0x0a4d0902 } });
    cloud.run();
    expect(why(cloud, cloud.run())).toContain('address');
  });

  test('a machine of another project is not known', () => {
    const cloud = aCloud();
    cloud.run({ name: 'web' });
    const told = explainMachine(cloud.state, 'p2', 'web', new Map(), cloud.nowMs);
    expect(told.ok ? '' : told.reason.reason).toBe('unknownMachine');
  });
});

describe('plan', () => {
  const plan = (cloud: Cloud, changes: object) =>
    explainPlan(
      cloud.state,
      aRunRequest({ machineIds: [machineIdOf(1), machineIdOf(2)], ...changes }),
      'p1',
      cloud.facts().standings,
      cloud.nowMs,
    );

  test('says where each would go, and changes nothing', () => {
    const cloud = aCloud();
    const told = plan(cloud, {});
    expect(told.ok && told.value.map(({ host, reason }) => [host, reason])).toEqual([
      ['host-1', null],
      ['host-1', null],
    ]);
    expect(cloud.state.machines.size).toBe(0);
  });

  test('counts each on the room that the one before leaves', () => {
    const told = plan(aCloud(), { vcpus: 3 });
    expect(told.ok && told.value.map(({ reason }) => reason)).toEqual([null, 'noHostWithCpu']);
  });

  test('refuses what could not be asked for either', () => {
    const told = plan(aCloud(), { machineIds: [machineIdOf(1)], address: 0x01020304 });
    expect(told.ok ? '' : told.reason.reason).toBe('addressOutside');
  });
});

describe('room', () => {
  const now = (cloud: Cloud) =>
    explainRoom(cloud.state, cloud.facts().standings).map(({ type, now }) => [type, now] as const);

  test('is what can be placed one after the other until one waits', () => {
    const cloud = aCloud();
    const types = now(cloud);
    expect(types.length).toBeGreaterThan(0);
    for (const [type, room] of types) {
      const machineIds = Array.from({ length: room + 1 }, (_, i) => machineIdOf(i + 1));
      const asked = aRunRequest({ machineIds, type });
      const told = explainPlan(cloud.state, asked, 'p1', cloud.facts().standings, cloud.nowMs);
      expect(told.ok && told.value.filter(({ host }) => host !== '')).toHaveLength(room);
    }
  });

  test('is less when a machine has a place, and what would be there without any stays', () => {
    const cloud = aCloud();
    const before = explainRoom(cloud.state, cloud.facts().standings)[0]!;
    cloud.run({ type: before.type });
    const after = explainRoom(cloud.state, cloud.facts().standings)[0]!;
    expect([after.now, after.empty]).toEqual([before.now - 1, before.empty]);
    expect(before.now).toBe(before.empty);
  });

  test('is nothing on a host that is not heard', () => {
    const cloud = aCloud();
    silence(cloud);
    const standings = new Map([[hostId, { heard: false, load: null, trouble: '' }]]);
    expect(explainRoom(cloud.state, standings).every(({ now }) => now === 0)).toBe(true);
  });

  test('is nothing while all wait for a host that did not tell what it holds, as a plan says', () => {
    const cloud = aCloud();
    cloud.state.hosts.get(hostId)!.awaited = true;
    expect(now(cloud).every(([, room]) => room === 0)).toBe(true);
    const { standings } = cloud.facts();
    const told = explainPlan(cloud.state, aRunRequest(), 'p1', standings, cloud.nowMs);
    expect(told.ok && told.value[0]?.host).toBe('');
  });
});
