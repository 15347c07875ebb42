import type { WaitReason } from '../../../shared/model/reasons.ts';
import type { Resources } from '../../../shared/model/words.ts';
import type { Change } from '../change.ts';
import { hostName } from './host-filter.ts';
import type { FilterName, HostFilter } from './host-filter.ts';

/** Whether one resource suffices is asked alike for CPU, memory and disk; they differ in this. */
export interface ResourceRule {
  readonly name: FilterName;
  readonly resource: keyof Resources;
  readonly waitReason: WaitReason;
  /** Less is never suggested: no machine would start with it. */
  readonly leastUseful: number;
  lowered(to: number): Change;
  freed(host: string, amount: number): Change;
}

/** The filter of one resource: what is promised and the demand together stay within the capacity. */
export function resourceFilter(rule: ResourceRule): HostFilter {
  const { resource } = rule;
  return {
    name: rule.name,
    passes: (table, index, demand) =>
      demand.resources[resource] <= (table.free[resource][index] ?? 0),
    waitReason: () => rule.waitReason,
    changeOfRequest(table, index, demand) {
      const free = table.free[resource][index] ?? 0;
      const wanted = demand.resources[resource];
      if (free < rule.leastUseful) return null;
      return { change: rule.lowered(free), weight: (wanted - free) / wanted };
    },
    changeOfHost(table, index, demand) {
      const wanted = demand.resources[resource];
      if (wanted > (table.capacity[resource][index] ?? 0)) return null;
      const lack = wanted - (table.free[resource][index] ?? 0);
      const change = rule.freed(hostName(table, index), lack);
      return { change, weight: lack / Math.max(wanted, 1) };
    },
  };
}
