import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { chooseHost } from '../../scheduler/placement/choose-host.ts';
import type { Demand } from '../../scheduler/placement/demand.ts';
import { createHostOrder } from '../../scheduler/placement/host-order.ts';
import { hostTable, setHost } from '../../scheduler/placement/host-table.ts';
import type { HostTable, HostView } from '../../scheduler/placement/host-table.ts';
import { createPlacementIndex } from '../../scheduler/placement/placement-index.ts';
import type { PlacementIndex } from '../../scheduler/placement/placement-index.ts';
import { drawFrom } from '../support/draw.ts';
import { aDemand, aHost, someChange, someDemand, someHosts } from '../support/placement.ts';
import type { HostChange } from '../support/placement.ts';

/** What happens to a cloud: a machine is asked for, or a host changes (ends of machines among it). */
type Step = { readonly demand: Demand } | { readonly host: number; readonly change: HostChange };

const someStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: someDemand.map((demand) => ({ demand })) },
  { weight: 2, arbitrary: fc.record({ host: fc.nat(100), change: someChange }) },
);

interface Seen {
  placed: number;
  readonly waits: Map<string, number>;
}

/** The index and the scan asked the same; whoever is placed is reserved. */
function expectSame(index: PlacementIndex, oracle: HostTable, demand: Demand, seen: Seen): void {
  const wanted = chooseHost(oracle, demand);
  const row = index.choose(demand);
  expect(row).toBe(wanted.index ?? -1);
  if (row >= 0) {
    index.reserve(row, demand.resources);
    seen.placed += 1;
    return;
  }
  expect(index.waitReason(demand)).toBe(wanted.reason);
  seen.waits.set(wanted.reason ?? '', (seen.waits.get(wanted.reason ?? '') ?? 0) + 1);
}

describe('the index of hosts', () => {
  test('chooses what the scan chooses and waits for its reason, through any history of a small cloud', () => {
    const seen: Seen = { placed: 0, waits: new Map() };
    fc.assert(
      fc.property(
        someHosts,
        fc.array(someStep, { minLength: 10, maxLength: 60 }),
        (hosts, steps) => {
          const index = createPlacementIndex(hostTable(hosts));
          const views = [...hosts];
          for (const step of steps) {
            if ('demand' in step) {
              expectSame(index, index.table, step.demand, seen);
            } else if (views.length > 0) {
              const at = step.host % views.length;
              const changed = { ...views[at]!, ...step.change };
              views[at] = changed;
              expect(index.setHost(changed)).toBe(true);
            }
          }
          expect(index.setHost(aHost({ name: 'another' }))).toBe(false);
        },
      ),
      { numRuns: 800 },
    );
    expect(seen.placed).toBeGreaterThan(1_000);
    for (const reason of everyReason) expect(seen.waits.get(reason), reason).toBeGreaterThan(10);
  });

  test.each([
    ['packing', 1],
    ['striping', 2],
    ['loadAware', 3],
    ['rank', 4],
  ] as const)(
    'chooses what the scan chooses in a cloud of 1,200 hosts that fills, empties and changes: %s',
    (policy, seed) => {
      const seen: Seen = { placed: 0, waits: new Map() };
      const pick = drawFrom(seed).below;
      const views = Array.from({ length: 1_200 }, (_, i) => bigHost(i, pick));
      const index = createPlacementIndex(hostTable(views));
      const oracle = hostTable(views);
      const rank = policy === 'rank' ? { rank: 'FREECPU - 50 * RUNNING_VMS' } : {};
      for (let step = 0; step < 3_000; step++) {
        const busy = Math.floor(step / 600) % 2 === 0;
        if (pick(10) < (busy ? 7 : 4)) {
          const demand = aDemand({ ...bigDemand(pick), policy, ...rank });
          const row = index.choose(demand);
          expectSame(index, oracle, demand, seen);
          if (row >= 0) views[row] = withMachine(oracle, views[row]!, demand, 1);
        } else {
          const row = pick(views.length);
          views[row] = changedHost(views[row]!, pick);
          index.setHost(views[row]);
          setHost(oracle, views[row]);
        }
      }
      expect(seen.placed).toBeGreaterThan(1_000);
      expect(seen.waits.get('noHostWithCpu') ?? 0).toBeGreaterThan(10);
    },
  );
});

const everyReason = [
  ...['noHosts', 'tooLargeForEveryHost', 'noHostEnabled', 'noHostHeard'],
  ...['noHostMeetsRequirement', 'noHostWithCpu', 'noHostWithMemory', 'noHostWithDisk'],
];

function bigHost(i: number, pick: (below: number) => number): HostView {
  const capacity = { cpuHundredths: 1600, memoryMiB: 49_152, diskMiB: 500_000 };
  const name = `h${String(i).padStart(4, '0')}`;
  return aHost({
    ...{ name, hostId: name, capacity, runningMachines: pick(8) },
    promised: { cpuHundredths: pick(17) * 100, memoryMiB: pick(40_000), diskMiB: pick(400_000) },
    attributes: { ARCH: pick(3) === 0 ? 'aarch64' : 'x86_64', FREECPU: pick(17) * 100 },
  });
}

function bigDemand(pick: (below: number) => number) {
  return {
    cpuHundredths: [100, 200, 400, 1600][pick(4)]!,
    memoryMiB: [128, 2048, 7168, 30_000][pick(4)]!,
    diskMiB: pick(100_000),
    requirements: ['', '', 'ARCH = "x86*"', 'RUNNING_VMS < 3 & FREECPU > 200'][pick(4)]!,
  };
}

/** The view of the host with one machine more, as the state would tell it; the oracle's table is brought up to it. */
function withMachine(oracle: HostTable, host: HostView, { resources }: Demand, by: 1): HostView {
  const row = oracle.indexOf.get(host.hostId)!;
  oracle.runningMachines[row]! += by;
  oracle.measuredFreeCpu[row]! -= resources.cpuHundredths;
  const promised = { ...host.promised };
  for (const of of ['cpuHundredths', 'memoryMiB', 'diskMiB'] as const) {
    promised[of] += resources[of];
    oracle.free[of][row]! -= resources[of];
  }
  return { ...host, promised, runningMachines: host.runningMachines + by };
}

/** Machines ended on it, or something else of it changed. */
function changedHost(host: HostView, pick: (below: number) => number): HostView {
  const attributes = { ...host.attributes, FREECPU: pick(17) * 100 };
  switch (pick(6)) {
    case 0:
      return { ...host, enabled: pick(4) > 0 };
    case 1:
      return { ...host, heard: pick(4) > 0 };
    case 2:
      return { ...host, overCommitted: pick(6) === 0 };
    case 3:
      return { ...host, attributes };
    default: {
      const left = pick(3);
      const part = (amount: number): number => Math.floor((amount * left) / 3);
      const { cpuHundredths, memoryMiB, diskMiB } = host.promised;
      const promised = {
        cpuHundredths: part(cpuHundredths),
        memoryMiB: part(memoryMiB),
        diskMiB: part(diskMiB),
      };
      return { ...host, promised, runningMachines: part(host.runningMachines), attributes };
    }
  }
}

describe('the order of hosts', () => {
  const rows = 400;
  const someHost = fc.record({
    row: fc.nat(rows - 1),
    score: fc.integer({ min: -3, max: 3 }),
    tieBreak: fc.integer({ min: 0, max: 5 }),
    room: fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9)),
  });
  type Placed = typeof someHost extends fc.Arbitrary<infer Host> ? Host : never;
  const someMove = fc.oneof(
    { weight: 6, arbitrary: fc.record({ set: someHost }) },
    { weight: 1, arbitrary: fc.record({ remove: fc.nat(rows - 1) }) },
    {
      weight: 3,
      arbitrary: fc.record({ ask: fc.tuple(fc.nat(10), fc.nat(10), fc.nat(10)) }),
    },
  );

  function anOrder() {
    const [cpuHundredths, memoryMiB, diskMiB] = [0, 1, 2].map(() => new Float64Array(rows));
    const columns = [cpuHundredths!, memoryMiB!, diskMiB!];
    const [cpu, memory, disk] = columns as [Float64Array, Float64Array, Float64Array];
    const room = { cpuHundredths: cpu, memoryMiB: memory, diskMiB: disk };
    const note = (host: Placed): void =>
      host.room.forEach((amount, i) => (columns[i]![host.row] = amount));
    return { order: createHostOrder(rows, room), note };
  }

  function firstOf(hosts: Iterable<Placed>, asked: readonly number[]): number {
    const [best] = [...hosts]
      .filter(({ room }) => room.every((amount, i) => amount >= asked[i]!))
      .sort((a, b) => b.score - a.score || b.tieBreak - a.tieBreak || a.row - b.row);
    return best?.row ?? -1;
  }

  test('gives the first with room that a sorted list gives, through any moves', () => {
    fc.assert(
      fc.property(
        fc.array(someHost, { maxLength: rows }),
        fc.array(someMove, { maxLength: 400, size: 'max' }),
        (filled, moves) => {
          const hosts = new Map(filled.map((host) => [host.row, host]));
          const { order, note } = anOrder();
          for (const host of hosts.values()) note(host);
          order.fill([...hosts.values()]);
          for (const move of moves) {
            if ('set' in move) {
              note(move.set);
              order.set(move.set.row, move.set.score, move.set.tieBreak);
              hosts.set(move.set.row, move.set);
            } else if ('remove' in move) {
              order.remove(move.remove);
              hosts.delete(move.remove);
            } else {
              expect(order.first(...move.ask)).toBe(firstOf(hosts.values(), move.ask));
            }
            expect(order.size()).toBe(hosts.size);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  test('holds every host wherever all of them go, so that blocks are split until none is left', () => {
    const { order, note } = anOrder();
    for (let row = 0; row < rows; row++) note({ row, score: 0, tieBreak: 0, room: [1, 1, 1] });
    for (let turn = 0; turn < 60; turn++)
      for (let row = 0; row < rows; row++) order.set(row, turn * 1_000 + row, 0);
    expect(order.size()).toBe(rows);
    for (let row = rows - 1; row >= 0; row--) {
      expect(order.first(1, 1, 1)).toBe(row);
      order.remove(row);
    }
    expect(order.first(0, 0, 0)).toBe(-1);
  });
});
