/** Which agent speaks for a host: restarts of the agent, restarts of the host, copies of it. */
import { describe, expect, test } from 'vitest';
import { bindHost, inConflict, isCloned } from '../../../../scheduler/decide/bind-host.ts';
import type { Binding, BindingFacts, Speaker } from '../../../../scheduler/decide/bind-host.ts';
import { decideHostLife } from '../../../../scheduler/decide/note-host-life.ts';
import { aCloud } from '../../../support/a-cloud.ts';
import { hostId } from '../../../support/log-writer.ts';

const bootId = '22222222-2222-4222-8222-222222222222';
const otherBoot = '33333333-3333-4333-8333-333333333333';
const declared = { hypervisorUuid: 'u', storageId: 's', bootId };
const silentAfterMs = 6_000;
const position = (sequence: number) => ({ logId: 'd'.repeat(32), sequence, hash: 'ab'.repeat(32) });
const first: Speaker = { ...declared, nonce: 'first', position: position(7) };
const second: Speaker = { ...first, nonce: 'second' };
const rebooted: Speaker = { ...second, bootId: otherBoot };

function facts(elapsedMs: number, changes: Partial<BindingFacts> = {}): BindingFacts {
  const usual = { declared, rebound: false, cloned: false, leadsSinceMs: 0, anotherAtMs: null };
  return { ...usual, elapsedMs, silentAfterMs, ...changes };
}

function hear(binding: Binding | null, hello: Speaker, atMs: number): Binding {
  const bound = bindHost(binding, hello, facts(atMs));
  if (!bound.binding) throw new Error(bound.kind);
  return bound.binding;
}

const kindOf = (binding: Binding | null, hello: Speaker, given: BindingFacts): string =>
  bindHost(binding, hello, given).kind;

describe('which agent speaks for a host', () => {
  test('the first that comes to a host that nobody knows', () => {
    const bound = bindHost(null, rebooted, facts(0, { declared: null }));
    expect(bound).toMatchObject({ kind: 'bound', fresh: true, binding: { nonce: 'second' } });
  });

  test('another start of the agent, only after the bound one is silent', () => {
    const binding = hear(null, first, 0);
    expect(kindOf(binding, second, facts(5_999))).toBe('waits');
    expect(bindHost(binding, second, facts(6_000))).toMatchObject({
      ...{ kind: 'bound', fresh: true, binding: { nonce: 'second' } },
    });
  });

  test('the host after a restart, only after the bound one is silent', () => {
    const binding = hear(null, first, 0);
    expect(kindOf(binding, rebooted, facts(5_999))).toBe('waits');
    expect(kindOf(binding, rebooted, facts(6_000))).toBe('bound');
  });

  test('under a new leader the start of the kernel that the log knows goes first', () => {
    const leads = { leadsSinceMs: 100_000 };
    expect(kindOf(null, first, facts(100_001, leads))).toBe('bound');
    expect(kindOf(null, rebooted, facts(105_999, leads))).toBe('waits');
    expect(kindOf(null, rebooted, facts(106_000, leads))).toBe('bound');
  });

  test.each<[string, Partial<Speaker>]>([
    ['hypervisor', { hypervisorUuid: 'other' }],
    ['storage', { storageId: 'other' }],
  ])('never one on another %s, unless an administrator says so', (_what, changes) => {
    const stranger = { ...second, ...changes };
    for (const [binding, atMs] of [
      [hear(null, first, 0), 60_000],
      [null, 60_000],
    ] as const) {
      expect(kindOf(binding, stranger, facts(atMs))).toBe('stranger');
      expect(kindOf(binding, stranger, facts(atMs, { rebound: true }))).toBe('bound');
    }
  });

  test.each<[string, Speaker['position']]>([
    ['less of the log', position(6)],
    ['nothing of the log', null],
  ])('never one that saw %s than the bound one: it is a copy', (_what, seen) => {
    const copy = { ...rebooted, position: seen };
    expect(kindOf(hear(null, first, 0), copy, facts(60_000))).toBe('stranger');
  });
});

describe('two agents of one identity', () => {
  test.each([
    ['of one start of the kernel', second, false],
    ['of two starts of a kernel', rebooted, true],
    ['on two hypervisors', { ...rebooted, hypervisorUuid: 'other' }, true],
  ])('%s are in conflict while both speak', (_what, rival, cloned) => {
    let binding = hear(null, first, 0);
    binding = hear(binding, rival, 1_000);
    expect(inConflict(binding, 1_000, silentAfterMs)).toBe(false);
    binding = hear(binding, first, 2_000);
    expect(inConflict(binding, 2_000, silentAfterMs)).toBe(true);
    expect(isCloned(binding)).toBe(cloned);
    binding = hear(binding, first, 10_000);
    expect(inConflict(binding, 13_999, silentAfterMs)).toBe(true);
    expect(inConflict(binding, 14_000, silentAfterMs)).toBe(false);
  });

  test('after that a restarted host is not believed before an administrator says which it is', () => {
    const binding = hear(null, first, 0);
    expect(kindOf(binding, rebooted, facts(60_000, { cloned: true }))).toBe('waits');
    expect(kindOf(null, rebooted, facts(60_000, { cloned: true }))).toBe('waits');
    expect(kindOf(binding, second, facts(60_000, { cloned: true }))).toBe('bound');
    expect(kindOf(null, rebooted, facts(60_000, { rebound: true }))).toBe('bound');
  });

  test('go into the log once, until an administrator says which it is', () => {
    const cloud = aCloud();
    let binding = hear(null, first, 0);
    binding = hear(hear(binding, rebooted, 1_000), first, 2_000);
    const noted = decideHostLife(cloud.state, binding, { hostId, bootId });
    expect(noted).toEqual([{ type: 'hostCloned', hostId, bootId: otherBoot }]);
    cloud.commit(noted);
    expect(decideHostLife(cloud.state, binding, { hostId, bootId })).toEqual([]);
    cloud.ask({ kind: 'rebindHost', host: 'host-1', why: 'the other was a test' });
    expect(cloud.state.hosts.get(hostId)).toMatchObject({ cloned: null, rebound: true });
    expect(decideHostLife(cloud.state, null, { hostId, bootId })).toEqual([]);
  });
});
