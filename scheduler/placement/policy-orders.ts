/**
 * The hosts in the order of each policy that is in use: which orders are kept, and how they follow what changes. A host
 * stands in an order if nothing but room can keep it from the machine: it is enabled, heard, not promised beyond its
 * capacity, and meets the requirement of that order.
 */
import type { Demand } from './demand.ts';
import { enabled } from './filters/enabled.ts';
import { heard } from './filters/heard.ts';
import { overCommitted } from './filters/over-committed.ts';
import { requirements } from './filters/requirements.ts';
import { createHostOrder } from './host-order.ts';
import type { HostOrder, OrderedHost } from './host-order.ts';
import type { HostTable } from './host-table.ts';
import type { PlacementPolicy } from './policies/placement-policy.ts';
import { policies } from './policies/policies.ts';

export interface PolicyOrders {
  /** The hosts as this demand wants them, up to date; null: asked for the first time lately, when one scan is cheaper. */
  orderOf(demand: Demand): HostOrder | null;
  /** The promises on this host are different. */
  promised(row: number): void;
  /** Anything else of this host may be different. */
  changed(row: number): void;
  /** Rows of the hosts that are promised beyond their capacity. */
  overCommitted(): Iterable<number>;
}

interface KeptOrder {
  /** What it was made for; of other demands only resources differ. */
  readonly demand: Demand;
  readonly policy: PlacementPolicy;
  readonly order: HostOrder;
  /** Rows to look at before it is used, each once, and by row whether it is among them. */
  readonly changedRows: Int32Array;
  readonly isChanged: Uint8Array;
  changes: number;
  usedAt: number;
}

/** Orders that are kept; the one that was not used for longest goes first. Each costs some 40 bytes a host. */
const ordersMax = 8;
/** Demands without an order that are remembered, to see which come again. */
const rememberedMax = 64;

export function createPolicyOrders(table: HostTable): PolicyOrders {
  const kept: KeptOrder[] = [];
  const askedOnce: string[] = [];
  const over = new Set<number>();
  let uses = 0;
  let last: KeptOrder | null = null;
  for (let row = 0; row < table.size; row++) noteOver(row);

  function noteOver(row: number): void {
    if (table.overCommitted[row] === 1) over.add(row);
    else over.delete(row);
  }

  function orderOf(demand: Demand): HostOrder | null {
    const found = find(demand) ?? made(demand);
    if (found === null) return null;
    found.usedAt = uses++;
    last = found;
    if (found.changes > 0) follow(found);
    return found.order;
  }

  function find(demand: Demand): KeptOrder | null {
    if (last !== null && wantsAlike(last.demand, demand)) return last;
    for (const one of kept) if (wantsAlike(one.demand, demand)) return one;
    return null;
  }

  /** An order for a demand that comes for the second time. */
  function made(demand: Demand): KeptOrder | null {
    const name = `${demand.policy} ${rankText(demand)} / ${requirementText(demand)}`;
    const asked = askedOnce.indexOf(name);
    if (asked < 0) {
      if (askedOnce.push(name) > rememberedMax) askedOnce.shift();
      return null;
    }
    askedOnce.splice(asked, 1);
    if (kept.length === ordersMax) kept.splice(kept.indexOf(kept.reduce(usedEarlier)), 1);
    last = null;
    const one = keptOrder(table, demand);
    kept.push(one);
    return one;
  }

  function noteChange(row: number): void {
    for (const one of kept) {
      if (one.isChanged[row] === 1) continue;
      one.isChanged[row] = 1;
      one.changedRows[one.changes++] = row;
    }
  }

  return {
    orderOf,
    promised: noteChange,
    changed(row) {
      noteOver(row);
      noteChange(row);
    },
    overCommitted: () => over,
  };

  function follow(one: KeptOrder): void {
    if (one.changes > table.size / 4) return fillAnew(table, one);
    const { order, policy, demand, changedRows } = one;
    for (let change = 0; change < one.changes; change++) {
      const row = changedRows[change]!;
      one.isChanged[row] = 0;
      if (mayTake(table, row, demand))
        order.set(row, policy.score(table, row, demand), policy.tieBreak(table, row));
      else order.remove(row);
    }
    one.changes = 0;
  }
}

function keptOrder(table: HostTable, demand: Demand): KeptOrder {
  const rows = table.size;
  const one = {
    ...{ demand, policy: policies[demand.policy], order: createHostOrder(rows, table.free) },
    ...{ changedRows: new Int32Array(rows), isChanged: new Uint8Array(rows), changes: 0 },
    usedAt: 0,
  };
  fillAnew(table, one);
  return one;
}

function fillAnew(table: HostTable, one: KeptOrder): void {
  const hosts: OrderedHost[] = [];
  for (let row = 0; row < table.size; row++) {
    if (!mayTake(table, row, one.demand)) continue;
    const score = one.policy.score(table, row, one.demand);
    hosts.push({ row, score, tieBreak: one.policy.tieBreak(table, row) });
  }
  one.order.fill(hosts);
  one.isChanged.fill(0);
  one.changes = 0;
}

/** Whether nothing but room can keep it from the machine. */
function mayTake(table: HostTable, row: number, demand: Demand): boolean {
  return (
    enabled.passes(table, row, demand) &&
    heard.passes(table, row, demand) &&
    overCommitted.passes(table, row, demand) &&
    requirements.passes(table, row, demand)
  );
}

function wantsAlike(one: Demand, other: Demand): boolean {
  if (one.policy !== other.policy) return false;
  // Most have neither, and texts are compared only where the expressions were read apart.
  return (
    (one.requirements === other.requirements || requirementText(one) === requirementText(other)) &&
    (one.rank === other.rank || rankText(one) === rankText(other))
  );
}

function requirementText({ requirements }: Demand): string {
  return requirements?.source ?? '';
}

/** Only one policy looks at it. */
function rankText({ policy, rank }: Demand): string {
  return policy === 'rank' ? (rank?.source ?? '') : '';
}

function usedEarlier(one: KeptOrder, other: KeptOrder): KeptOrder {
  return other.usedAt < one.usedAt ? other : one;
}
