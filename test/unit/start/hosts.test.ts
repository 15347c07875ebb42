// Which hosts a cloud has, and what each of them has of the machine.

import { expect, test } from 'vitest';
import { roomOf, withHosts } from '../../../start/hosts/hosts.mjs';
import { hostWords } from '../../../start/terminal/status-text.mjs';

const aHost = (number: number) => ({
  hostId: String(number).repeat(32),
  name: `host-${number}`,
});
const machine = { cpus: 2, memoryMiB: 8_000, diskMiB: 50_048 };

test('hosts that are added leave the known ones as they are', () => {
  const hosts = withHosts([aHost(1)], 3);
  expect(hosts.map(({ name }) => name)).toEqual(['host-1', 'host-2', 'host-3']);
  expect(hosts[0]).toEqual(aHost(1));
  expect(new Set(hosts.map(({ hostId }) => hostId)).size).toBe(3);
  for (const { hostId } of hosts) expect(hostId).toMatch(/^[0-9a-f]{32}$/);
  expect(withHosts(hosts, 2)).toEqual(hosts);
});

test('a removed host is not counted, and its name is not used again', () => {
  const known = [aHost(1), aHost(2)];
  const hosts = withHosts(known, 2, ({ name }) => name === 'host-2');
  expect(hosts.map(({ name }) => name)).toEqual(['host-1', 'host-2', 'host-3']);
});

test('memory and disk are shares that together are no more than there is', () => {
  for (const count of [1, 2, 3, 7, 16]) {
    const hosts = withHosts([], count);
    const { share } = roomOf({ machine, hosts });
    expect(count * share.memoryMiB).toBeLessThanOrEqual(machine.memoryMiB);
    expect(count * share.diskMiB).toBeLessThanOrEqual(machine.diskMiB);
    expect(share.memoryMiB).toBeGreaterThanOrEqual(256);
  }
});

test.each([
  ['fewer CPUs than four a host: four are declared', 2, 1, null, undefined, 400],
  ['enough: each has its share, which nobody has to declare', 16, 2, null, 800, undefined],
  ['as many as the user sets, declared', 16, 2, 6, undefined, 600],
])('%s', (_case, cpus, count, hostCpus, share, declared) => {
  const room = roomOf({ machine: { ...machine, cpus }, hosts: withHosts([], count), hostCpus });
  expect(room.share.cpuHundredths).toBe(share);
  expect(room.capacity?.cpuHundredths).toBe(declared);
});

test.each([
  [{ alive: true, on: true, cut: false, guests: 2 }, 'running, 2 machines in it'],
  [{ alive: true, on: true, cut: true, guests: 1 }, 'cut off, 1 machine in it'],
  [{ alive: false, on: false, cut: false, guests: 0 }, 'powered off'],
  [{ alive: false, on: true, cut: false, guests: 0 }, 'not running'],
  [{ alive: false, on: false, cut: false, removed: true, guests: 0 }, 'removed from the cloud'],
  [
    { alive: true, on: false, cut: false, removed: true, guests: 1, end: 'npm run host -- h kill' },
    'removed from the cloud, still on, 1 machine in it: npm run host -- h kill ends it',
  ],
])('%j is %s', (host, words) => {
  expect(hostWords(host)).toBe(words);
});
