// What is each part told at its start? One JSON file a part, the only argument it takes; ids are 32 lower-case hex
// digits, files of secrets are named by path and never copied into it.

import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { BRIDGE, LIBVIRT_SOCKET, STORAGE_INSIDE } from '../lab/private-hypervisor.mjs';
import { writeWhole } from './instance.mjs';

/** A host to try things on takes a few machines however small it is: they share its CPUs. */
const LEAST_CPUS = 4;
const HOUR_MS = 3_600_000;
const QUARANTINE_WINDOW_MS = 48 * HOUR_MS;
const ADDRESS_HOLD_MS = 60_000;
/** What the appliance prints on its serial console when it is up (appliances/small/root/sbin/boot). */

/**
 * @param {{settings: object, secrets: ReturnType<typeof import('./secrets.mjs').openSecrets>, natsPort: number,
 *   image: string, busybox: string, domainType: 'kvm' | 'qemu', logLevel?: string}} facts
 * @returns {Record<'scheduler' | 'genesis' | 'api' | 'agent', object>}
 */
export function partConfigs({
  settings,
  secrets,
  natsPort,
  image,
  busybox,
  domainType,
  logLevel = 'info',
}) {
  const { cloudId, range } = settings;
  const nats = (part) => ({
    servers: [`nats://127.0.0.1:${natsPort}`],
    seedFile: secrets.seedFiles[part],
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
      tokenFile: secrets.tokenFile,
      logLevel,
    },
    agent: {
      cloudId,
      hostId: settings.hostId,
      hostName: settings.hostName,
      nats: nats('agent'),
      storageDir: STORAGE_INSIDE,
      libvirtSocket: LIBVIRT_SOCKET,
      libvirtUri: 'qemu:///system',
      domainType,
      bridge: BRIDGE,
      busybox,
      imageDirectory: dirname(image),
      capacity: { cpuHundredths: 100 * Math.max(LEAST_CPUS, availableParallelism()) },
      logLevel,
    },
  };
}

/** @returns {Record<string, string>} part -> path of its configuration */
export function writePartConfigs(state, configs) {
  const folder = join(state, 'config');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return Object.fromEntries(
    Object.entries(configs).map(([part, config]) => {
      const file = join(folder, `${part}.json`);
      writeWhole(file, `${JSON.stringify(config, null, 2)}\n`);
      return [part, file];
    }),
  );
}
