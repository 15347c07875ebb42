import { describe, expect, test } from 'vitest';

import {
  hostTable,
  reserve,
  setHost,
  unreserve,
} from '../../../../scheduler/placement/host-table.ts';
import type { HostView } from '../../../../scheduler/placement/host-table.ts';
import { place, placeAll } from '../../../../scheduler/placement/place.ts';
import type { Demand } from '../../../../scheduler/placement/demand.ts';
import { aDemand, aHost } from '../../../support/placement.ts';

function waitOf(hosts: readonly HostView[], demand: Demand) {
  const placement = place(hostTable(hosts), demand);
  if (placement.placed !== null) throw new Error(`it was placed on ${placement.placed}`);
  return placement.waits;
}

function placeOf(hosts: readonly HostView[], demand: Demand) {
  return place(hostTable(hosts), demand).placed;
}

describe('a machine', () => {
  test.each<[string, HostView[], Demand, string, string, string]>([
    [
      'there is no host',
      [],
      aDemand(),
      'noHosts',
      '',
      'Add a host with 1 CPU, 1024 MiB of memory and 4096 MiB of disk to promise.',
    ],
    [
      'all are disabled',
      [aHost({ enabled: false })],
      aDemand(),
      'noHostEnabled',
      'a',
      'Enable host a.',
    ],
    [
      'all are silent',
      [aHost({ heard: false })],
      aDemand(),
      'noHostHeard',
      'a',
      'Bring back the agent of host a.',
    ],
    [
      'none meets the requirement',
      [aHost({ attributes: { ARCH: 'aarch64' } })],
      aDemand({ requirements: 'ARCH = "x86_64"' }),
      'noHostMeetsRequirement',
      'a',
      'Drop the requirements.',
    ],
    [
      'CPU is promised away',
      [aHost({ free: { cpuHundredths: 50 } })],
      aDemand(),
      'noHostWithCpu',
      'a',
      'Lower --cpu-amount to 0.5; or 0.5 more free CPU on host a.',
    ],
    [
      'memory is promised away',
      [aHost({ free: { memoryMiB: 1024 } })],
      aDemand({ memoryMiB: 1536 }),
      'noHostWithMemory',
      'a',
      'Lower --ram to 1024; or 512 MiB more free memory on host a.',
    ],
    [
      'disk is promised away',
      [aHost({ free: { diskMiB: 0 } })],
      aDemand(),
      'noHostWithDisk',
      'a',
      '4096 MiB more free disk on host a.',
    ],
    [
      'the host shrank',
      [aHost({ overCommitted: true })],
      aDemand(),
      'noHostWithMemory',
      'a',
      'Give host a back what it is promised beyond its capacity.',
    ],
    [
      'no host is large enough',
      [aHost(), aHost({ name: 'b', enabled: false })],
      aDemand({ memoryMiB: 9000 }),
      'tooLargeForEveryHost',
      'a',
      'Lower --ram to 8192.',
    ],
  ])('waits when %s', (_why, hosts, demand, reason, nearestHost, whatWouldFit) => {
    expect(waitOf(hosts, demand)).toMatchObject({
      reason,
      nearestHost,
      whatWouldFit,
      hosts: hosts.length,
    });
  });

  test('is told how many hosts each filter took out, each host counted once', () => {
    const hosts = [
      aHost({ name: 'a', enabled: false, heard: false }),
      aHost({ name: 'b', enabled: false }),
      aHost({ name: 'c', heard: false, free: { memoryMiB: 0 } }),
      aHost({ name: 'd', free: { memoryMiB: 512, diskMiB: 0 } }),
      aHost({ name: 'e', free: { cpuHundredths: 0 } }),
    ];
    const waits = waitOf(hosts, aDemand());
    expect(waits.filters).toEqual([
      { filter: 'enabled', hosts: 2 },
      { filter: 'heard', hosts: 1 },
      { filter: 'cpu', hosts: 1 },
      { filter: 'memory', hosts: 1 },
    ]);
    expect(waits.reason).toBe('noHostWithMemory');
    expect(waits.text).toBe(
      'Of 5 hosts: 2 disabled, 1 silent, 1 without 1 CPU to promise, 1 without 1024 MiB of memory to promise.' +
        ' Nearest: b. What would make it fit: Enable host b.',
    );
  });

  test('is never advised to ask for less than a machine can start with', () => {
    const waits = waitOf([aHost({ free: { memoryMiB: 16 } })], aDemand());
    expect(waits.remedies.map((remedy) => remedy.by)).toEqual(['site']);
  });

  test('that fits nowhere and whose requirement nobody meets needs a new host', () => {
    const waits = waitOf([aHost({ enabled: false })], aDemand({ requirements: 'GPU > 0' }));
    expect(waits.whatWouldFit).toBe(
      'Add a host with 1 CPU, 1024 MiB of memory and 4096 MiB of disk to promise that meets GPU > 0.',
    );
    expect(waits.nearestHost).toBe('');
  });

  test('that is placed is told by which policy and among how many', () => {
    const hosts = [
      aHost({ name: 'a', runningMachines: 1 }),
      aHost({ name: 'b' }),
      aHost({ name: 'c', enabled: false }),
    ];
    expect(place(hostTable(hosts), aDemand())).toMatchObject({
      placed: 'b',
      why: {
        hostName: 'b',
        fitting: 2,
        hosts: 3,
        text: 'Host b is the best by striping (- RUNNING_VMS = 0) of the 2 that fit among 3 hosts; equals: most free memory, then the lowest host id.',
      },
    });
  });
});

describe('of two hosts that fit', () => {
  const calm = { FREECPU: 300 };
  test.each<[string, Demand, Partial<HostView>, Partial<HostView>, string]>([
    [
      'packing takes the one with more machines',
      aDemand({ policy: 'packing' }),
      { runningMachines: 1 },
      { runningMachines: 2 },
      'b',
    ],
    [
      'striping takes the one with fewer',
      aDemand({ policy: 'striping' }),
      { runningMachines: 1 },
      { runningMachines: 2 },
      'a',
    ],
    [
      'load-aware takes the one with more free CPU',
      aDemand({ policy: 'loadAware' }),
      {},
      { attributes: calm },
      'b',
    ],
    [
      'rank takes the one with the higher rank',
      aDemand({ policy: 'rank', rank: '-FREECPU' }),
      {},
      { attributes: calm },
      'a',
    ],
    [
      'rank without a rank takes the one with fewer machines',
      aDemand({ policy: 'rank' }),
      { runningMachines: 1 },
      {},
      'b',
    ],
    [
      'packing takes, among equals, the fuller one',
      aDemand({ policy: 'packing' }),
      {},
      { capacity: { cpuHundredths: 400, memoryMiB: 4096, diskMiB: 8192 } },
      'b',
    ],
    [
      'striping takes, among equals, the emptier one',
      aDemand({ policy: 'striping' }),
      { capacity: { cpuHundredths: 400, memoryMiB: 4096, diskMiB: 8192 } },
      {},
      'b',
    ],
    [
      'load-aware takes, among equals, the one with fewer machines',
      aDemand({ policy: 'loadAware' }),
      { runningMachines: 1 },
      {},
      'b',
    ],
    ['every policy takes, among twins, the lower id', aDemand({ policy: 'packing' }), {}, {}, 'a'],
  ])('%s', (_what, demand, a, b, chosen) => {
    const hosts = [aHost({ ...a, name: 'a' }), aHost({ ...b, name: 'b' })];
    expect(placeOf(hosts, demand)).toBe(chosen);
    expect(placeOf([...hosts].reverse(), demand)).toBe(chosen);
  });
});

describe('machines of one request', () => {
  test('are placed one after another, each seeing what the ones before it took', () => {
    const table = hostTable([aHost({ name: 'a' }), aHost({ name: 'b' })]);
    const demands = Array.from({ length: 9 }, () => aDemand());
    expect(placeAll(table, demands).map((placement) => placement.placed)).toEqual([
      'a',
      'b',
      'a',
      'b',
      'a',
      'b',
      'a',
      'b',
      null,
    ]);
  });

  test('do not pile up on the host that was idle when it was measured', () => {
    const table = hostTable([
      aHost({ name: 'a', attributes: { FREECPU: 400 } }),
      aHost({ name: 'b', attributes: { FREECPU: 350 } }),
    ]);
    const demands = Array.from({ length: 4 }, () => aDemand({ policy: 'loadAware' }));
    expect(placeAll(table, demands).map((placement) => placement.placed)).toEqual([
      'a',
      'b',
      'a',
      'b',
    ]);
  });

  test('leave the table as it was when their reservation is taken back', () => {
    const table = hostTable([aHost()]);
    reserve(table, 0, aDemand().resources);
    unreserve(table, 0, aDemand().resources);
    expect(table).toEqual(hostTable([aHost()]));
  });
});

describe('a table that is kept', () => {
  test('is, after a host changed, the table made anew', () => {
    const table = hostTable([aHost({ name: 'a' }), aHost({ name: 'b' })]);
    reserve(table, 1, aDemand().resources);
    const changed = aHost({
      name: 'b',
      enabled: false,
      free: { diskMiB: -1 },
      attributes: { FREECPU: 1 },
    });
    expect(setHost(table, changed)).toBe(true);
    expect(table).toEqual(hostTable([aHost({ name: 'a' }), changed]));
  });

  test('does not take a host that it does not have', () => {
    expect(setHost(hostTable([aHost()]), aHost({ name: 'b' }))).toBe(false);
  });
});

describe('a requirement sees', () => {
  test.each([
    ['the name', 'NAME = "a" & HOSTNAME = "a"'],
    ['declared facts', 'ARCH = "x86_64"'],
    ['the number of machines', 'RUNNING_VMS = 2'],
    ['CPU in hundredths of a core', 'TOTALCPU = 400 & FREECPU = 150'],
    ['memory in KiB', 'TOTALMEMORY = 8388608 & FREEMEMORY = 6291456 & USEDMEMORY = 2097152'],
    ['nothing of what no host has', 'GPU = 0 & GPU = ""'],
  ])('%s', (_what, requirements) => {
    const host = aHost({
      runningMachines: 2,
      free: { memoryMiB: 6144 },
      attributes: { ARCH: 'x86_64', FREECPU: 150 },
    });
    expect(placeOf([host], aDemand({ requirements }))).toBe('a');
  });
});
