/** What serves the guests' network on this host, by the agent's configuration; what is not configured is not served. */
import { join } from 'node:path';
import { ConfigRefused } from '../../shared/base/config-reader.ts';
import type { Logger } from '../../shared/base/logger.ts';
import { parseIpv4 } from '../../shared/net/ipv4.ts';
import type { Clock } from '../../shared/time/clock.ts';
import type { Config } from '../config.ts';
import { every } from '../loop/every.ts';
import { dhcpServer } from './dhcp-server.ts';
import type { RunningDhcp } from './dhcp-server.ts';
import { createGuestNetwork } from './guest-network.ts';
import type { GuestNetwork } from './guest-network.ts';
import { neighbourTable } from './neighbour-table.ts';

export interface OpenGuestNetwork {
  readonly network: GuestNetwork;
  /** Where DHCP answers come from; null: there are none from here. */
  readonly dhcpAddress: number | null;
  /** Ends what runs beside the agent. Rules of the network stay: the guests do. */
  end(): Promise<void>;
}

/** Of the link alone (RFC 3927), so that it is in nobody's way; every host may have the same. */
const usualAddress = '169.254.77.1';
const lookEveryMs = 2_000;

/** Throws `ConfigRefused`. */
export function openGuestNetwork(
  config: Pick<Config, 'hostId' | 'bridge' | 'storageDir' | 'nft' | 'dhcp'>,
  clock: Clock,
  logger: Logger,
): OpenGuestNetwork {
  const { hostId, nft, dhcp, bridge, storageDir } = config;
  const neighbours = nft === undefined ? [] : [neighbourTable(nft, hostId)];
  if (dhcp === undefined) {
    return {
      network: createGuestNetwork(neighbours),
      dhcpAddress: null,
      end: () => Promise.resolve(),
    };
  }
  const address = ipv4(dhcp.address ?? usualAddress, 'dhcp.address');
  const nameServers = (dhcp.nameServers ?? []).map((text) => ipv4(text, 'dhcp.nameServers'));
  const folder = join(storageDir, 'dhcp');
  const server = { program: dhcp.program, bridge, address, nameServers, folder };
  const running = dhcpServer(server, { clock, logger });
  const endLooking = every(clock, lookEveryMs, () => lookAt(running, logger));
  return {
    network: createGuestNetwork([...neighbours, running.serve]),
    dhcpAddress: address,
    end() {
      endLooking();
      return running.end();
    },
  };
}

function lookAt(running: RunningDhcp, logger: Logger): void {
  running.look().catch((error: unknown) => {
    logger.warn({ err: error }, 'the DHCP server does not run; it is tried again');
  });
}

function ipv4(text: string, where: string): number {
  const value = parseIpv4(text);
  if (value === null) throw new ConfigRefused(`${where}: "${text}" is not an IPv4 address`);
  return value;
}
