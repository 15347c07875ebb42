// What is each part told at its start? One JSON file a part, the only argument it takes; ids are 32 lower-case hex
// digits, files of secrets are named by path and never copied into it.

import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  BOOT_ID_INSIDE,
  BRIDGE,
  LIBVIRT_SOCKET,
  STORAGE_INSIDE,
} from '../../lab/private-hypervisor.mjs';
import { agentFolder, roomOf } from '../hosts/hosts.mjs';
import { writeWhole } from './instance.mjs';
import { layAuthority } from '../join/listen.mjs';
import { natsPidFile, placedKeys } from '../nats/nats-choice.mjs';
import { USERS_FILE, agentUserPattern, natsUsers } from '../nats/nats-config.mjs';

const HOUR_MS = 3_600_000;
const QUARANTINE_WINDOW_MS = 48 * HOUR_MS;
const ADDRESS_HOLD_MS = 60_000;

/**
 * @param {{settings: object, secrets: ReturnType<typeof import('./secrets.mjs').openSecrets>, natsPort: number,
 *   busPorts: Record<string, number>, image: string, busybox: string, domainType: 'kvm' | 'qemu', logLevel?: string,
 *   security?: Awaited<ReturnType<typeof import('../join/listen.mjs').openSecurity>>, natsConfig?: string,
 *   volatileLog?: boolean, commands?: {listen: string} | null}} facts
 *   busPorts: host -> where its agent's cable to the bus begins (cables.mjs); security and natsConfig (nats-server's
 *   configuration): where other machines may join; commands: as they are typed for this cloud, for the API to print
 * @returns {{scheduler: object, genesis: object, api: object, identities?: object, agents: Record<string, object>}} agents: by host
 */
export function partConfigs({
  settings,
  secrets,
  natsPort,
  busPorts,
  image,
  busybox,
  domainType,
  security = null,
  natsConfig,
  volatileLog = false,
  commands = null,
  logLevel = 'info',
}) {
  const { cloudId, range, nameServers = [] } = settings;
  const busServers = [`${security ? `tls://${security.address}` : 'nats://127.0.0.1'}:${natsPort}`];
  const nats = (part) => ({
    ...{ servers: busServers, seedFile: secrets.seedFiles[part] },
    ...(security ? { caFile: security.caFile } : {}),
  });
  const network = {
    class: 'public',
    cidr: range.cidr,
    gateway: range.gateway,
    first: range.first,
    last: range.last,
  };
  const scheduler = {
    cloudId,
    nats: nats('scheduler'),
    cloudKeyFile: secrets.cloudKeyFile,
    site: {
      networks: [network],
      nameServers,
      quarantineWindowMs: QUARANTINE_WINDOW_MS,
      addressHoldMs: ADDRESS_HOLD_MS,
      policy: 'striping',
    },
    writerName: 'scheduler-1',
    logLevel,
  };
  return {
    scheduler,
    genesis: { ...scheduler, nats: nats('setup') },
    api: {
      cloudId,
      nats: nats('api'),
      cloudKeyFile: secrets.cloudKeyFile,
      listen: { host: '127.0.0.1', port: settings.apiPort },
      ...{ tokenFile: secrets.tokenFile, headKeyFile: secrets.headKeyFile, volatileLog },
      ...(settings.exportTo ? { copyFolder: settings.exportTo } : {}),
      ...(natsConfig ? { logFolder: join(dirname(dirname(natsConfig)), 'nats') } : {}),
      ...(commands ? { commands } : {}),
      ...(security ? { entrance: entrance(security, settings.apiPort, busServers, image) } : {}),
      logLevel,
    },
    ...(security
      ? {
          identities: {
            ...{ cloudId, nats: nats('identities'), logLevel },
            ...identityFiles(natsConfig, cloudId, secrets.publicKeys),
          },
        }
      : {}),
    agents: Object.fromEntries(settings.hosts.map((host) => [host.name, agentOf(host)])),
  };

  function agentOf({ hostId, name }) {
    return {
      ...{ cloudId, hostId, hostName: name },
      nats: cableTo(busPorts[name], secrets.agentSeedFiles[name], security),
      storageDir: STORAGE_INSIDE,
      libvirtSocket: LIBVIRT_SOCKET,
      libvirtUri: 'qemu:///system',
      bootIdFile: BOOT_ID_INSIDE,
      ...{ domainType, bridge: BRIDGE, busybox },
      ...{ nft: '/usr/sbin/nft', dhcp: { program: '/usr/sbin/dnsmasq', nameServers } },
      imageDirectory: dirname(image),
      ...roomOf(settings),
      logLevel,
    };
  }
}

/** A private host's agent reaches the bus through its cable, which carries what it is given. */
function cableTo(port, seedFile, security) {
  const scheme = security ? 'tls' : 'nats';
  return {
    ...{ servers: [`${scheme}://127.0.0.1:${port}`], seedFile },
    ...(security ? { caFile: layAuthority(security.caFile, seedFile) } : {}),
  };
}

const entrance = ({ address, caFile, api }, port, busServers, image) => ({
  ...{ address, port, ...api, caFile, busServers, imageFolder: dirname(image) },
});

/** What the part that admits hosts writes, and whom it has read it again. */
const identityFiles = (natsConfig, cloudId, publicKeys) => ({
  usersFile: join(dirname(natsConfig), USERS_FILE),
  configFile: natsConfig,
  pidFile: natsPidFile(dirname(dirname(natsConfig))),
  placed: natsUsers({ cloudId, parts: placedKeys(publicKeys) }),
  pattern: agentUserPattern(cloudId),
});

/** @returns {string} path of the configuration of this host's agent */
export const agentConfigFile = (state, name) => join(agentFolder(state, name), 'config.json');

/** @returns {Record<'scheduler' | 'genesis' | 'api', string>} part -> path of its configuration */
export function writePartConfigs(state, { agents, ...configs }) {
  const folder = join(state, 'config');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const write = (file, config) => writeWhole(file, `${JSON.stringify(config, null, 2)}\n`);
  for (const [name, config] of Object.entries(agents)) write(agentConfigFile(state, name), config);
  return Object.fromEntries(
    Object.entries(configs).map(([part, config]) => {
      const file = join(folder, `${part}.json`);
      write(file, config);
      return [part, file];
    }),
  );
}
