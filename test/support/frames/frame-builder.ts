/** How is an Ethernet frame written down, byte for byte? The few headers that tests of a network filter forge, with correct checksums. */

export type Bytes = Uint8Array;

const bytesOf = (...octets: readonly number[]): Bytes => Uint8Array.from(octets);
export const join = (...parts: readonly Bytes[]): Bytes => new Uint8Array(Buffer.concat(parts));
const u16 = (value: number): Bytes => bytesOf((value >>> 8) & 255, value & 255);
const u32 = (value: number): Bytes => join(u16(value >>> 16), u16(value & 0xffff));

/** `02:00:0a:4d:01:02`. */
export const macBytes = (text: string): Bytes =>
  Uint8Array.from(text.split(':'), (octet) => Number.parseInt(octet, 16));

/** The sum of RFC 1071 over all parts, inverted. */
function checksum(...parts: readonly Bytes[]): number {
  const all = join(...parts);
  let sum = 0;
  all.forEach((octet, index) => (sum += index % 2 === 0 ? octet << 8 : octet));
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

function withChecksum(bytes: Bytes, at: number, sum: number): Bytes {
  const filled = Uint8Array.from(bytes);
  filled.set(u16(sum), at);
  return filled;
}

export interface EthernetHeader {
  readonly from: string;
  readonly to: string;
  /** Or the length, for frames of IEEE 802.3. */
  readonly type: number;
  /** Tags between the addresses and the type, outermost first: protocol and identifier (0: priority only). */
  readonly tags?: readonly (readonly [protocol: number, vlan: number])[];
}

export function ethernet(header: EthernetHeader, payload: Bytes): Bytes {
  const tags = (header.tags ?? []).map(([protocol, vlan]) => join(u16(protocol), u16(vlan)));
  return join(macBytes(header.to), macBytes(header.from), ...tags, u16(header.type), payload);
}

export interface ArpFields {
  /** 1 request, 2 reply, 4 answer of reverse ARP. */
  readonly operation: number;
  readonly senderMac: string;
  readonly senderIp: number;
  readonly targetMac?: string;
  readonly targetIp: number;
}

export function arp(fields: ArpFields): Bytes {
  const { operation, senderMac, senderIp, targetMac = '00:00:00:00:00:00', targetIp } = fields;
  return join(
    ...[u16(1), u16(0x0800), bytesOf(6, 4), u16(operation)],
    ...[macBytes(senderMac), u32(senderIp), macBytes(targetMac), u32(targetIp)],
  );
}

export interface Ipv4Header {
  readonly from: number;
  readonly to: number;
  readonly protocol: number;
  /** Header options; a multiple of four octets. */
  readonly options?: Bytes;
  readonly moreFragments?: boolean;
  /** In octets, a multiple of eight. */
  readonly fragmentOffset?: number;
}

export function ipv4(header: Ipv4Header, payload: Bytes): Bytes {
  const { from, to, protocol, options = bytesOf(), fragmentOffset = 0 } = header;
  const words = 5 + options.length / 4;
  const flags = (header.moreFragments ? 0x2000 : 0) | (fragmentOffset / 8);
  const start = join(
    ...[bytesOf(0x40 | words, 0), u16(words * 4 + payload.length), u16(0x5354), u16(flags)],
    ...[bytesOf(64, protocol), u16(0), u32(from), u32(to), options],
  );
  return join(withChecksum(start, 10, checksum(start)), payload);
}

/** UDP over IPv4 without a checksum, which IPv4 allows. */
export function udp(fromPort: number, toPort: number, payload: Bytes): Bytes {
  return join(u16(fromPort), u16(toPort), u16(8 + payload.length), u16(0), payload);
}

/** Sixteen octets of an address in its full form, as `fe80:0:0:0:...` or with one `::`. */
export function ipv6Bytes(text: string): Bytes {
  const [head = '', tail] = text.split('::');
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const after = tail === undefined ? [] : groups(tail);
  const zeros = Array.from({ length: 8 - groups(head).length - after.length }, () => '0');
  const all = tail === undefined ? groups(head) : [...groups(head), ...zeros, ...after];
  return join(...all.map((group) => u16(Number.parseInt(group, 16))));
}

export interface Ipv6Header {
  readonly from: string;
  readonly to: string;
  /** Empty extension headers before the payload, by their numbers: 0 hop-by-hop, 60 destination options. */
  readonly extensions?: readonly number[];
}

/** The payload is of one of the two protocols that have a checksum over the addresses. */
export function ipv6(header: Ipv6Header, protocol: 'udp' | 'icmpv6', payload: Bytes): Bytes {
  const number = protocol === 'udp' ? 17 : 58;
  const [from, to] = [ipv6Bytes(header.from), ipv6Bytes(header.to)];
  const sum = checksum(from, to, u32(payload.length), u32(number), payload);
  const summed = withChecksum(payload, protocol === 'udp' ? 6 : 2, sum);
  const extensions = header.extensions ?? [];
  const chain = [...extensions, number];
  const padding = bytesOf(1, 4, 0, 0, 0, 0); // one option that says nothing, to eight octets in all
  const headers = extensions.map((_, index) => join(bytesOf(chain[index + 1]!, 0), padding));
  const body = join(...headers, summed);
  return join(u32(0x6000_0000), u16(body.length), bytesOf(chain[0]!, 255), from, to, body);
}

/** ICMPv6 without its checksum, which `ipv6` fills in. */
export function icmpv6(type: number, rest: Bytes): Bytes {
  return join(bytesOf(type, 0), u16(0), rest);
}

/** The option of neighbour discovery that names a card: 1 source, 2 target. */
const linkLayerOption = (option: 1 | 2, mac: string): Bytes =>
  join(bytesOf(option, 1), macBytes(mac));

/** `flags`: 0x20000000 says that it overrides what is known, 0x40000000 that it was asked for. */
export function neighbourAdvertisement(target: string, mac: string, flags: number): Bytes {
  return icmpv6(136, join(u32(flags), ipv6Bytes(target), linkLayerOption(2, mac)));
}

export function neighbourSolicitation(target: string, mac: string): Bytes {
  return icmpv6(135, join(u32(0), ipv6Bytes(target), linkLayerOption(1, mac)));
}

/** Of a router with a lifetime of 0: where it arrives in a test it changes nothing. */
export function routerAdvertisement(mac: string): Bytes {
  return icmpv6(134, join(bytesOf(64, 0, 0, 0), u32(0), u32(0), linkLayerOption(1, mac)));
}

export function redirect(target: string, destination: string): Bytes {
  return icmpv6(137, join(u32(0), ipv6Bytes(target), ipv6Bytes(destination)));
}

/** A message of DHCP: 1 discover, 2 offer, 3 request, 5 acknowledgement. */
export function dhcp(message: number, clientMac: string, offered: number): Bytes {
  const isReply = message === 2 || message === 5;
  const fixed = join(
    ...[bytesOf(isReply ? 2 : 1, 1, 6, 0), u32(0x5354_5241), u32(0), u32(0), u32(offered)],
    ...[u32(0), u32(0), macBytes(clientMac), new Uint8Array(10 + 64 + 128)],
  );
  return join(fixed, u32(0x6382_5363), bytesOf(53, 1, message, 255));
}
