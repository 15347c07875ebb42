/**
 * What is an IPv4 address, as text and as a number? One strict spelling, four decimal octets, because an address that
 * two programs read differently (`010.0.0.1`, `10.1`) is an address leased twice.
 */

const octets = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/;

/** `10.77.9.5` -> its unsigned 32 bit integer; null for leading zeros, short forms and anything else. */
export function parseIpv4(text: string): number | null {
  const parts = octets.exec(text);
  if (parts === null) return null;
  let address = 0;
  for (const part of parts.slice(1)) {
    const octet = Number(part);
    if (octet > 255) return null;
    address = address * 256 + octet;
  }
  return address;
}

/** The unsigned 32 bit integer as `10.77.9.5`. Throws `RangeError` on any other number. */
export function printIpv4(address: number): string {
  if (!isIpv4(address)) throw new RangeError(`${address} is not an unsigned 32 bit integer`);
  return [address >>> 24, (address >>> 16) & 255, (address >>> 8) & 255, address & 255].join('.');
}

/** Whether the number can be an address at all. */
export function isIpv4(address: number): boolean {
  return Number.isInteger(address) && address >= 0 && address <= 0xffff_ffff;
}
