/**
 * Which host takes the machine, at once, however many hosts there are? The same answer as `chooseHost` gives, whose scan
 * is the oracle of this index: for each policy (and rank, and requirement) that was asked for twice the hosts stand in
 * their order, and the first with room wins. A host that changed is moved when the order is needed next.
 */
import { assert } from '../../shared/base/assert.ts';
import type { WaitReason } from '../../shared/model/reasons.ts';
import type { Resources } from '../../shared/model/words.ts';
import { chooseHost, firstFailed } from './choose-host.ts';
import type { Demand } from './demand.ts';
import { filters } from './filters/filters.ts';
import type { FilterName } from './filters/host-filter.ts';
import { createHostOrder } from './host-order.ts';
import type { HostOrder } from './host-order.ts';
import { reserve, setHost, unreserve } from './host-table.ts';
import type { HostTable, HostView } from './host-table.ts';
import { createPolicyOrders } from './policy-orders.ts';
import type { PolicyOrders } from './policy-orders.ts';

export interface PlacementIndex {
  /** Changed through this index alone. */
  readonly table: HostTable;
  /** Row of the host that the policy wants most of those that fit; -1: the machine waits. */
  choose(demand: Demand): number;
  /** Why a machine waits that no host takes. */
  waitReason(demand: Demand): WaitReason;
  /** Promises the resources on that host until it is set anew. */
  reserve(row: number, resources: Resources): void;
  /** Takes a reservation back. */
  unreserve(row: number, resources: Resources): void;
  /** Brings one host up to date. False: it is not in the table, so that the index must be made anew. */
  setHost(host: HostView): boolean;
}

/** The index of a table that nobody else changes from here on. */
export function createPlacementIndex(table: HostTable): PlacementIndex {
  const orders = createPolicyOrders(table);
  const standing = countStanding(table);
  const capacities = createCapacities(table);

  return {
    table,
    choose(demand) {
      const order = orders.orderOf(demand);
      if (order === null) return chooseHost(table, demand).index ?? -1;
      const { cpuHundredths, memoryMiB, diskMiB } = demand.resources;
      return order.first(cpuHundredths, memoryMiB, diskMiB);
    },
    waitReason(demand) {
      const order = orders.orderOf(demand);
      if (order === null) {
        const { reason } = chooseHost(table, demand);
        assert(reason !== null, 'a machine that fits has no reason to wait');
        return reason;
      }
      if (table.size === 0) return 'noHosts';
      if (!capacities.hold(demand.resources)) return 'tooLargeForEveryHost';
      const { filter, row } = furthest(table, orders, order, demand, standing);
      const last = filters.find(({ name }) => name === filter);
      assert(last, `there is no filter ${filter}`);
      return last.waitReason(table, row);
    },
    reserve(row, resources) {
      reserve(table, row, resources);
      orders.promised(row);
    },
    unreserve(row, resources) {
      unreserve(table, row, resources);
      orders.promised(row);
    },
    setHost(host) {
      const row = table.indexOf.get(host.hostId);
      if (row === undefined) return false;
      standing.leave(row);
      const before = capacityAt(table, row);
      setHost(table, host);
      standing.enter(row);
      if (!isSame(before, capacityAt(table, row))) capacities.changed(row);
      orders.changed(row);
      return true;
    },
  };
}

/** How many hosts pass the filters that look at no demand. */
interface Standing {
  enabled: number;
  heard: number;
  enter(row: number): void;
  leave(row: number): void;
}

function countStanding(table: HostTable): Standing {
  const standing: Standing = {
    enabled: 0,
    heard: 0,
    enter: (row) => count(row, 1),
    leave: (row) => count(row, -1),
  };
  function count(row: number, by: 1 | -1): void {
    if (table.enabled[row] !== 1) return;
    standing.enabled += by;
    if (table.heard[row] === 1) standing.heard += by;
  }
  for (let row = 0; row < table.size; row++) standing.enter(row);
  return standing;
}

/** The last filter that any host came to, and the first host that came there. */
function furthest(
  table: HostTable,
  orders: PolicyOrders,
  order: HostOrder,
  demand: Demand,
  standing: Standing,
): { readonly filter: FilterName; readonly row: number } {
  const over = furthestOver(table, orders.overCommitted(), demand);
  const among = furthestAmong(order, demand, standing);
  return over.place > filterPlace(among)
    ? { filter: over.filter, row: over.row }
    : { filter: among, row: 0 };
}

/** Among the hosts of the order, none of which has room; where it is empty, among those that are not in it. */
function furthestAmong(order: HostOrder, { resources }: Demand, standing: Standing): FilterName {
  if (standing.enabled === 0) return 'enabled';
  if (standing.heard === 0) return 'heard';
  if (order.size() === 0) return 'requirements';
  const { cpuHundredths, memoryMiB } = resources;
  if (order.first(cpuHundredths, -Infinity, -Infinity) < 0) return 'cpu';
  return order.first(cpuHundredths, memoryMiB, -Infinity) < 0 ? 'memory' : 'disk';
}

/** Hosts that are promised beyond their capacity stand in no order; they are few and looked at one by one. */
function furthestOver(
  table: HostTable,
  rows: Iterable<number>,
  demand: Demand,
): { readonly place: number; readonly filter: FilterName; readonly row: number } {
  let place = -1;
  let found = 0;
  for (const row of rows) {
    const failed = firstFailed(table, row, demand);
    if (failed > place || (failed === place && row < found)) [place, found] = [failed, row];
  }
  return { place, filter: filters[place]?.name ?? 'enabled', row: found };
}

function filterPlace(name: FilterName): number {
  return filters.findIndex((filter) => filter.name === name);
}

/** Whether any host, enabled or not, would hold so much if it were empty. */
interface Capacities {
  hold(resources: Resources): boolean;
  changed(row: number): void;
}

function createCapacities(table: HostTable): Capacities {
  let order: HostOrder | null = null;
  return {
    hold({ cpuHundredths, memoryMiB, diskMiB }) {
      if (order === null) {
        order = createHostOrder(table.size, table.capacity);
        order.fill(
          Array.from({ length: table.size }, (_, row) => ({ row, score: 0, tieBreak: 0 })),
        );
      }
      return order.first(cpuHundredths, memoryMiB, diskMiB) >= 0;
    },
    changed: (row) => order?.set(row, 0, 0),
  };
}

function capacityAt({ capacity }: HostTable, row: number): Resources {
  return {
    cpuHundredths: capacity.cpuHundredths[row] ?? 0,
    memoryMiB: capacity.memoryMiB[row] ?? 0,
    diskMiB: capacity.diskMiB[row] ?? 0,
  };
}

function isSame(one: Resources, other: Resources): boolean {
  return (
    one.cpuHundredths === other.cpuHundredths &&
    one.memoryMiB === other.memoryMiB &&
    one.diskMiB === other.diskMiB
  );
}
