import type { WaitReason } from '../../shared/model/reasons.ts';
import type { Policy } from '../../shared/model/words.ts';
import { cores } from './change.ts';
import { chooseHost } from './choose-host.ts';
import type { Choice, FilterCount } from './choose-host.ts';
import type { Demand } from './demand.ts';
import { hostName } from './filters/host-filter.ts';
import type { FilterName } from './filters/host-filter.ts';
import { reserve } from './host-table.ts';
import type { HostTable } from './host-table.ts';
import { policies } from './policies/policies.ts';
import { remedies } from './remedies.ts';
import type { Remedy } from './remedies.ts';

/** Where does a machine go, and why there; or why does it wait, and what would make it fit? */
export type Placement =
  | { readonly placed: string; readonly why: PlacementExplanation }
  | { readonly placed: null; readonly waits: WaitExplanation };

export interface PlacementExplanation {
  readonly hostId: string;
  readonly hostName: string;
  readonly policy: Policy;
  readonly score: number;
  /** All hosts, and how many of them fitted. */
  readonly hosts: number;
  readonly fitting: number;
  readonly filters: readonly FilterCount[];
  readonly text: string;
}

export interface WaitExplanation {
  /** The only part of it that the log records. */
  readonly reason: WaitReason;
  readonly hosts: number;
  /** How many hosts each filter took out; those that took out none are left out. */
  readonly filters: readonly FilterCount[];
  /** Name of the host nearest to taking the machine; empty: none is near. */
  readonly nearestHost: string;
  readonly remedies: readonly Remedy[];
  /** The remedies in one sentence. */
  readonly whatWouldFit: string;
  readonly text: string;
}

/** Places one machine. The table is only read: `reserve` the resources before the next one, or use `placeAll`. */
export function place(table: HostTable, demand: Demand): Placement {
  const choice = chooseHost(table, demand);
  return choice.index === null
    ? { placed: null, waits: waitExplanation(table, demand, choice) }
    : placement(table, demand, choice, choice.index);
}

/**
 * Places the machines of one request one after another, each reserved in the table before the next is placed. A machine
 * that waits takes nothing and stops nobody: a smaller one after it may still fit.
 */
export function placeAll(table: HostTable, demands: readonly Demand[]): readonly Placement[] {
  return demands.map((demand) => {
    const placement = place(table, demand);
    if (placement.placed !== null)
      reserve(table, table.indexOf.get(placement.placed) ?? -1, demand.resources);
    return placement;
  });
}

function placement(table: HostTable, demand: Demand, choice: Choice, index: number): Placement {
  const policy = policies[demand.policy];
  const name = hostName(table, index);
  const formula = policy.name === 'rank' ? (demand.rank?.source.trim() ?? '') : policy.formula;
  const by = `${policy.name} (${formula === '' ? 'no rank' : formula} = ${choice.score})`;
  return {
    placed: table.hostIds[index] ?? '',
    why: {
      hostId: table.hostIds[index] ?? '',
      hostName: name,
      policy: policy.name,
      score: choice.score,
      hosts: table.size,
      fitting: choice.fitting,
      filters: tookOut(choice),
      text: `Host ${name} is the best by ${by} of the ${choice.fitting} that fit among ${hostCount(table.size)}; equals: ${policy.tieBreakFormula}, then the lowest host id.`,
    },
  };
}

function waitExplanation(table: HostTable, demand: Demand, choice: Choice): WaitExplanation {
  const { ways, nearest } = remedies(table, demand);
  const whatWouldFit = `${capitalised(ways.map((way) => way.text).join('; or '))}.`;
  const counts = tookOut(choice);
  const took = counts.map(({ filter, hosts }) => `${hosts} ${filterText(filter, demand)}`);
  const why =
    table.size === 0 ? 'There is no host.' : `Of ${hostCount(table.size)}: ${took.join(', ')}.`;
  return {
    reason: choice.reason ?? 'noHosts',
    hosts: table.size,
    filters: counts,
    nearestHost: nearest,
    remedies: ways,
    whatWouldFit,
    text: `${why}${nearest === '' ? '' : ` Nearest: ${nearest}.`} What would make it fit: ${whatWouldFit}`,
  };
}

function tookOut(choice: Choice): readonly FilterCount[] {
  return choice.takenOut.filter(({ hosts }) => hosts > 0);
}

function filterText(filter: FilterName, { resources, requirements }: Demand): string {
  const texts: Record<FilterName, string> = {
    enabled: 'disabled',
    heard: 'silent',
    requirements: `not meeting ${requirements?.source.trim() ?? ''}`,
    cpu: `without ${cores(resources.cpuHundredths)} CPU to promise`,
    memory: `without ${resources.memoryMiB} MiB of memory to promise`,
    disk: `without ${resources.diskMiB} MiB of disk to promise`,
    overCommitted: 'promised beyond their capacity',
  };
  return texts[filter];
}

function hostCount(hosts: number): string {
  return hosts === 1 ? '1 host' : `${hosts} hosts`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
