import { describe, expect, test } from 'vitest';
import { followHosts, hostIndex } from '../../../../scheduler/decide/followed-hosts.ts';
import { hostViews } from '../../../../scheduler/decide/host-views.ts';
import type { Standing } from '../../../../scheduler/decide/host-views.ts';
import { hostTable } from '../../../../scheduler/placement/host-table.ts';
import type { Event } from '../../../../shared/model/events.ts';
import { aCloud } from '../../../support/a-cloud.ts';
import type { Cloud } from '../../../support/a-cloud.ts';
import { genesis, hostId } from '../../../support/log-writer.ts';
import { aDemand } from '../../../support/placement.ts';

const other = 'b'.repeat(32);

function indexOf(cloud: Cloud, standings = cloud.facts().standings) {
  return hostIndex(cloud.state, cloud.state.site!, standings);
}

function expectNewest(cloud: Cloud, standings = cloud.facts().standings): void {
  const anew = hostTable(hostViews(cloud.state, cloud.state.site!, standings));
  expect(indexOf(cloud, standings).table).toEqual(anew);
}

const declared = genesis.find((event) => event.type === 'hostDeclared')!;
const configured = genesis.find((event) => event.type === 'siteConfigured')!;

describe('the index of a followed state knows', () => {
  test.each<[string, (cloud: Cloud) => unknown]>([
    ['a machine that was placed', (cloud) => cloud.run({ name: 'more' })],
    ['one that failed', (cloud) => cloud.report('m', 'failed', { reason: 'diskFull' })],
    ['one that is gone and left nothing', (cloud) => ended(cloud, [])],
    ['one that left evidence', (cloud) => ended(cloud, [{ name: 'root', bytes: 5_000_000_000 }])],
    ['a host that is disabled', (cloud) => disable(cloud)],
    ['a host with another name', (cloud) => commit(cloud, hostRenamed)],
    ['a host that declares other things', (cloud) => commit(cloud, declares(hostId, 9_900))],
    ['a host that was removed', (cloud) => commit(cloud, removed)],
    ['a host that joined and declared', (cloud) => commit(cloud, joined, declares('f', 400))],
    ['other settings of the site', (cloud) => commit(cloud, overcommitted)],
    ['a host that is silent', (cloud) => cloud.silent.add(hostId)],
  ])('%s', (_what, happens) => {
    const cloud = aCloud({ moreHosts: [other] });
    cloud.run({ name: 'm' });
    expectNewest(cloud);
    const before = structuredClone(indexOf(cloud).table);
    happens(cloud);
    expectNewest(cloud);
    expect(indexOf(cloud).table, 'nothing happened').not.toEqual(before);
  });

  test('the load that a host says now', () => {
    const cloud = aCloud();
    const load = { cpuUsedHundredths: 0, memoryUsedMiB: 0, netReceiveBytes: 0, netSendBytes: 0 };
    for (const cpuUsedHundredths of [100, 300, 300]) {
      const standing = { heard: true, load: { ...load, cpuUsedHundredths }, trouble: '' };
      expectNewest(cloud, new Map([[hostId, standing as Standing]]));
    }
  });
});

test('what a decision reserved is forgotten by the next one, and no index is made for that', () => {
  const cloud = aCloud({ moreHosts: [other] });
  const first = indexOf(cloud);
  for (let machine = 0; machine < 3; machine++) {
    const row = first.choose(aDemand());
    first.reserve(row, aDemand().resources);
  }
  expect(first.table).not.toEqual(hostTable(hostViews(cloud.state, cloud.state.site!, new Map())));
  expectNewest(cloud);
  expect(indexOf(cloud).table).toBe(first.table);
});

test('a copy of the state has an index of its own, or none', () => {
  const cloud = aCloud();
  const copy = structuredClone(cloud.state);
  const { standings } = cloud.facts();
  const ofCopy = (): unknown => hostIndex(copy, copy.site!, standings).table;
  expect(ofCopy()).not.toBe(indexOf(cloud).table);
  expect(ofCopy()).not.toBe(ofCopy());
  followHosts(copy);
  expect(ofCopy()).toBe(ofCopy());
});

function commit(cloud: Cloud, ...events: readonly Event[]): void {
  cloud.commit(events);
}

function disable(cloud: Cloud): void {
  cloud.ask({ kind: 'disableHost', host: hostId, why: '' });
}

function ended(cloud: Cloud, evidence: { name: string; bytes: number }[]): void {
  cloud.ask({ kind: 'kill', machines: ['m'] });
  cloud.report('m', 'gone', { evidence });
}

function declares(host: string, cpuHundredths: number): Event {
  const capacity = { ...declared.capacity, cpuHundredths };
  return { ...declared, hostId: host, capacity, attributes: { ARCH: 'x86_64' } };
}

const hostRenamed: Event = { type: 'hostRenamed', hostId, name: 'another-name' };
const removed: Event = { type: 'hostRemoved', hostId: other, why: 'sold' };
const joined: Event = {
  ...{ type: 'hostJoined', hostId: 'f', name: 'third', publicKey: '', tokenDigest: '' },
};
const overcommitted: Event = { ...configured, cpuOvercommitPercent: 300 };
