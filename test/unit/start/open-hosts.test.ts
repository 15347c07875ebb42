// Which hosts does a start open, and which does it leave as their administrator wants them?

import { expect, test } from 'vitest';
import { CloudRefused } from '../../../start/cloud/cloud-requests.mjs';
import { findOrRun } from '../../../start/first-machine/first-machine.mjs';
import { openHosts, stepFor } from '../../../start/hosts/open-hosts.mjs';

interface Known {
  id: string;
  name: string;
  enabled: boolean;
  heard: boolean;
  why: string;
  trouble: string;
  state: string;
  owedEnds: number;
  removed: { why: string } | null;
}

const aHost = (id: string, change: Partial<Known> = {}): Known => ({
  ...{ id, name: id, enabled: true, heard: true, why: '', trouble: '', state: 'heard' },
  ...{ owedEnds: 0, removed: null },
  ...change,
});

const refusal = (reason: string) => new CloudRefused('POST', '/v1', 409, { reason, title: reason });

/** A cloud that knows these; what it was asked to do is noted. */
function aCloud(hosts: Known[]) {
  const asked: string[] = [];
  const cloud = {
    hosts: async () => hosts,
    joinHost: async (id: string) => {
      asked.push(`join ${id}`);
      hosts.push(aHost(id, { enabled: false }));
    },
    enableHost: async (id: string) => {
      asked.push(`enable ${id}`);
      hosts.find((host) => host.id === id)!.enabled = true;
    },
  };
  return { cloud: cloud as never, asked };
}

const limits = { limitMs: 50, othersLimitMs: 50 };
const named = (...names: string[]) => names.map((name) => ({ hostId: name, name }));

test('a new host is joined, enabled and open', async () => {
  const { cloud, asked } = aCloud([]);
  expect(await openHosts(cloud, named('a'), { limitMs: 5_000 })).toMatchObject({ open: ['a'] });
  expect(asked).toEqual(['join a', 'enable a']);
});

test('what an administrator disabled stays so, and its reason is told', async () => {
  const { cloud, asked } = aCloud([aHost('a', { enabled: false, why: 'a new fan' })]);
  const { open, closed } = await openHosts(cloud, named('a'), limits);
  expect(asked).toEqual([]);
  expect(open).toEqual([]);
  expect(closed[0]?.why).toMatch(/disabled: a new fan; .*npx stratus host enable a/);
});

test('a removed host is neither joined again nor in the way of others', async () => {
  const gone = aHost('a', { enabled: false, removed: { why: 'sold' }, state: 'removed' });
  const { cloud, asked } = aCloud([gone, aHost('b')]);
  const found = await openHosts(cloud, named('a', 'b'), limits);
  expect(found).toMatchObject({ open: ['b'], removed: ['a'] });
  expect(asked).toEqual([]);
});

test('one that is confirmed down is waited for, and does not end the start', async () => {
  const down = aHost('a', { enabled: false, state: 'confirmedDown', why: 'confirmed down: burnt' });
  const { cloud } = aCloud([down, aHost('b')]);
  const { open, closed } = await openHosts(cloud, named('a', 'b'), limits);
  expect(open).toEqual(['b']);
  expect(closed[0]?.why).toContain('burnt');
  const back = { ...down, state: 'heard', owedEnds: 2 };
  expect(stepFor(back, false)).toMatchObject({ is: 'closed' });
  expect(stepFor(back, false).why).toContain('has to end 2 first');
});

test.each(['hostIsDown', 'hostOwesEnds'])('%s is no reason to give up', async (reason) => {
  const cloud = {
    hosts: async () => [],
    joinHost: async () => Promise.reject(refusal(reason)),
  };
  expect(await openHosts(cloud as never, named('a'), limits)).toMatchObject({ open: [] });
});

test('a token that is refused ends the start', async () => {
  const cloud = { hosts: async () => Promise.reject(new CloudRefused('GET', '/v1', 401, null)) };
  await expect(openHosts(cloud as never, named('a'), limits)).rejects.toThrow('401');
});

test('a first machine whose host is confirmed down is followed by another one', async () => {
  const asked: string[] = [];
  const cloud = {
    machine: async () => ({ id: 'old', state: 'unknown' }),
    act: async () => Promise.reject(refusal('hostIsDown')),
    run: async () => 'new',
  };
  const wanted = { id: 'old', image: {}, name: 'first', publicKeys: [] };
  const beforeNew = () => void asked.push('room?');
  expect(await findOrRun(cloud as never, { ...wanted, beforeNew })).toBe('new');
  expect(asked).toEqual(['room?']);
});
