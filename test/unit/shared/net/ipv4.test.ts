import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseIpv4, printIpv4 } from '../../../../shared/net/ipv4.ts';

describe('an IPv4 address', () => {
  test.each([
    ['0.0.0.0', 0],
    ['10.77.9.5', 0x0a4d0905],
    ['134.158.75.42', 0x869e4b2a],
    ['255.255.255.255', 0xffffffff],
  ])('%s is the number %d, and back', (text, address) => {
    expect(parseIpv4(text)).toBe(address);
    expect(printIpv4(address)).toBe(text);
  });

  test.each([
    '',
    '10.77.9',
    '10.1',
    '167772161',
    '0x0a.0.0.1',
    '010.0.0.1',
    '10.0.0.01',
    '10.0.0.00',
    '256.0.0.1',
    '10.0.0.1.2',
    ' 10.0.0.1',
    '10.0.0.1 ',
    '10.0.0.1\n',
    '10.0.0.-1',
    '10..0.1',
    '::1',
    '1e1.0.0.0',
    '١.0.0.1',
  ])('%j is refused', (text) => {
    expect(parseIpv4(text)).toBeNull();
  });

  test.each([-1, 2 ** 32, 0.5, Number.NaN])('%d is not printed', (address) => {
    expect(() => printIpv4(address)).toThrow(RangeError);
  });

  test('is read back from its text, whatever it is', () => {
    fc.assert(
      fc.property(fc.nat(0xffff_ffff), (address) => parseIpv4(printIpv4(address)) === address),
    );
  });
});
