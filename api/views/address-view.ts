/** The networks, and every address that is or was lately leased. */
import Type from 'typebox';
import type { Static } from 'typebox';
import type { Network } from '../../shared/model/events.ts';
import type { Lease, State } from '../../shared/model/state.ts';
import * as word from './words.ts';

export const NetworkView = Type.Object({
  networkClass: word.NetworkClassWord,
  network: Type.String({ description: 'with its prefix length: 10.77.9.0/24' }),
  gateway: Type.Union([Type.String(), Type.Null()]),
  first: Type.String(),
  last: Type.String(),
  size: word.Count,
  taken: word.Count,
});

export const LeaseView = Type.Object({
  address: Type.String(),
  networkClass: Type.Union([word.NetworkClassWord, Type.Null()]),
  state: Type.Enum(['leased', 'resting', 'free', 'suspect']),
  machine: Type.Union([
    Type.Object({ id: Type.String(), label: Type.Integer(), name: Type.String() }),
    Type.Null(),
  ]),
  restsUntil: Type.Union([word.Time, Type.Null()]),
});

export const AddressesView = Type.Object({
  networks: Type.Array(NetworkView),
  addresses: Type.Array(LeaseView),
});
export type AddressesView = Static<typeof AddressesView>;

/** `nowMs` tells which released addresses still rest; `mayShow` which machines may be named. */
export function renderAddresses(
  state: State,
  nowMs: number,
  mayShow: (machineId: string) => boolean,
): AddressesView {
  const leases = [...state.leases.values()].sort((a, b) => a.address - b.address);
  const networks = [...state.networks.values()];
  return {
    networks: networks.map((network) => renderNetwork(network, leases, nowMs)),
    addresses: leases.map((lease) => {
      const shown = lease.machineId !== null && mayShow(lease.machineId) ? lease.machineId : null;
      const spec = shown === null ? undefined : state.machines.get(shown)?.spec;
      return {
        address: word.addressText(lease.address) ?? '',
        networkClass: networks.find((network) => holds(network, lease))?.networkClass ?? null,
        state: stateOf(lease, nowMs),
        machine: spec ? { id: spec.machineId, label: spec.label, name: spec.name } : null,
        restsUntil: lease.restsUntilMs > nowMs ? word.timeText(lease.restsUntilMs) : null,
      };
    }),
  };
}

/** How many addresses of each network could be leased now. */
export function freeAddresses(
  state: State,
  nowMs: number,
): { readonly networkClass: Network['networkClass']; readonly free: number }[] {
  const leases = [...state.leases.values()].filter((lease) => stateOf(lease, nowMs) !== 'free');
  return [...state.networks.values()].map((network) => {
    const gateway = network.gateway !== null && holds(network, { address: network.gateway });
    const taken = leases.filter((lease) => holds(network, lease)).length + Number(gateway);
    const { networkClass } = network;
    return { networkClass, free: Math.max(0, network.last - network.first + 1 - taken) };
  });
}

function renderNetwork(
  network: Network,
  leases: readonly Lease[],
  nowMs: number,
): Static<typeof NetworkView> {
  const taken = leases.filter(
    (lease) => holds(network, lease) && stateOf(lease, nowMs) !== 'free',
  ).length;
  return {
    networkClass: network.networkClass,
    network: `${word.addressText(network.network)}/${network.prefixLength}`,
    gateway: word.addressText(network.gateway),
    first: word.addressText(network.first) ?? '',
    last: word.addressText(network.last) ?? '',
    size: network.last - network.first + 1,
    taken,
  };
}

function holds(network: Network, { address }: Pick<Lease, 'address'>): boolean {
  return address >= network.first && address <= network.last;
}

function stateOf(lease: Lease, nowMs: number): Static<typeof LeaseView>['state'] {
  if (lease.machineId !== null) return 'leased';
  if (lease.restsUntilMs <= nowMs) return 'free';
  return lease.suspect ? 'suspect' : 'resting';
}
