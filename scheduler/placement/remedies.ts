import { changeText } from './change.ts';
import type { Change } from './change.ts';
import type { Demand } from './demand.ts';
import { filters } from './filters/filters.ts';
import { hostName } from './filters/host-filter.ts';
import type { HostFilter, WeighedChange } from './filters/host-filter.ts';
import type { HostTable } from './host-table.ts';

/**
 * What would make a waiting machine fit? At most two ways, each complete by itself: the request that a host would take as
 * it stands, and the host that would take the request as it stands; where neither exists, a new host.
 */
export interface Remedy {
  /** Who can do it: the user asks differently, or the site changes. */
  readonly by: 'request' | 'site';
  /** Name of the host that then takes the machine; empty: a new one. */
  readonly host: string;
  /** All of them together make the machine fit. */
  readonly changes: readonly Change[];
  readonly text: string;
}

interface Candidate {
  readonly index: number;
  readonly distance: number;
  readonly changes: readonly Change[];
}

type ChangeOf = 'changeOfRequest' | 'changeOfHost';

/** The ways for a demand that no host takes now, and the host nearest to taking it. */
export function remedies(
  table: HostTable,
  demand: Demand,
): { readonly ways: readonly Remedy[]; readonly nearest: string } {
  const asked = nearestBy('changeOfRequest', table, demand);
  const given = nearestBy('changeOfHost', table, demand);
  const ways: Remedy[] = [];
  if (asked !== null) ways.push(remedy('request', hostName(table, asked.index), asked.changes));
  if (given !== null) ways.push(remedy('site', hostName(table, given.index), given.changes));
  if (ways.length === 0) ways.push(remedy('site', '', [newHost(demand)]));
  const [nearest] = [asked, given]
    .filter((candidate) => candidate !== null)
    .sort((a, b) => a.distance - b.distance);
  return { ways, nearest: nearest === undefined ? '' : hostName(table, nearest.index) };
}

/** The host with the least to change in that way; among equals the lowest row. */
function nearestBy(way: ChangeOf, table: HostTable, demand: Demand): Candidate | null {
  let nearest: Candidate | null = null;
  for (let index = 0; index < table.size; index++) {
    const candidate = changesFor(way, table, index, demand);
    if (candidate !== null && (nearest === null || candidate.distance < nearest.distance))
      nearest = candidate;
  }
  return nearest;
}

function changesFor(
  way: ChangeOf,
  table: HostTable,
  index: number,
  demand: Demand,
): Candidate | null {
  const failed = filters.filter((filter) => !filter.passes(table, index, demand));
  const weighed = failed.map((filter: HostFilter) => filter[way](table, index, demand));
  if (!weighed.every((change): change is WeighedChange => change !== null)) return null;
  return {
    index,
    distance: weighed.reduce((sum, { weight }) => sum + weight, 0),
    changes: weighed.map(({ change }) => change),
  };
}

function newHost({ resources, requirements }: Demand): Change {
  return { kind: 'addHost', resources, requirements: requirements?.source.trim() ?? '' };
}

function remedy(by: Remedy['by'], host: string, changes: readonly Change[]): Remedy {
  return { by, host, changes, text: changes.map(changeText).join(' and ') };
}
