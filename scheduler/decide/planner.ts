/**
 * Addresses and hosts for the machines of one decision, one after the other: what an earlier machine of the same decision
 * took is taken for the later ones. Reads the state, changes nothing but its own notes.
 */
import { assert } from '../../shared/base/assert.ts';
import type { Result } from '../../shared/base/result.ts';
import type { MachineSpec, SiteSettings } from '../../shared/model/events.ts';
import { awaitedHosts, owedAddresses } from '../../shared/model/host-life.ts';
import type { NetworkClass, Nic } from '../../shared/model/machine-record.ts';
import type { WaitReason } from '../../shared/model/reasons.ts';
import type { Host, Lease, State } from '../../shared/model/state.ts';
import { macOf } from '../../shared/net/mac.ts';
import { chooseAddress } from '../addresses/choose-address.ts';
import type { AddressChoice } from '../addresses/choose-address.ts';
import { leaseState } from '../addresses/lease-state.ts';
import type { Demand } from '../placement/demand.ts';
import { parseRank } from '../placement/expression/rank.ts';
import { parseRequirement } from '../placement/expression/requirement.ts';
import { place } from '../placement/place.ts';
import type { Placement } from '../placement/place.ts';
import type { PlacementIndex } from '../placement/placement-index.ts';
import { hostIndex } from './followed-hosts.ts';
import type { Standings } from './host-views.ts';

export interface Planner {
  /** The next address of the network, or the wanted one; remembered as taken. `waits` also without such a network. */
  address(networkClass: NetworkClass, wanted: number | null): AddressChoice;
  /** The card for a chosen address. */
  nic(networkClass: NetworkClass, address: number): Nic;
  /** A host for the machine, or why it waits; its resources are taken for the machines after it. */
  choose(spec: PlacedSpec): Choice;
  /** The same, and why, in words and numbers: it looks at every host. */
  place(spec: PlacedSpec): Placement;
}

export type PlacedSpec = Pick<MachineSpec, 'resources' | 'requirements' | 'rank' | 'policy'>;

export type Choice =
  | { readonly hostId: string; readonly reason: null }
  | { readonly hostId: null; readonly reason: WaitReason };

export function createPlanner(state: State, standings: Standings, nowMs: number): Planner {
  const site = siteOf(state);
  let index: PlacementIndex | null = null;
  const hosts = (): PlacementIndex => (index ??= hostIndex(state, site, standings));
  const given = new Set<number>();
  const owed = owedAddresses(state);
  const awaited = awaitedHosts(state);
  const doubtful = (address: number): boolean => owed.has(address);
  const taken = (address: number): boolean =>
    given.has(address) || leaseState(factsOf(state.leases.get(address)), nowMs) !== 'free';
  return {
    address(networkClass, wanted) {
      const network = state.networks.get(networkClass);
      if (!network) return noNetwork(networkClass);
      if (awaited.length > 0) return { outcome: 'waits', ...awaitedText(awaited) };
      const choice = chooseAddress({ network, taken, doubtful, wanted, startAt: null });
      if (choice.outcome === 'chosen') given.add(choice.address);
      return choice;
    },
    nic(networkClass, address) {
      const network = state.networks.get(networkClass);
      assert(network, `no network ${networkClass}`);
      const { prefixLength, gateway } = network;
      const prefix = `${state.macPrefix.slice(0, 2)}:${state.macPrefix.slice(2)}`;
      return { networkClass, mac: macOf(prefix, address), address, prefixLength, gateway };
    },
    choose: (spec) => chooseAndReserve(hosts(), demandOf(spec)),
    place(spec) {
      const demand = demandOf(spec);
      const { table, reserve } = hosts();
      const placement = place(table, demand);
      if (placement.placed !== null)
        reserve(table.indexOf.get(placement.placed) ?? -1, demand.resources);
      return placement;
    },
  };
}

/** The settings of the site; a cloud has them from its first commit. */
export function siteOf(state: State): SiteSettings {
  assert(state.site, 'the cloud has no site settings');
  return state.site;
}

function chooseAndReserve(index: PlacementIndex, demand: Demand): Choice {
  const row = index.choose(demand);
  if (row < 0) return { hostId: null, reason: index.waitReason(demand) };
  index.reserve(row, demand.resources);
  const hostId = index.table.hostIds[row];
  assert(hostId !== undefined, 'a row of the table is a host');
  return { hostId, reason: null };
}

/** The expressions were checked when the machine was accepted. */
function demandOf(spec: PlacedSpec): Demand {
  return {
    ...{ resources: spec.resources, policy: spec.policy },
    requirements: spec.requirements === '' ? null : checked(parseRequirement(spec.requirements)),
    rank: spec.rank === '' ? null : checked(parseRank(spec.rank)),
  };
}

function checked<Value>(parsed: Result<Value, unknown>): Value {
  assert(parsed.ok, 'an expression in the log does not parse');
  return parsed.value;
}

function factsOf(lease: Lease | undefined): Parameters<typeof leaseState>[0] {
  if (!lease) return undefined;
  const { machineId, restsUntilMs, suspect } = lease;
  return {
    machineId,
    holdUntilMs: suspect ? null : restsUntilMs,
    suspectUntilMs: suspect ? restsUntilMs : null,
  };
}

/** What a host holds that did not speak since the log was recovered, nobody knows: not even which addresses are free. */
function awaitedText(awaited: readonly Host[]): { reason: 'hostAwaited'; text: string } {
  const names = awaited.slice(0, 5).map(({ name }) => name);
  const more = awaited.length > names.length ? ` and ${awaited.length - names.length} more` : '';
  return {
    reason: 'hostAwaited',
    text:
      `Since the log was recovered ${names.join(', ')}${more} did not say what it holds.` +
      ' What would make it fit: that it speaks, or that an administrator confirms that it is down.',
  };
}

function noNetwork(networkClass: NetworkClass): AddressChoice {
  return {
    outcome: 'refused',
    refusal: {
      reason: 'unknownNetworkClass',
      message: `this cloud has no ${networkClass} network`,
      where: 'networkClass',
      whatToDo: 'ask for another network class, or have an administrator define this one',
    },
  };
}
