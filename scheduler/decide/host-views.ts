/**
 * How placement sees the hosts: what the state promises, joined with what is known of them right now and never logged
 * (whether they are heard, their measured load).
 */
import type { Load } from '../../shared/model/conversation.ts';
import type { Host, SiteView, State } from '../../shared/model/state.ts';
import { machinesPlaced } from '../../shared/model/state-access.ts';
import type { Attributes } from '../../shared/model/words.ts';
import { promisableOf } from '../../shared/model/promisable.ts';
import type { HostView } from '../placement/host-table.ts';

/** How a host stands with the leader now. */
export interface Standing {
  /** Bound, without conflict, its hypervisor available, and it spoke lately. */
  readonly heard: boolean;
  readonly load: Load | null;
  /** Why it gets no work though it may speak; empty: none. */
  readonly trouble: string;
}

export type Standings = ReadonlyMap<string, Standing>;

/** Hosts that have never declared anything, or were removed, are left out: nothing can be promised on them. */
export function hostViews(state: State, site: SiteView, standings: Standings): HostView[] {
  const views: HostView[] = [];
  for (const host of state.hosts.values()) {
    const view = hostViewOf(state, site, host, standings.get(host.hostId));
    if (view) views.push(view);
  }
  return views;
}

/** One host; null: nothing can be promised on it. */
export function hostViewOf(
  state: State,
  site: SiteView,
  host: Host,
  standing: Standing | undefined,
): HostView | null {
  if (!host.declared || host.removed) return null;
  const capacity = promisableOf(host.declared.capacity, site);
  const { promised } = host;
  return {
    ...{
      hostId: host.hostId,
      name: host.name,
      enabled: host.enabled,
      capacity,
      promised: { ...promised },
    },
    heard: standing?.heard ?? false,
    overCommitted:
      promised.cpuHundredths > capacity.cpuHundredths ||
      promised.memoryMiB > capacity.memoryMiB ||
      promised.diskMiB > capacity.diskMiB,
    runningMachines: machinesPlaced(state, host),
    attributes: { ...host.declared.attributes, ...measured(host, standing?.load ?? null) },
  };
}

/** OpenNebula's names; CPU in hundredths of a core, memory in KiB. */
function measured(host: Host, load: Load | null): Attributes {
  if (!load || !host.declared) return {};
  const totalCpu = host.declared.capacity.cpuHundredths;
  return {
    USEDCPU: load.cpuUsedHundredths,
    FREECPU: Math.max(0, totalCpu - load.cpuUsedHundredths),
    NETRX: load.netReceiveBytes,
    NETTX: load.netSendBytes,
  };
}
