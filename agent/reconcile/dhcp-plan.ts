/**
 * What the DHCP server of a host is told, for the machines that do not read their context: a fixed lease for each card of
 * this host, its network, gateway and name servers, and nothing for anybody else. The server may sit on a bridge that has no
 * address in these networks; so each is given to it as one that shares the bridge.
 */
import type { Nic } from '../../shared/model/machine-record.ts';
import { printIpv4 } from '../../shared/net/ipv4.ts';

export interface DhcpServer {
  /** Absolute path of dnsmasq. */
  readonly program: string;
  readonly bridge: string;
  /** Of the bridge; answers carry it as their source, and nothing else may answer. */
  readonly address: number;
  readonly nameServers: readonly number[];
  /** Where its files are; readable by the user that it runs as. */
  readonly folder: string;
}

export interface DhcpPlan {
  /** Other arguments mean another process; program first. */
  readonly command: readonly string[];
  /** Name in the folder -> content; the running process reads them again when it is told to. */
  readonly files: Readonly<Record<'hosts' | 'options', string>>;
}

type Card = Omit<Nic, 'networkClass'>;

interface Network {
  readonly tag: string;
  readonly base: number;
  readonly prefixLength: number;
  readonly gateway: number | null;
}

/** `cards`: all of this host, in any order; at least one. */
export function dhcpPlan(server: DhcpServer, cards: readonly Card[]): DhcpPlan {
  const networks = networksOf(cards);
  const tagOf = (card: Card): string =>
    networks.find((network) => keyOf(network) === keyOf(networkOf(card)))!.tag;
  const hosts = [...cards]
    .sort((a, b) => a.address - b.address)
    .map((card) => `${card.mac},set:${tagOf(card)},${printIpv4(card.address)},infinite\n`);
  return {
    command: [server.program, ...settings(server), ...networks.flatMap(ranges(server))],
    files: {
      hosts: hosts.join(''),
      options: networks.map((network) => options(server, network)).join(''),
    },
  };
}

/** No name service, no notes, no client but those in the file of hosts. */
function settings({ bridge, folder }: DhcpServer): readonly string[] {
  return [
    ...['--conf-file=/dev/null', '--keep-in-foreground', '--port=0', '--no-resolv', '--no-hosts'],
    ...[`--interface=${bridge}`, '--except-interface=lo', '--bind-interfaces'],
    ...['--dhcp-ignore=tag:!known', '--leasefile-ro', '--log-facility=-'],
    ...[`--dhcp-hostsfile=${folder}/hosts`, `--dhcp-optsfile=${folder}/options`],
    `--pid-file=${folder}/ready`,
  ];
}

const ranges =
  ({ bridge }: DhcpServer) =>
  ({ base, prefixLength }: Network): readonly string[] => {
    const network = printIpv4(base);
    return [
      `--shared-network=${bridge},${network}`,
      `--dhcp-range=${network},static,${printIpv4(maskOf(prefixLength))},infinite`,
    ];
  };

/** An option without a value is left out of the answer; it would otherwise name the server itself. */
function options({ nameServers }: DhcpServer, { tag, gateway }: Network): string {
  const value = (addresses: readonly number[]): string =>
    addresses.map((address) => `,${printIpv4(address)}`).join('');
  return [
    `tag:${tag},option:router${value(gateway === null ? [] : [gateway])}\n`,
    `tag:${tag},option:dns-server${value(nameServers)}\n`,
  ].join('');
}

function networksOf(cards: readonly Card[]): readonly Network[] {
  const known = new Map(cards.map(networkOf).map((network) => [keyOf(network), network]));
  return [...known.values()]
    .sort((a, b) => a.base - b.base || keyOf(a).localeCompare(keyOf(b)))
    .map((network, index) => ({ ...network, tag: `net${index}` }));
}

function networkOf({ address, prefixLength, gateway }: Card): Omit<Network, 'tag'> {
  return { base: (address & maskOf(prefixLength)) >>> 0, prefixLength, gateway };
}

const keyOf = ({ base, prefixLength, gateway }: Omit<Network, 'tag'>): string =>
  `${base}/${prefixLength} ${gateway}`;

/** `prefixLength`: 1 to 32. */
const maskOf = (prefixLength: number): number => (0xffff_ffff << (32 - prefixLength)) >>> 0;
