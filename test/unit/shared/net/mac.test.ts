import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseIpv4 } from '../../../../shared/net/ipv4.ts';
import { addressOfMac, isMacPrefix, linkLocalOf, macOf } from '../../../../shared/net/mac.ts';

describe('a MAC', () => {
  test.each([
    ['02:00', '134.158.75.42', '02:00:86:9e:4b:2a'],
    ['0a:0a', '134.158.73.42', '0a:0a:86:9e:49:2a'],
    ['02:00', '0.0.0.1', '02:00:00:00:00:01'],
  ])('of the cloud %s for %s is %s', (prefix, address, mac) => {
    expect(macOf(prefix, parseIpv4(address) ?? -1)).toBe(mac);
    expect(addressOfMac(mac)).toBe(parseIpv4(address));
  });

  test('tells its address, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.nat(0xffff_ffff),
        (address) => addressOfMac(macOf('02:00', address)) === address,
      ),
    );
  });

  test.each([
    '',
    '02:00:86:9e:4b',
    '02-00-86-9e-4b-2a',
    '02:00:86:9E:4B:2A',
    '02:00:86:9e:4b:2a:00',
  ])('%j is none', (text) => {
    expect(addressOfMac(text)).toBeNull();
    expect(() => linkLocalOf(text)).toThrow(RangeError);
  });

  test.each([
    ['02:00', true],
    ['0a:0a', true],
    ['00:16', false],
    ['03:00', false],
    ['2:0', false],
    ['02:00:00', false],
  ])("prefix %s may be a cloud's: %s", (prefix, may) => {
    expect(isMacPrefix(prefix)).toBe(may);
  });

  test.each([
    ['02:00:86:9e:4b:2a', 'fe80::86ff:fe9e:4b2a'],
    ['52:54:00:12:34:56', 'fe80::5054:ff:fe12:3456'],
  ])('%s gives itself %s', (mac, address) => {
    expect(linkLocalOf(mac)).toBe(address);
  });
});
