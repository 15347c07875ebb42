/**
 * Which frames may a machine send, and which may it not? One row for each, built for a machine and for a neighbour whose
 * addresses it would like to have. The table is the test of `agent/reconcile/filter-xml.ts`.
 */
import { parseIpv4 } from '../../../shared/net/ipv4.ts';
import { linkLocalOf } from '../../../shared/net/mac.ts';
import * as wire from './frame-builder.ts';
import type { Bytes, EthernetHeader } from './frame-builder.ts';

export interface FrameKind {
  readonly name: string;
  readonly frame: Bytes;
}

export interface Card {
  readonly mac: string;
  readonly address: number;
}

export interface Parties {
  readonly own: Card;
  /** Somebody else's; nobody uses them while the test runs. */
  readonly other: Card;
  readonly gateway: number;
}

const everybody = 'ff:ff:ff:ff:ff:ff';
const allNodesMac = '33:33:00:00:00:01';
const allNodes = 'ff02::1';
const broadcast = 0xffff_ffff;
const types = { ipv4: 0x0800, arp: 0x0806, rarp: 0x8035, ipv6: 0x86dd } as const;
const protocols = { icmp: 1, udp: 17 } as const;
const overrides = 0x2000_0000;
const text = (words: string): Bytes => new TextEncoder().encode(words);

/** What goes between an Ethernet header and the end, and what header it would have by itself. */
interface Carried {
  readonly name: string;
  readonly type: number;
  readonly payload: Bytes;
  readonly from?: string;
  readonly to?: string;
}

function framed(one: Carried, own: Card, more: Partial<EthernetHeader> = {}): FrameKind {
  const to = one.to ?? (one.type === types.ipv6 ? allNodesMac : everybody);
  const header = { from: one.from ?? own.mac, to, type: one.type, ...more };
  return { name: one.name, frame: wire.ethernet(header, one.payload) };
}

const datagram = wire.udp(9, 9, text('stratus'));

const v4 = (
  name: string,
  header: Partial<wire.Ipv4Header>,
  payload: Bytes = datagram,
): Carried => ({
  ...{ name, type: types.ipv4 },
  payload: wire.ipv4({ from: 0, to: broadcast, protocol: protocols.udp, ...header }, payload),
});

const v6 = (
  name: string,
  from: string,
  protocol: 'udp' | 'icmpv6',
  payload: Bytes,
  extensions: readonly number[] = [],
): Carried => ({
  ...{ name, type: types.ipv6 },
  payload: wire.ipv6({ from, to: allNodes, extensions }, protocol, payload),
});

const arpOf = (name: string, fields: wire.ArpFields): Carried => ({
  ...{ name, type: types.arp, payload: wire.arp(fields) },
});

/** What must pass: the filter that drops everything is easy. */
export function allowedKinds({ own, other, gateway }: Parties): readonly FrameKind[] {
  const link = linkLocalOf(own.mac);
  const asking = { operation: 1, senderMac: own.mac };
  return [
    v4('IPv4 from the own address', { from: own.address }),
    v4('IPv4 fragment from the own address', { from: own.address, fragmentOffset: 1480 }),
    v4('DHCP discover', {}, wire.udp(68, 67, wire.dhcp(1, own.mac, 0))),
    v4('DHCP renewal', { from: own.address }, wire.udp(68, 67, wire.dhcp(3, own.mac, 0))),
    arpOf('ARP request', { ...asking, senderIp: own.address, targetIp: gateway }),
    arpOf('ARP announcement', { ...asking, senderIp: own.address, targetIp: own.address }),
    arpOf('ARP probe for the own address', { ...asking, senderIp: 0, targetIp: own.address }),
    v6('IPv6 from the own address', link, 'udp', datagram),
    v6('neighbour solicitation', link, 'icmpv6', solicitationFor(other, own.mac)),
    v6('neighbour advertisement', link, 'icmpv6', advertisementOf(own, own.mac)),
    v6('echo request', link, 'icmpv6', wire.icmpv6(128, text('ping'))),
    v6('DHCPv6 solicit', link, 'udp', wire.udp(546, 547, text('stratus'))),
  ].map((one) => framed(one, own));
}

const advertisementOf = (target: Card, mac: string): Bytes =>
  wire.neighbourAdvertisement(linkLocalOf(target.mac), mac, overrides);

const solicitationFor = (target: Card, mac: string): Bytes =>
  wire.neighbourSolicitation(linkLocalOf(target.mac), mac);

function spoofedIpv4({ own, other, gateway }: Parties): readonly Carried[] {
  return [
    v4('IPv4 from a foreign address', { from: other.address }),
    v4('IPv4 from the gateway’s address', { from: gateway }),
    v4('IPv4 from an address outside the network', { from: parseIpv4('192.0.2.1')! }),
    v4('IPv4 from 0.0.0.0 that is not DHCP', {}),
    v4('IPv4 from 0.0.0.0, port 68 to another', {}, wire.udp(68, 69, text('stratus'))),
    v4('IPv4 from the broadcast address', { from: broadcast }),
    { ...v4('own IPv4 from a foreign MAC', { from: own.address }), from: other.mac },
    v4('first fragment from a foreign address', { from: other.address, moreFragments: true }),
    v4('later fragment from a foreign address', { from: other.address, fragmentOffset: 1480 }),
    v4(
      'ICMP redirect from the gateway’s address',
      { from: gateway, protocol: protocols.icmp },
      text('\u0005\u0001stratus'),
    ),
  ];
}

function spoofedArp({ own, other }: Parties): readonly Carried[] {
  const mine = { senderMac: own.mac, senderIp: own.address, targetIp: other.address };
  const theirs = { ...mine, senderIp: other.address };
  return [
    arpOf('ARP request with a foreign sender address', { ...theirs, operation: 1 }),
    arpOf('ARP reply with a foreign sender address', { ...theirs, operation: 2 }),
    arpOf('gratuitous ARP for a foreign address', { ...theirs, operation: 1 }),
    arpOf('ARP with a foreign sender MAC', { ...mine, operation: 2, senderMac: other.mac }),
    { ...arpOf('own ARP from a foreign MAC', { ...mine, operation: 1 }), from: other.mac },
    arpOf('ARP probe for a foreign address', { ...mine, operation: 1, senderIp: 0 }),
    { ...arpOf('reverse ARP', { ...theirs, operation: 4 }), type: types.rarp },
  ];
}

function spoofedIpv6({ own, other }: Parties): readonly Carried[] {
  const [mine, theirs] = [linkLocalOf(own.mac), linkLocalOf(other.mac)];
  const forged = advertisementOf(other, own.mac);
  return [
    v6('IPv6 from a foreign link-local address', theirs, 'udp', datagram),
    v6('IPv6 from a global address', '2001:db8::1', 'udp', datagram),
    v6('IPv6 from the unspecified address', '::', 'udp', datagram),
    { ...v6('own IPv6 from a foreign MAC', mine, 'udp', datagram), from: other.mac },
    v6('neighbour advertisement from a foreign address', theirs, 'icmpv6', forged),
    v6('neighbour advertisement for a foreign target', mine, 'icmpv6', forged),
    v6('the same behind an extension header', mine, 'icmpv6', forged, [60]),
    v6(
      'neighbour advertisement with a foreign MAC',
      mine,
      'icmpv6',
      advertisementOf(own, other.mac),
    ),
    v6(
      'neighbour solicitation with a foreign MAC',
      mine,
      'icmpv6',
      solicitationFor(other, other.mac),
    ),
    v6(
      'neighbour solicitation from a foreign address',
      theirs,
      'icmpv6',
      solicitationFor(own, own.mac),
    ),
  ];
}

function routersAndServers({ own, other, gateway }: Parties): readonly Carried[] {
  const [mine, theirs] = [linkLocalOf(own.mac), linkLocalOf(other.mac)];
  const router = wire.routerAdvertisement(own.mac);
  const offer = wire.udp(67, 68, wire.dhcp(2, other.mac, other.address));
  const acknowledgement = wire.udp(67, 68, wire.dhcp(5, other.mac, other.address));
  const server6 = wire.udp(547, 546, text('stratus'));
  const options = Uint8Array.of(1, 1, 1, 1); // four times nothing
  return [
    v6('router advertisement', mine, 'icmpv6', router),
    v6('router advertisement from a foreign address', theirs, 'icmpv6', router),
    v6('router advertisement behind an extension header', mine, 'icmpv6', router, [0]),
    v6('router advertisement behind two of them', mine, 'icmpv6', router, [0, 60]),
    v6('redirect', mine, 'icmpv6', wire.redirect(theirs, theirs)),
    v6('DHCPv6 reply', mine, 'udp', server6),
    v6('DHCPv6 reply behind an extension header', mine, 'udp', server6, [60]),
    v4('DHCP offer', { from: own.address }, offer),
    v4('DHCP acknowledgement', { from: own.address }, acknowledgement),
    v4('DHCP offer from the gateway’s address', { from: gateway }, offer),
    v4('DHCP offer behind IPv4 options', { from: own.address, options }, offer),
    v4('first fragment of a DHCP offer', { from: own.address, moreFragments: true }, offer),
  ];
}

/** Protocols that nobody asked for; the payload is no matter. */
function otherProtocols(own: Card): readonly FrameKind[] {
  const others: readonly (readonly [string, number])[] = [
    ['PPPoE discovery', 0x8863],
    ['EAP over LAN', 0x888e],
    ['LLDP to everybody', 0x88cc],
    ['MPLS', 0x8847],
    ['wake on LAN', 0x0842],
    ['an experimental protocol', 0x88b5],
  ];
  const spanningTree = { name: 'spanning tree', type: 38, to: '01:80:c2:00:00:00' };
  const bridgeUnit = Uint8Array.from({ length: 38 }, (_, at) => [0x42, 0x42, 3][at] ?? 0);
  return [
    { ...spanningTree, payload: bridgeUnit },
    ...others.map(([name, type]) => ({ name, type, payload: text('stratus') })),
  ].map((one) => framed(one, own));
}

/** Each of these, and one that would be allowed without a tag, inside each kind of tag. */
function tagged(parties: Parties): readonly FrameKind[] {
  const tags: readonly (readonly [string, EthernetHeader['tags'] & object])[] = [
    ['802.1Q', [[0x8100, 5]]],
    ['a priority tag', [[0x8100, 0]]],
    ['802.1ad', [[0x88a8, 5]]],
    [
      '802.1ad and 802.1Q',
      [
        [0x88a8, 5],
        [0x8100, 6],
      ],
    ],
  ];
  const { own } = parties;
  const carried = [
    v4('own IPv4', { from: own.address }),
    spoofedIpv4(parties)[0]!,
    spoofedArp(parties)[1]!,
    spoofedIpv6(parties)[4]!,
    ...routersAndServers(parties).filter(({ name }) =>
      ['router advertisement', 'DHCPv6 reply', 'DHCP offer'].includes(name),
    ),
  ];
  return tags.flatMap(([tag, tags]) =>
    carried.map((one) => framed({ ...one, name: `${one.name} in ${tag}` }, own, { tags })),
  );
}

/** What must never pass. */
export function forbiddenKinds(parties: Parties): readonly FrameKind[] {
  const { own } = parties;
  return [
    ...[spoofedIpv4, spoofedArp, spoofedIpv6, routersAndServers]
      .flatMap((kinds) => kinds(parties))
      .map((one) => framed(one, own)),
    ...tagged(parties),
    ...otherProtocols(own),
  ];
}
