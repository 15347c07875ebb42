import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { chooseAddress, leasable } from '../../../../scheduler/addresses/choose-address.ts';
import type { Network } from '../../../../shared/model/events.ts';
import { broadcastOf, cidrOf } from '../../../../shared/net/cidr.ts';
import { parseIpv4, printIpv4 } from '../../../../shared/net/ipv4.ts';

const ip = (text: string) => parseIpv4(text) ?? -1;

/** 10.0.0.0/29, which leases all of .1 to .6 except the gateway .1, unless told otherwise. */
function aNetwork(said: Partial<Network> = {}): Network {
  return {
    networkClass: 'public',
    network: ip('10.0.0.0'),
    prefixLength: 29,
    gateway: ip('10.0.0.1'),
    first: ip('10.0.0.1'),
    last: ip('10.0.0.6'),
    ...said,
  };
}

function chosen(said: {
  taken?: string[];
  doubtful?: string[];
  wanted?: string;
  startAt?: string;
  network?: Network;
}) {
  const taken = new Set((said.taken ?? []).map(ip));
  const choice = chooseAddress({
    network: said.network ?? aNetwork(),
    taken: (address) => taken.has(address),
    doubtful: (address) => (said.doubtful ?? []).map(ip).includes(address),
    wanted: said.wanted === undefined ? null : ip(said.wanted),
    startAt: said.startAt === undefined ? null : ip(said.startAt),
  });
  switch (choice.outcome) {
    case 'chosen':
      return printIpv4(choice.address);
    case 'refused':
      return choice.refusal.reason;
    case 'waits':
      return choice.reason;
  }
}

describe('an address is chosen', () => {
  const all = ['10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5', '10.0.0.6'];
  test.each<[string, Parameters<typeof chosen>[0], string]>([
    ['the lowest, after the gateway', {}, '10.0.0.2'],
    ['the lowest that is free', { taken: ['10.0.0.2', '10.0.0.4'] }, '10.0.0.3'],
    ['a doubtful one last', { doubtful: ['10.0.0.2'], taken: ['10.0.0.3'] }, '10.0.0.4'],
    ['a doubtful one rather than none', { doubtful: [all[0]!], taken: all.slice(1) }, '10.0.0.2'],
    ['a doubtful one asked for', { doubtful: ['10.0.0.4'], wanted: '10.0.0.4' }, '10.0.0.4'],
    ['from where the caller begins', { startAt: '10.0.0.4' }, '10.0.0.4'],
    [
      'from the beginning again, after the end',
      { startAt: '10.0.0.6', taken: ['10.0.0.6'] },
      '10.0.0.2',
    ],
    ['from the beginning, when the start lies outside', { startAt: '192.168.0.1' }, '10.0.0.2'],
    ['the one asked for', { wanted: '10.0.0.5' }, '10.0.0.5'],
    ['not one taken', { wanted: '10.0.0.5', taken: ['10.0.0.5'] }, 'addressTaken'],
    ['not the gateway', { wanted: '10.0.0.1' }, 'addressOutside'],
    ['not the network', { wanted: '10.0.0.0' }, 'addressOutside'],
    ['not the broadcast address', { wanted: '10.0.0.7' }, 'addressOutside'],
    ['not one of another network', { wanted: '10.0.0.8' }, 'addressOutside'],
    [
      'not one outside the range',
      { wanted: '10.0.0.2', network: aNetwork({ first: ip('10.0.0.3') }) },
      'addressOutside',
    ],
    ['never, when all are taken', { taken: all }, 'noFreeAddress'],
    [
      'never, when the range is only the gateway',
      { network: aNetwork({ last: ip('10.0.0.1') }) },
      'noFreeAddress',
    ],
    [
      'never the network or broadcast address, even when configured',
      { taken: all, network: aNetwork({ first: ip('10.0.0.0'), last: ip('10.0.0.7') }) },
      'noFreeAddress',
    ],
  ])('%s', (_what, said, address) => {
    expect(chosen(said)).toBe(address);
  });

  test('never twice, until all that can be leased are leased', () => {
    const networks = fc
      .tuple(
        fc.nat(0xefff_ffff),
        fc.integer({ min: 24, max: 30 }),
        fc.nat(255),
        fc.nat(255),
        fc.nat(255),
      )
      .map(([address, prefixLength, gateway, first, last]): Network => {
        const cidr = cidrOf(address, prefixLength);
        return {
          networkClass: 'private',
          ...cidr,
          gateway: cidr.network + gateway,
          first: cidr.network + first,
          last: cidr.network + last,
        };
      });
    fc.assert(
      fc.property(networks, fc.nat(0xffff_ffff), (network, startAt) => {
        const given = new Set<number>();
        const next = () =>
          chooseAddress({
            network,
            taken: (address) => given.has(address),
            doubtful: (address) => address % 3 === 0,
            wanted: null,
            startAt,
          });
        for (let choice = next(); choice.outcome === 'chosen'; choice = next()) {
          expect(given.has(choice.address)).toBe(false);
          expect([network.network, broadcastOf(network), network.gateway]).not.toContain(
            choice.address,
          );
          expect(choice.address).toBeGreaterThanOrEqual(network.first);
          expect(choice.address).toBeLessThanOrEqual(network.last);
          given.add(choice.address);
        }
        expect(given.size).toBe(leasable(network));
      }),
    );
  });
});
