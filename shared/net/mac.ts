import ipaddr from 'ipaddr.js';

import { isIpv4 } from './ipv4.ts';

/**
 * Which MAC belongs to an address, and which address to a MAC? Two octets of the cloud and the four of the address, so
 * that a guest without DHCP reads its address from its card (OpenNebula's rule; reference part 5.2).
 */

const prefixForm = /^[0-9a-f]{2}:[0-9a-f]{2}$/;
const macForm = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/;

/** The prefix of a cloud that chose none: locally administered, unicast. */
export const defaultMacPrefix = '02:00';

/**
 * Whether two octets (`02:00`, lower case) may start every MAC of a cloud: unicast (bit 0 of the first octet clear) and
 * locally administered (bit 1 set), or a card could be taken for a group or for a maker's.
 */
export function isMacPrefix(prefix: string): boolean {
  return prefixForm.test(prefix) && (Number.parseInt(prefix.slice(0, 2), 16) & 3) === 2;
}

/** (`02:00`, 134.158.75.42 as a number) -> `02:00:86:9e:4b:2a`. Throws `RangeError` on other forms. */
export function macOf(prefix: string, address: number): string {
  if (!prefixForm.test(prefix)) throw new RangeError(`"${prefix}" is not a MAC prefix like 02:00`);
  if (!isIpv4(address)) throw new RangeError(`${address} is not an unsigned 32 bit integer`);
  const digits = address.toString(16).padStart(8, '0');
  return `${prefix}:${digits.replace(/(..)(?=.)/g, '$1:')}`;
}

/** The address that a MAC of our form tells, or null when the text is not a lower-case MAC. */
export function addressOfMac(mac: string): number | null {
  return macForm.test(mac) ? Number.parseInt(mac.slice(6).replaceAll(':', ''), 16) : null;
}

/**
 * The IPv6 address that a card gives itself on its link: `fe80::/64` and the EUI-64 of the MAC (RFC 4291 appendix A),
 * in the text form of RFC 5952. Throws `RangeError` when the text is not a lower-case MAC.
 */
export function linkLocalOf(mac: string): string {
  if (!macForm.test(mac)) throw new RangeError(`"${mac}" is not a MAC like 02:00:0a:4d:09:05`);
  const octets = mac.split(':').map((octet) => Number.parseInt(octet, 16));
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = octets;
  const eui64 = [a ^ 2, b, c, 0xff, 0xfe, d, e, f];
  return new ipaddr.IPv6([0xfe, 0x80, 0, 0, 0, 0, 0, 0, ...eui64]).toRFC5952String();
}

/** The 32 hexadecimal digits of an IPv6 address in any of its text forms. Throws on anything else. */
export function ipv6Digits(text: string): string {
  return ipaddr.IPv6.parse(text)
    .parts.map((part) => part.toString(16).padStart(4, '0'))
    .join('');
}
