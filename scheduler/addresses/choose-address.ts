import type { Network } from '../../shared/model/events.ts';
import type { Refusal } from '../../shared/model/reasons.ts';
import { broadcastOf, firstOf, lastOf, printCidr } from '../../shared/net/cidr.ts';
import { printIpv4 } from '../../shared/net/ipv4.ts';

/**
 * Which address of a network does a machine get? The lowest free one, as StratusLab gave them, doubtful ones last, or the one
 * asked for; the network's own, the broadcast and the gateway's address never. Nobody free is a wait, not a refusal: addresses come back.
 */
export type AddressChoice =
  | { readonly outcome: 'chosen'; readonly address: number }
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | {
      readonly outcome: 'waits';
      readonly reason: 'noFreeAddress' | 'hostAwaited';
      readonly text: string;
    };

export interface AddressWish {
  readonly network: Network;
  /** Whether the address is leased, resting or suspect (`leaseState`), or given in this same decision. */
  taken(address: number): boolean;
  /** Whether it is given only where no other is free: a guest that nobody hears of may still use it. */
  doubtful(address: number): boolean;
  /** The address asked for; null: any. */
  readonly wanted: number | null;
  /** Where to begin to look, so that a caller who knows that all below is taken need not count again; null: below all. */
  readonly startAt: number | null;
}

export function chooseAddress(wish: AddressWish): AddressChoice {
  if (wish.wanted !== null) return chooseWanted(wish, wish.wanted);
  const [first, last] = usable(wish.network);
  const start = Math.min(Math.max(wish.startAt ?? first, first), last + 1);
  const certain = { ...wish, taken: (one: number) => wish.taken(one) || wish.doubtful(one) };
  const among = (those: AddressWish): number | null =>
    lowestFree(those, start, last) ?? lowestFree(those, first, start - 1);
  const address = among(certain) ?? among(wish);
  if (address !== null) return { outcome: 'chosen', address };
  return {
    outcome: 'waits',
    reason: 'noFreeAddress',
    text:
      `Every address of the ${wish.network.networkClass} network from ${printIpv4(first)} to ${printIpv4(last)} is taken.` +
      ' What would make it fit: an address that comes back, a larger range, or another network class.',
  };
}

/** How many addresses a network can lease at all. */
export function leasable(network: Network): number {
  const [first, last] = usable(network);
  const gateway = network.gateway;
  const gatewayInside = gateway !== null && gateway >= first && gateway <= last;
  return Math.max(0, last - first + 1 - (gatewayInside ? 1 : 0));
}

function lowestFree(wish: AddressWish, from: number, to: number): number | null {
  for (let address = from; address <= to; address++)
    if (address !== wish.network.gateway && !wish.taken(address)) return address;
  return null;
}

function chooseWanted(wish: AddressWish, wanted: number): AddressChoice {
  const text = printIpv4(wanted);
  const outside = whyNever(wish.network, wanted);
  if (outside !== null) return refusal('addressOutside', `${text} ${outside}`, wish.network);
  if (wish.taken(wanted))
    return refusal('addressTaken', `${text} is leased, rests or is suspect`, wish.network);
  return { outcome: 'chosen', address: wanted };
}

/** Why an address is never leased from this network, or null. */
function whyNever(network: Network, address: number): string | null {
  if (address === network.gateway) return 'is the gateway';
  if (address === network.network) return 'is the network itself';
  if (address === broadcastOf(network)) return 'is the broadcast address';
  const [first, last] = usable(network);
  if (address >= first && address <= last) return null;
  return `is not in the ${network.networkClass} network ${printCidr(network)}, which leases ${printIpv4(first)} to ${printIpv4(last)}`;
}

/** The configured range, never beyond what the network holds. */
function usable(network: Network): readonly [number, number] {
  return [Math.max(network.first, firstOf(network)), Math.min(network.last, lastOf(network))];
}

function refusal(
  reason: 'addressOutside' | 'addressTaken',
  message: string,
  network: Network,
): AddressChoice {
  return {
    outcome: 'refused',
    refusal: {
      reason,
      message: `${message}.`,
      where: 'address',
      whatToDo: `Ask for a free address of the ${network.networkClass} network, or leave the choice to Stratus.`,
    },
  };
}
