/** The agent as a process: reads its configuration, meets its hypervisor and storage, and serves until it is ended. */
import { join } from 'node:path';
import pino from 'pino';
import { readConfig, readSeed, readText } from '../shared/base/config-reader.ts';
import type { Logger } from '../shared/base/logger.ts';
import { systemRandom } from '../shared/base/random.ts';
import { aborted, runPart } from '../shared/base/run-part.ts';
import { connectNats } from '../shared/bus/connect.ts';
import { openNatsBus } from '../shared/bus/nats-bus.ts';
import { subjectsOf } from '../shared/bus/subjects.ts';
import { systemClock } from '../shared/time/system-clock.ts';
import { createAgent } from './agent.ts';
import type { AgentPorts } from './agent.ts';
import { configSchema } from './config.ts';
import type { Config } from './config.ts';
import { openFileDisks } from './disks/file-disks.ts';
import { openFileGuards } from './guards/file-guards.ts';
import { lockStorage } from './guards/storage-lock.ts';
import { defaultImageLimits, openFetchingImages } from './images/fetching-images.ts';
import { strictLocationRules } from './images/locate.ts';
import type { LocationRules } from './images/locate.ts';
import { domainType, emulator } from './libvirt/domain-type.ts';
import { libvirtHypervisor } from './libvirt/libvirt-hypervisor.ts';
import { livingQemu } from './libvirt/living-qemu.ts';
import { arpProbe, noProbe } from './network/arp-probe.ts';
import { openGuestNetwork } from './network/open-guest-network.ts';
import type { OpenGuestNetwork } from './network/open-guest-network.ts';
import { systemSource } from './report/system-source.ts';

const version = '0.1.0';
const usualHelloMs = 2_000;

runPart('agent', async ({ args, signal, ready }) => {
  const config = readConfig(configSchema, args, 'agent/main');
  const logger = pino({ level: config.logLevel ?? 'info', name: 'agent' }, pino.destination(2));
  const type = await domainType({
    ...{ wanted: config.domainType ?? 'auto', proof: config.kvmProof ?? null },
    ...{ cacheFile: join(config.storageDir, 'domain-type'), clock: systemClock, signal },
  });
  const { connection, close } = await connectNats({
    ...{ servers: config.nats.servers, seed: readSeed(config.nats.seedFile), signal },
    ...{ inboxPrefix: subjectsOf(config.cloudId).inbox(config.hostId), name: config.hostName },
    ...{ clock: systemClock, random: systemRandom },
    ...(config.nats.caFile ? { caFile: config.nats.caFile } : {}),
    onProblem: (problem) => logger.warn(problem),
  });
  const guests = openGuestNetwork(config, systemClock, logger);
  const bus = openNatsBus(connection);
  const ports = await openPorts(config, type, signal, { bus, logger, network: guests.network });
  const { cloudId, hostId, hostName, bridge } = config;
  const agent = createAgent(ports, {
    ...{ cloudId, hostId, hostName, bridge, domainType: type, emulator, version },
    ...{ helloEveryMs: config.helloEveryMs ?? usualHelloMs, dhcpAddress: guests.dhcpAddress },
  });
  await agent.start(signal);
  ready({ domainType: type });
  await aborted(signal);
  agent.stop();
  await endGuestNetwork(guests, logger);
  await ports.hypervisor.close();
  await close();
});

/** What cannot be ended now is found by the next agent. */
function endGuestNetwork(guests: OpenGuestNetwork, logger: Logger): Promise<void> {
  return guests.end().catch((error: unknown) => {
    logger.warn({ err: error }, 'the DHCP server was not ended');
  });
}

async function openPorts(
  config: Config,
  type: 'kvm' | 'qemu',
  signal: AbortSignal,
  given: Pick<AgentPorts, 'bus' | 'logger' | 'network'>,
): Promise<AgentPorts> {
  const { storageDir } = config;
  const shared = { clock: systemClock, random: systemRandom };
  const hypervisor = libvirtHypervisor({
    clock: systemClock,
    ...(config.libvirtUri ? { uri: config.libvirtUri } : {}),
    ...(config.libvirtSocket ? { socketPaths: [config.libvirtSocket] } : {}),
  });
  const disks = await openFileDisks(storageDir, systemRandom);
  await lockStorage({ storageId: await disks.storageId(), clock: systemClock, signal });
  const images = await openFetchingImages({
    ...{ ...shared, folder: join(storageDir, 'images'), limits: defaultImageLimits },
    rules: locationRules(config),
  });
  const { hostName } = config;
  return {
    ...{ ...shared, ...given, hypervisor, disks, images, guards: openFileGuards(storageDir) },
    addresses: config.busybox ? arpProbe(config.bridge, config.busybox, systemClock) : noProbe,
    living: livingQemu(),
    source: systemSource({
      hypervisor,
      disks,
      hostName,
      domainType: type,
      declared: statedIn(config.capacity),
      share: statedIn(config.share),
      ...(config.bootIdFile ? { bootIdFile: config.bootIdFile } : {}),
    }),
  };
}

function locationRules(config: Config): LocationRules {
  const { imageServer: server } = config;
  return {
    ...strictLocationRules,
    fileFolder: config.imageDirectory ?? null,
    allowPrivateAddresses: config.allowPrivateImageAddresses ?? false,
    imageServer: server ? { url: server.url, authority: readText(server.caFile) } : null,
  };
}

/** Without the fields that were left away. */
function statedIn(resources: Config['capacity']) {
  return Object.fromEntries(
    Object.entries(resources ?? {}).filter(([, value]) => value !== undefined),
  );
}
