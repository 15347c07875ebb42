import { describe, expect, test } from 'vitest';
import {
  decidePlacements,
  decidePurges,
  decideReplacement,
  decideSilence,
  nextInTurn,
} from '../../../../scheduler/decide/sweep.ts';
import { aCloud, aRunRequest, machineIdOf } from '../../../support/a-cloud.ts';
import type { Cloud } from '../../../support/a-cloud.ts';
import { hostId } from '../../../support/log-writer.ts';

function place(cloud: Cloud, afterLabel = 0): string {
  const { standings, compose } = cloud.facts();
  const events = decidePlacements(cloud.state, standings, compose, cloud.nowMs, afterLabel);
  if (events.length > 0) cloud.commit(events, { origin: 'sweep' });
  return events.map(({ type }) => type).join(' ') || '-';
}

describe('machines that wait', () => {
  test('get a host when one is heard again', () => {
    const cloud = aCloud();
    cloud.silent.add(hostId);
    cloud.run({ name: 'm' });
    expect(cloud.machine('m').waiting).toBe('noHostHeard');
    expect(place(cloud)).toBe('-');
    cloud.silent.clear();
    expect(place(cloud)).toBe('machinePlaced');
    expect(place(cloud)).toBe('-');
  });

  test('record another class of reason once', () => {
    const cloud = aCloud();
    cloud.silent.add(hostId);
    cloud.run({ name: 'm' });
    cloud.ask({ kind: 'disableHost', host: hostId, why: '' });
    expect(place(cloud)).toBe('machineWaiting');
    expect(cloud.machine('m').waiting).toBe('noHostEnabled');
    expect(place(cloud)).toBe('-');
  });

  test('get an address when one has rested long enough', () => {
    const cloud = aCloud({ network: { last: 0x0a4d0902 } });
    cloud.run({ name: 'a' });
    cloud.run({ name: 'b' });
    cloud.report('a', 'failed', { reason: 'diskFull' });
    cloud.ask({ kind: 'kill', machines: ['a'] });
    expect(place(cloud)).toBe('-');
    cloud.nowMs += 60_000;
    expect(place(cloud)).toBe('addressLeased contextBound machinePlaced');
  });

  test('wait without an address while nothing of their context is in the vault', () => {
    const cloud = aCloud({ network: { last: 0x0a4d0902 } });
    cloud.run({ name: 'a' });
    cloud.run({ name: 'b' });
    cloud.ask({ kind: 'kill', machines: ['a'] });
    cloud.report('a', 'gone');
    cloud.nowMs += 60_000;
    const none = (): null => null;
    const events = decidePlacements(cloud.state, cloud.facts().standings, none, cloud.nowMs, 0);
    expect(events).toMatchObject([{ type: 'machineWaiting', reason: 'noContext' }]);
  });

  test('in the order of their labels, and many that cannot be placed do not keep others waiting', () => {
    const cloud = aCloud({ network: { prefixLength: 16, network: 0x0a4d0000, last: 0x0a4dffff } });
    cloud.silent.add(hostId);
    for (let i = 0; i < 300; i++) cloud.run({ requirements: 'ARCH = "none"' });
    const last = cloud.run({ name: 'last' });
    cloud.silent.clear();
    const turn = nextInTurn(cloud.state, 0);
    expect(turn).toHaveLength(256);
    place(cloud);
    expect(cloud.machine(last).state).toBe('pending');
    const next = nextInTurn(cloud.state, turn.at(-1)!.spec.label);
    expect(next.slice(0, 46).map(({ spec }) => spec.label)).toEqual([
      ...Array.from({ length: 45 }, (_none, i) => 257 + i),
      1,
    ]);
    place(cloud, turn.at(-1)!.spec.label);
    expect(cloud.machine(last).state).toBe('prolog');
  });

  test('of several projects in turns: the last room is not all of whoever asked for most', () => {
    const cloud = aCloud();
    cloud.silent.add(hostId);
    for (let i = 0; i < 6; i++) cloud.run();
    const machineIds = [machineIdOf(99)];
    cloud.ask({ kind: 'run', ...aRunRequest({ machineIds, name: 'late' }) }, { projectId: 'p2' });
    cloud.silent.clear();
    place(cloud);
    expect(cloud.machine(machineIds[0]!).state).toBe('prolog');
    const waits = [...cloud.state.machines.values()].filter(({ state }) => state === 'pending');
    expect(waits.map(({ spec }) => spec.projectId)).toEqual(['p1', 'p1', 'p1']);
  });
});

describe('an address that somebody foreign has', () => {
  const replace = (cloud: Cloud, generation = 1): readonly string[] => {
    const { compose } = cloud.facts();
    const id = machineIdOf(1);
    const events = decideReplacement(cloud.state, id, generation, compose, cloud.nowMs);
    if (events.length > 0) cloud.commit(events);
    return events.map(({ type }) => type);
  };

  test('is suspect for an hour and replaced before any start', () => {
    const cloud = aCloud();
    cloud.run({ name: 'm' });
    const old = cloud.machine('m').nics[0]!;
    expect(replace(cloud)).toEqual(['addressSuspected', 'addressReplaced', 'contextBound']);
    expect(cloud.machine('m')).toMatchObject({ generation: 2, state: 'prolog' });
    expect(cloud.machine('m').nics[0]?.mac).not.toBe(old.mac);
    expect(cloud.state.leases.get(old.address)).toMatchObject({
      ...{ machineId: null, suspect: true, restsUntilMs: cloud.nowMs + 3_600_000 },
    });
    expect(replace(cloud)).toEqual([]);
  });

  test('is kept while no other is free, after the machine has started, and at another generation', () => {
    const full = aCloud({ network: { last: 0x0a4d0902 } });
    full.run();
    expect(replace(full)).toEqual([]);
    const started = aCloud();
    started.run({ name: 'm' });
    expect(replace(started, 2)).toEqual([]);
    started.report('m', 'running');
    expect(replace(started)).toEqual([]);
  });
});

describe('silence and windows', () => {
  test('a silent host leaves its running machines unknown, and only those', () => {
    const cloud = aCloud({ moreHosts: ['b'.repeat(32)] });
    for (const name of ['up', 'starting']) cloud.run({ name });
    cloud.report('up', 'running');
    const silent = new Set([cloud.machine('up').hostId!]);
    cloud.commit(decideSilence(cloud.state, silent));
    expect(cloud.machine('up')).toMatchObject({ state: 'unknown', reason: 'hostSilent' });
    expect(cloud.machine('starting').state).toBe('prolog');
    expect(decideSilence(cloud.state, silent)).toEqual([]);
    expect(cloud.machine('up').promised).toBe(true);
  });

  test('evidence is purged when its window is over, it is sealed, and nobody holds it', () => {
    const cloud = aCloud();
    cloud.run({ name: 'm' });
    cloud.report('m', 'running');
    cloud.ask({ kind: 'kill', machines: ['m'] });
    cloud.report('m', 'gone', { evidence: [{ name: 'root', bytes: 1 }] });
    const due = (): number => decidePurges(cloud.state, cloud.nowMs).length;
    const machineId = machineIdOf(1);
    cloud.nowMs += 172_799_999;
    expect(due()).toBe(0);
    cloud.nowMs += 1;
    expect(due()).toBe(0);
    cloud.commit([{ type: 'evidenceSealed', machineId, digest: 'ab'.repeat(32) }]);
    expect(due()).toBe(1);
    cloud.ask({ kind: 'hold', machine: machineId, why: 'x' });
    expect(due()).toBe(0);
    cloud.ask({ kind: 'release', machine: machineId, why: '' });
    cloud.commit(decidePurges(cloud.state, cloud.nowMs));
    expect(due()).toBe(0);
  });
});
