/**
 * What a machine may put on the wire, as a libvirt network filter of its own. A list of what passes and nothing else:
 * libvirt's `clean-traffic` would drop all IPv6, and a list of what is forbidden forgets the next protocol.
 *
 * Every rule that lets a frame out names a MAC together with the address that belongs to it, so a machine can borrow neither.
 * What libvirt's filters cannot see is the inside of a neighbour advertisement: `neighbour-rules.ts` looks there.
 */
import type { Nic } from '../../shared/model/machine-record.ts';
import { printIpv4 } from '../../shared/net/ipv4.ts';
import { linkLocalOf } from '../../shared/net/mac.ts';
import { element } from './xml.ts';
import type { Attributes, Xml } from './xml.ts';

/** Name of the machine's own filter. */
export function filterName(machineId: string): string {
  return `stratus-${machineId}`;
}

/**
 * Its interfaces refer to it without parameters; defining it again changes a running machine at once. `dhcpServer`: the one
 * address from which DHCP may be answered to it; null: any, and whoever runs the network answers for that.
 */
export function filterXml(
  machineId: string,
  nics: readonly Pick<Nic, 'mac' | 'address'>[],
  dhcpServer: number | null = null,
): string {
  return element(
    'filter',
    { name: filterName(machineId), chain: 'root' },
    ...forbiddenWhateverTheSource(),
    ...nics.flatMap(allowedFor),
    ...(dhcpServer === null ? [] : answersOnlyFrom(dhcpServer)),
    rule('accept', 'in', 500, 'mac', { protocolid: 'arp' }),
    rule('accept', 'in', 500, 'mac', { protocolid: 'ipv4' }),
    rule('accept', 'in', 500, 'mac', { protocolid: 'ipv6' }),
    element('rule', { action: 'drop', direction: 'inout', priority: 1000 }),
  ).text;
}

/** The machine is no router and no DHCP server; libvirt takes `icmpv6` here only inside an `ipv6` rule. */
function forbiddenWhateverTheSource(): Xml[] {
  return [
    rule('drop', 'out', 100, 'ipv6', { protocol: 'icmpv6', type: 134 }),
    rule('drop', 'out', 101, 'ipv6', { protocol: 'icmpv6', type: 137 }),
    rule('drop', 'out', 102, 'ip', { protocol: 'udp', srcportstart: 67 }),
    rule('drop', 'out', 103, 'ipv6', { protocol: 'udp', srcportstart: 547 }),
  ];
}

function answersOnlyFrom(dhcpServer: number): Xml[] {
  const answer = { protocol: 'udp', srcportstart: 67 };
  return [
    rule('accept', 'in', 400, 'ip', { ...answer, srcipaddr: printIpv4(dhcpServer) }),
    rule('drop', 'in', 401, 'ip', answer),
  ];
}

function allowedFor(nic: Pick<Nic, 'mac' | 'address'>): Xml[] {
  const address = printIpv4(nic.address);
  const ours = { srcmacaddr: nic.mac };
  const arpOurs = { ...ours, arpsrcmacaddr: nic.mac };
  return [
    rule('accept', 'out', 200, 'arp', { ...arpOurs, arpsrcipaddr: address }),
    // Asking whether one's own address is in use (RFC 5227, 2.1.1).
    rule('accept', 'out', 201, 'arp', {
      ...arpOurs,
      arpsrcipaddr: '0.0.0.0',
      arpdstipaddr: address,
    }),
    rule('accept', 'out', 202, 'ip', { ...ours, srcipaddr: address }),
    // A DHCP client that has no address yet.
    rule('accept', 'out', 203, 'ip', {
      ...ours,
      srcipaddr: '0.0.0.0',
      dstipaddr: '255.255.255.255',
      protocol: 'udp',
      srcportstart: 68,
      dstportstart: 67,
    }),
    rule('accept', 'out', 204, 'ipv6', { ...ours, srcipaddr: linkLocalOf(nic.mac) }),
  ];
}

function rule(
  action: 'accept' | 'drop',
  direction: 'in' | 'out' | 'inout',
  priority: number,
  protocol: 'mac' | 'arp' | 'ip' | 'ipv6',
  match: Attributes,
): Xml {
  return element('rule', { action, direction, priority }, element(protocol, match));
}
