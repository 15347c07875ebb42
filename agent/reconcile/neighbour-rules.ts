/**
 * What a machine may say in IPv6 neighbour discovery. libvirt's filter fixes the sources of its frames, but cannot look into
 * the messages: with its own address as the source a machine could still announce its card for a neighbour's. So each host
 * has one small table of its own, in which every card's announcements are compared with what belongs to it.
 *
 *   | 0 type, code, sum | 4 flags | 8 target | 24 option, length | 26 card |      octets of a message
 */
import type { Nic } from '../../shared/model/machine-record.ts';
import { ipv6Digits, linkLocalOf } from '../../shared/net/mac.ts';

export type Card = Pick<Nic, 'mac' | 'address'>;

/** Name of the table of a host's agent. `hostId`: 32 hexadecimal digits. */
export function neighbourTableName(hostId: string): string {
  return `stratus_${hostId.slice(0, 12)}`;
}

/**
 * The input of `nft -f -` that puts a table for exactly these cards in the place of an earlier one, in one transaction;
 * without a card the table goes.
 */
export function neighbourRules(table: string, cards: readonly Card[]): string {
  const begin = [`table bridge ${table}`, `delete table bridge ${table}`];
  if (cards.length === 0) return lines(begin);
  const jumps = cards.map(({ mac }) => `${mac} : jump ${chainOf(mac)}`).join(', ');
  return lines([
    ...begin,
    `table bridge ${table} {`,
    ...cards.flatMap(({ mac }) => rulesOf(mac)),
    // Before libvirt's chains, which are at -300. What has no known card they drop.
    `chain cards { type filter hook prerouting priority -310; policy accept;`,
    `icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } ether saddr vmap { ${jumps} }`,
    `}`,
    `}`,
  ]);
}

const chainOf = (mac: string): string => `card_${mac.replaceAll(':', '')}`;
const lines = (all: readonly string[]): string => `${all.join('\n')}\n`;

/** A message has no header in front of it (RFC 4861 has none), and no option or the one that names its own card. */
function rulesOf(mac: string): readonly string[] {
  const digits = mac.replaceAll(':', '');
  return [
    `chain ${chainOf(mac)} {`,
    `ip6 nexthdr != ipv6-icmp drop`,
    `icmpv6 type nd-neighbor-advert @th,64,128 != 0x${ipv6Digits(linkLocalOf(mac))} drop`,
    `ip6 length 24 accept`,
    `ip6 length != 32 drop`,
    `icmpv6 type nd-neighbor-solicit @th,192,64 != 0x0101${digits} drop`,
    `icmpv6 type nd-neighbor-advert @th,192,64 != 0x0201${digits} drop`,
    `}`,
  ];
}
