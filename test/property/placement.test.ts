import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { unreachable } from '../../shared/base/assert.ts';
import type { Resources } from '../../shared/model/words.ts';
import type { Change } from '../../scheduler/placement/change.ts';
import type { Demand } from '../../scheduler/placement/demand.ts';
import { rankOf } from '../../scheduler/placement/expression/rank.ts';
import { meets } from '../../scheduler/placement/expression/requirement.ts';
import { attributesOf, hostTable } from '../../scheduler/placement/host-table.ts';
import type { HostView } from '../../scheduler/placement/host-table.ts';
import { place, placeAll } from '../../scheduler/placement/place.ts';
import { roomFor } from '../../scheduler/placement/room.ts';
import { promisableOf } from '../../shared/model/promisable.ts';
import { someDemand, someHosts } from '../support/placement.ts';

const resources = ['cpuHundredths', 'memoryMiB', 'diskMiB'] as const;
const runs = { numRuns: 3000 };

/** The host that filter and sort over plain objects give: what the table must give, too. */
function chosenNaively(hosts: readonly HostView[], demand: Demand): string | null {
  const seen = (host: HostView) => attributesOf(hostTable([host]), 0);
  const fits = (host: HostView) =>
    host.enabled &&
    host.heard &&
    !host.overCommitted &&
    resources.every((of) => host.promised[of] + demand.resources[of] <= host.capacity[of]) &&
    (demand.requirements === null || meets(demand.requirements, seen(host)));
  const free = (host: HostView) => host.capacity.memoryMiB - host.promised.memoryMiB;
  const order: Record<Demand['policy'], (host: HostView) => [number, number]> = {
    packing: (host) => [host.runningMachines, -free(host)],
    striping: (host) => [-host.runningMachines, free(host)],
    loadAware: (host) => [Number(host.attributes['FREECPU']), -host.runningMachines],
    rank: (host) => [
      demand.rank === null ? 0 : rankOf(demand.rank, seen(host)),
      -host.runningMachines,
    ],
  };
  const [best] = hosts.filter(fits).sort((a, b) => {
    const [scoreA, tieA] = order[demand.policy](a);
    const [scoreB, tieB] = order[demand.policy](b);
    return scoreB - scoreA || tieB - tieA || (a.hostId < b.hostId ? -1 : 1);
  });
  return best?.hostId ?? null;
}

/** The cloud and the request after a suggested change. */
function applied(
  change: Change,
  hosts: readonly HostView[],
  demand: Demand,
): [readonly HostView[], Demand] {
  const lowered = (less: Partial<Resources>): [readonly HostView[], Demand] => [
    hosts,
    { ...demand, resources: { ...demand.resources, ...less } },
  ];
  const changed = (
    name: string,
    change: (host: HostView) => HostView,
  ): [readonly HostView[], Demand] => [
    hosts.map((host) => (host.name === name ? change(host) : host)),
    demand,
  ];
  const freed = (name: string, of: keyof Resources, amount: number) =>
    changed(name, (host) => {
      expect(
        host.promised[of] - amount,
        'no more is freed than is promised',
      ).toBeGreaterThanOrEqual(0);
      return { ...host, promised: { ...host.promised, [of]: host.promised[of] - amount } };
    });
  switch (change.kind) {
    case 'lowerCpu':
      return lowered({ cpuHundredths: change.cpuHundredths });
    case 'lowerMemory':
      return lowered({ memoryMiB: change.memoryMiB });
    case 'lowerDisk':
      return lowered({ diskMiB: change.diskMiB });
    case 'dropRequirements':
      return [hosts, { ...demand, requirements: null }];
    case 'enableHost':
      return changed(change.host, (host) => ({ ...host, enabled: true }));
    case 'hearHost':
      return changed(change.host, (host) => ({ ...host, heard: true }));
    case 'endOverCommitment':
      return changed(change.host, (host) => ({ ...host, overCommitted: false }));
    case 'freeCpu':
      return freed(change.host, 'cpuHundredths', change.cpuHundredths);
    case 'freeMemory':
      return freed(change.host, 'memoryMiB', change.memoryMiB);
    case 'freeDisk':
      return freed(change.host, 'diskMiB', change.diskMiB);
    case 'addHost':
      return [
        [
          ...hosts,
          {
            hostId: 'new',
            name: '',
            enabled: true,
            heard: true,
            overCommitted: false,
            runningMachines: 0,
            capacity: change.resources,
            promised: { cpuHundredths: 0, memoryMiB: 0, diskMiB: 0 },
            attributes: { ARCH: 'x86_64', FREECPU: 400 },
          },
        ],
        demand,
      ];
    default:
      return unreachable(change);
  }
}

describe('placement', () => {
  test('chooses the host that filtering and sorting plain objects chooses', () => {
    const met = { placed: 0, waiting: 0 };
    fc.assert(
      fc.property(someHosts, someDemand, (hosts, demand) => {
        const { placed } = place(hostTable(hosts), demand);
        expect(placed).toBe(chosenNaively(hosts, demand));
        met[placed === null ? 'waiting' : 'placed']++;
      }),
      runs,
    );
    expect(Math.min(met.placed, met.waiting), 'both happen often').toBeGreaterThan(300);
  });

  test('promises no host more than its capacity, however many machines are asked for', () => {
    fc.assert(
      fc.property(someHosts, fc.array(someDemand, { maxLength: 20 }), (hosts, demands) => {
        const placements = placeAll(hostTable(hosts), demands);
        for (const host of hosts) {
          const mine = demands.filter((_, i) => placements[i]?.placed === host.hostId);
          if (mine.length === 0) continue;
          for (const of of resources) {
            const sum = mine.reduce((sum, demand) => sum + demand.resources[of], host.promised[of]);
            expect(sum).toBeLessThanOrEqual(host.capacity[of]);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test('suggests to a waiting machine only what really makes it fit, and names a host that then takes it', () => {
    let suggested = 0;
    fc.assert(
      fc.property(someHosts, someDemand, (hosts, demand) => {
        const placement = place(hostTable(hosts), demand);
        if (placement.placed !== null) return;
        expect(placement.waits.remedies.length).toBeGreaterThan(0);
        for (const remedy of placement.waits.remedies) {
          const [after, asked] = remedy.changes.reduce<[readonly HostView[], Demand]>(
            ([hosts, demand], change) => applied(change, hosts, demand),
            [hosts, demand],
          );
          expect(place(hostTable(after), asked).placed, remedy.text).not.toBeNull();
          const named = after.filter((host) => host.name === remedy.host);
          expect(place(hostTable(named), asked).placed, remedy.text).not.toBeNull();
          if (remedy.by === 'request') expect(after).toEqual(hosts);
          else expect(asked).toEqual(demand);
          suggested++;
        }
      }),
      runs,
    );
    expect(suggested).toBeGreaterThan(1000);
  });

  test('has room for as many equal machines as can be placed one after the other', () => {
    let most = 0;
    fc.assert(
      fc.property(someHosts, someDemand, (hosts, { resources: asked, policy }) => {
        const demand = { resources: asked, policy, requirements: null, rank: null };
        const { now } = roomFor(hostTable(hosts), asked);
        const tried = placeAll(hostTable(hosts), Array(Math.min(now, 50) + 1).fill(demand));
        const placed = tried.filter(({ placed }) => placed !== null).length;
        expect(placed).toBe(now > 50 ? 51 : now);
        most = Math.max(most, now);
      }),
      { numRuns: 1000 },
    );
    expect(most).toBeGreaterThan(2);
  });

  test('counts every host once, in the filter that took it out or among those that fit', () => {
    fc.assert(
      fc.property(someHosts, someDemand, (hosts, demand) => {
        const placement = place(hostTable(hosts), demand);
        const told = placement.placed === null ? placement.waits : placement.why;
        const out = told.filters.reduce((sum, { hosts }) => sum + hosts, 0);
        expect(out + ('fitting' in told ? told.fitting : 0)).toBe(hosts.length);
      }),
    );
  });

  test('promises what is declared times the overcommit ratio, less the reserved share', () => {
    const rules = { cpuOvercommitPercent: 150, memoryReservedMiB: 512, diskReservedMiB: 9000 };
    expect(promisableOf({ cpuHundredths: 400, memoryMiB: 4096, diskMiB: 8192 }, rules)).toEqual({
      cpuHundredths: 600,
      memoryMiB: 3584,
      diskMiB: 0,
    });
  });
});
