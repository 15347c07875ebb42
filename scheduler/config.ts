/** What the scheduler is told when it starts, and what of it becomes settings of the site. */
import Type from 'typebox';
import type { Static } from 'typebox';
import {
  ConfigRefused,
  closed,
  filePath,
  hexId,
  logLevelSchema,
  natsSchema,
} from '../shared/base/config-reader.ts';
import type { InstanceType, Network, SiteSettings } from '../shared/model/events.ts';
import { contains, parseCidr } from '../shared/net/cidr.ts';
import { parseIpv4 } from '../shared/net/ipv4.ts';
import type { SiteWish } from './loops/take-over.ts';

const address = Type.String({ maxLength: 15 });
const count = Type.Integer({ minimum: 0, maximum: 0xffff_ffff });

/** A hundred years: added to the time of a commit it still is a time that the log can hold. */
const longestMs = 36_525 * 86_400_000;

const networkSchema = Type.Object(
  {
    class: Type.Enum(['public', 'local', 'private']),
    cidr: Type.String({ maxLength: 18 }),
    gateway: Type.Optional(address),
    first: address,
    last: address,
  },
  closed,
);

const typeSchema = Type.Object(
  {
    vcpus: Type.Integer({ minimum: 1, maximum: 256 }),
    cpuHundredths: Type.Optional(Type.Integer({ minimum: 1, maximum: 25_600 })),
    memoryMiB: Type.Integer({ minimum: 32, maximum: 16_777_216 }),
    swapMiB: count,
    rootDiskMiB: count,
  },
  closed,
);

const siteSchema = Type.Object(
  {
    networks: Type.Array(networkSchema, { maxItems: 3 }),
    types: Type.Optional(
      Type.Record(Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{0,62}$' }), typeSchema),
    ),
    defaultType: Type.Optional(Type.String({ maxLength: 63 })),
    policy: Type.Optional(Type.Enum(['packing', 'striping', 'loadAware', 'rank'])),
    quarantineWindowMs: Type.Optional(Type.Integer({ minimum: 0, maximum: longestMs })),
    addressHoldMs: Type.Optional(Type.Integer({ minimum: 0, maximum: longestMs })),
    cpuOvercommitPercent: Type.Optional(Type.Integer({ minimum: 100, maximum: 10_000 })),
    memoryReservedMiB: Type.Optional(count),
    diskReservedMiB: Type.Optional(count),
    stopDeadlineMs: Type.Optional(Type.Integer({ minimum: 1_000, maximum: 3_600_000 })),
    nameServers: Type.Optional(Type.Array(address, { maxItems: 4 })),
    hostSilentAfterMs: Type.Optional(Type.Integer({ minimum: 5_000, maximum: 86_400_000 })),
  },
  closed,
);

/** For genesis alone: the former log is lost, and these hosts are waited for. */
const lostSchema = Type.Object(
  {
    why: Type.String({ maxLength: 512 }),
    hosts: Type.Array(
      Type.Object(
        {
          hostId: hexId,
          name: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' }),
          publicKey: Type.String({ pattern: '^(U[A-Z2-7]{55})?$' }),
        },
        closed,
      ),
      { maxItems: 10_000 },
    ),
  },
  closed,
);

export const configSchema = Type.Object(
  {
    cloudId: hexId,
    nats: natsSchema,
    cloudKeyFile: filePath,
    site: siteSchema,
    writerName: Type.Optional(Type.String({ maxLength: 63 })),
    logBytesMax: Type.Optional(Type.Integer({ minimum: 1_048_576 })),
    segmentBytesMax: Type.Optional(Type.Integer({ minimum: 1_024 })),
    vaultBytesMax: Type.Optional(Type.Integer({ minimum: 1_048_576 })),
    lost: Type.Optional(lostSchema),
    logLevel: logLevelSchema,
  },
  closed,
);

export type Config = Static<typeof configSchema>;

/** StratusLab's types since December 2012 (vCPUs, MiB of memory, MiB of swap); the root disk is ours. */
const usualTypes: readonly InstanceType[] = [
  type('t1.micro', 1, 512, 512, 1_024),
  type('m1.small', 1, 1_536, 1_536, 5_120),
  type('m1.medium', 1, 3_072, 3_072, 5_120),
  type('m1.large', 2, 6_144, 6_144, 10_240),
  type('m1.xlarge', 4, 8_192, 8_192, 10_240),
  type('c1.medium', 2, 1_536, 1_536, 5_120),
  type('c1.xlarge', 4, 6_144, 6_144, 10_240),
];

const hourMs = 3_600_000;
/** What the log's contract holds (proto/v1/log.proto). */
const typesMax = 256;

/** What the site's part of the configuration means. Throws `ConfigRefused`. */
export function siteWish(site: Config['site']): SiteWish {
  const types = typesOf(site);
  const defaultType = site.defaultType ?? 'm1.small';
  if (!types.some(({ name }) => name === defaultType)) {
    throw new ConfigRefused(`site.defaultType: there is no type ${defaultType}`);
  }
  const settings: SiteSettings = {
    ...{ types, defaultType, policy: site.policy ?? 'striping' },
    quarantineWindowMs: site.quarantineWindowMs ?? 48 * hourMs,
    addressHoldMs: site.addressHoldMs ?? 60_000,
    cpuOvercommitPercent: site.cpuOvercommitPercent ?? 100,
    memoryReservedMiB: site.memoryReservedMiB ?? 0,
    diskReservedMiB: site.diskReservedMiB ?? 0,
    stopDeadlineMs: site.stopDeadlineMs ?? 60_000,
    nameServers: (site.nameServers ?? []).map((text) => ipv4(text, 'site.nameServers')),
    hostSilentAfterMs: site.hostSilentAfterMs ?? 30_000,
  };
  const networks = site.networks.map(networkOf);
  for (const [index, { networkClass }] of networks.entries()) {
    if (networks.findIndex((one) => one.networkClass === networkClass) !== index)
      throw new ConfigRefused(
        `site.networks.${index}.class: there is a ${networkClass} network already`,
      );
  }
  return { settings, networks };
}

/** The usual types, with those of the configuration added or in their place; sorted by name. */
function typesOf(site: Config['site']): readonly InstanceType[] {
  const types = new Map(usualTypes.map((one) => [one.name, one]));
  for (const [name, own] of Object.entries(site.types ?? {})) {
    const cpuHundredths = own.cpuHundredths ?? 100 * own.vcpus;
    if (cpuHundredths > 100 * own.vcpus)
      throw new ConfigRefused(
        `site.types.${name}.cpuHundredths: it is more than 100 for each virtual CPU`,
      );
    types.set(name, { ...own, name, cpuHundredths });
  }
  if (types.size > typesMax)
    throw new ConfigRefused(
      `site.types: there are ${types.size} types, a cloud has at most ${typesMax}`,
    );
  return [...types.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function networkOf(given: Config['site']['networks'][number], index: number): Network {
  const where = `site.networks.${index}`;
  const cidr = parseCidr(given.cidr);
  if (!cidr.ok) throw new ConfigRefused(`${where}.cidr: ${cidr.reason}`);
  const first = ipv4(given.first, `${where}.first`);
  const last = ipv4(given.last, `${where}.last`);
  const gateway = given.gateway === undefined ? null : ipv4(given.gateway, `${where}.gateway`);
  for (const [field, value] of Object.entries({
    first,
    last,
    ...(gateway === null ? {} : { gateway }),
  })) {
    if (!contains(cidr.value, value))
      throw new ConfigRefused(`${where}.${field}: it is not in ${given.cidr}`);
  }
  if (first > last) throw new ConfigRefused(`${where}.first: it is behind the last address`);
  return { networkClass: given.class, ...cidr.value, gateway, first, last };
}

function ipv4(text: string, where: string): number {
  const value = parseIpv4(text);
  if (value === null) throw new ConfigRefused(`${where}: "${text}" is not an IPv4 address`);
  return value;
}

function type(
  name: string,
  vcpus: number,
  memoryMiB: number,
  swapMiB: number,
  rootDiskMiB: number,
): InstanceType {
  return { name, vcpus, cpuHundredths: 100 * vcpus, memoryMiB, swapMiB, rootDiskMiB };
}
