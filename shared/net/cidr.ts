import { ok, refused } from '../base/result.ts';
import type { Result } from '../base/result.ts';
import { parseIpv4, printIpv4 } from './ipv4.ts';

/**
 * Which addresses does a network hold? Prefixes from 8 to 30: below, no private network is meant; above, none is left
 * for a machine once network, broadcast and gateway are taken out.
 */
export interface Cidr {
  /** The network's own address, IPv4 as a number; host bits are zero. */
  readonly network: number;
  /** 8 to 30. */
  readonly prefixLength: number;
}

export const shortestPrefix = 8;
export const longestPrefix = 30;

/** `10.77.9.0/24` -> its value, or a sentence that says what is wrong with the text and how to write it. */
export function parseCidr(text: string): Result<Cidr, string> {
  const [addressText = '', prefixText = '', ...rest] = text.split('/');
  const address = parseIpv4(addressText);
  if (address === null || rest.length > 0 || !/^\d{1,2}$/.test(prefixText))
    return refused(`"${text}" is not a network; write it like 10.77.9.0/24`);
  const prefixLength = Number(prefixText);
  if (prefixLength < shortestPrefix || prefixLength > longestPrefix)
    return refused(`the prefix of "${text}" is not from ${shortestPrefix} to ${longestPrefix}`);
  const cidr = cidrOf(address, prefixLength);
  if (cidr.network !== address)
    return refused(`"${text}" names a machine, not a network; write ${printCidr(cidr)}`);
  return ok(cidr);
}

/** The network of that prefix length (8 to 30) which holds `address`. Throws `RangeError` on another length. */
export function cidrOf(address: number, prefixLength: number): Cidr {
  if (
    !Number.isInteger(prefixLength) ||
    prefixLength < shortestPrefix ||
    prefixLength > longestPrefix
  )
    throw new RangeError(`prefix length ${prefixLength} is not from 8 to 30`);
  return { network: address - (address % sizeOf(prefixLength)), prefixLength };
}

/** `10.77.9.0/24`. */
export function printCidr(cidr: Cidr): string {
  return `${printIpv4(cidr.network)}/${cidr.prefixLength}`;
}

/** The highest address, to which everybody listens. */
export function broadcastOf(cidr: Cidr): number {
  return cidr.network + sizeOf(cidr.prefixLength) - 1;
}

/** The lowest address that a machine may have. */
export function firstOf(cidr: Cidr): number {
  return cidr.network + 1;
}

/** The highest address that a machine may have. */
export function lastOf(cidr: Cidr): number {
  return broadcastOf(cidr) - 1;
}

/** Whether the address lies in the network, its own and the broadcast address included. */
export function contains(cidr: Cidr, address: number): boolean {
  return address >= cidr.network && address <= broadcastOf(cidr);
}

/** `255.255.255.0` for 24, as guests of the OpenNebula kind are told it. */
export function netmaskOf(cidr: Cidr): number {
  return 2 ** 32 - sizeOf(cidr.prefixLength);
}

function sizeOf(prefixLength: number): number {
  return 2 ** (32 - prefixLength);
}
