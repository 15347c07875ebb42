import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  broadcastOf,
  cidrOf,
  contains,
  firstOf,
  lastOf,
  netmaskOf,
  parseCidr,
  printCidr,
} from '../../../../shared/net/cidr.ts';
import { printIpv4 } from '../../../../shared/net/ipv4.ts';

function aCidr(text: string) {
  const parsed = parseCidr(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value;
}

describe('a network', () => {
  test.each([
    ['10.0.0.0/8', '10.0.0.1', '10.255.255.254', '10.255.255.255', '255.0.0.0'],
    ['172.16.0.0/16', '172.16.0.1', '172.16.255.254', '172.16.255.255', '255.255.0.0'],
    ['192.168.7.64/26', '192.168.7.65', '192.168.7.126', '192.168.7.127', '255.255.255.192'],
    ['224.0.0.0/30', '224.0.0.1', '224.0.0.2', '224.0.0.3', '255.255.255.252'],
  ])('%s goes from %s to %s, broadcast %s, mask %s', (text, first, last, broadcast, mask) => {
    const cidr = aCidr(text);
    expect(printCidr(cidr)).toBe(text);
    expect([firstOf, lastOf, broadcastOf, netmaskOf].map((of) => printIpv4(of(cidr)))).toEqual([
      first,
      last,
      broadcast,
      mask,
    ]);
  });

  test.each([
    ['10.0.0.0', 'write it like'],
    ['10.0.0.0/', 'write it like'],
    ['10.0.0.0/024', 'write it like'],
    ['10.0.0.0/24/24', 'write it like'],
    ['10.0/16', 'write it like'],
    ['10.0.0.0/7', 'from 8 to 30'],
    ['10.0.0.0/31', 'from 8 to 30'],
    ['10.0.0.5/24', 'write 10.0.0.0/24'],
  ])('%j is refused: %s', (text, says) => {
    const parsed = parseCidr(text);
    expect(parsed).toMatchObject({ ok: false, reason: expect.stringContaining(says) as string });
  });

  test('contains exactly the addresses from its network address to its broadcast address', () => {
    fc.assert(
      fc.property(fc.nat(0xffff_ffff), fc.integer({ min: 8, max: 30 }), (address, prefixLength) => {
        const cidr = cidrOf(address, prefixLength);
        expect(contains(cidr, address)).toBe(true);
        expect(contains(cidr, cidr.network - 1)).toBe(false);
        expect(contains(cidr, broadcastOf(cidr) + 1)).toBe(false);
        expect(cidrOf(broadcastOf(cidr), prefixLength)).toEqual(cidr);
      }),
    );
  });
});
