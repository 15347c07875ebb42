import type { WaitReason } from '../../shared/model/reasons.ts';
import type { Demand } from './demand.ts';
import { filters } from './filters/filters.ts';
import type { FilterName } from './filters/host-filter.ts';
import type { HostTable } from './host-table.ts';
import { policies } from './policies/policies.ts';

/**
 * Which host takes the machine? One exact scan, the oracle of `placement-index.ts`: every host meets the filters in their order, the policy's best of those
 * that pass all of them wins. Says nothing in words, so that a queue of waiting machines is tried again cheaply.
 */
export interface Choice {
  /** Row of the chosen host; null: the machine waits. */
  readonly index: number | null;
  /** Why it waits; null: it does not. The log records this class alone. */
  readonly reason: WaitReason | null;
  readonly score: number;
  readonly tieBreak: number;
  /** How many hosts passed every filter. */
  readonly fitting: number;
  /** How many hosts each filter took out, in the filters' order. */
  readonly takenOut: readonly FilterCount[];
}

export interface FilterCount {
  readonly filter: FilterName;
  readonly hosts: number;
}

export function chooseHost(table: HostTable, demand: Demand): Choice {
  const policy = policies[demand.policy];
  const counts = filters.map(() => 0);
  let best: number | null = null;
  let bestScore = 0;
  let bestTieBreak = 0;
  let fitting = 0;
  let furthest = -1;
  let furthestHost = 0;
  for (let index = 0; index < table.size; index++) {
    const stoppedBy = firstFailed(table, index, demand);
    if (stoppedBy >= 0) {
      counts[stoppedBy] = (counts[stoppedBy] ?? 0) + 1;
      if (stoppedBy > furthest) [furthest, furthestHost] = [stoppedBy, index];
      continue;
    }
    fitting++;
    const score = policy.score(table, index, demand);
    if (best !== null && score < bestScore) continue;
    const tieBreak = policy.tieBreak(table, index);
    if (best !== null && score === bestScore && tieBreak <= bestTieBreak) continue;
    [best, bestScore, bestTieBreak] = [index, score, tieBreak];
  }
  return {
    index: best,
    reason: best === null ? waitReason(table, demand, furthest, furthestHost) : null,
    score: bestScore,
    tieBreak: bestTieBreak,
    fitting,
    takenOut: filters.map((filter, i) => ({ filter: filter.name, hosts: counts[i] ?? 0 })),
  };
}

/** Position of the first filter that the host fails, or -1. */
export function firstFailed(table: HostTable, index: number, demand: Demand): number {
  for (let i = 0; i < filters.length; i++)
    if (filters[i]?.passes(table, index, demand) === false) return i;
  return -1;
}

/** The class of a wait: nothing will help, else the last filter that any host came to. */
function waitReason(
  table: HostTable,
  demand: Demand,
  furthest: number,
  furthestHost: number,
): WaitReason {
  const filter = filters[furthest];
  if (filter === undefined) return 'noHosts';
  if (isTooLargeForEveryHost(table, demand)) return 'tooLargeForEveryHost';
  return filter.waitReason(table, furthestHost);
}

/** Whether not even an empty host would do, enabled or not. */
function isTooLargeForEveryHost(table: HostTable, { resources }: Demand): boolean {
  for (let index = 0; index < table.size; index++)
    if (
      resources.cpuHundredths <= (table.capacity.cpuHundredths[index] ?? 0) &&
      resources.memoryMiB <= (table.capacity.memoryMiB[index] ?? 0) &&
      resources.diskMiB <= (table.capacity.diskMiB[index] ?? 0)
    )
      return false;
  return true;
}
