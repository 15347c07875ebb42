/** What the agent is told when it starts. */
import * as Type from 'typebox';
import type { Static } from 'typebox';
import {
  closed,
  filePath,
  hexId,
  logLevelSchema,
  natsSchema,
} from '../shared/base/config-reader.ts';

const count = Type.Integer({ minimum: 0, maximum: 0xffff_ffff });
const ipv4 = Type.String({ maxLength: 15 });
const resources = Type.Partial(
  Type.Object({ cpuHundredths: count, memoryMiB: count, diskMiB: count }, closed),
);
const interfaceName = Type.String({ pattern: '^[A-Za-z0-9_.-]{1,15}$' });

export const configSchema = Type.Object(
  {
    cloudId: hexId,
    hostId: hexId,
    hostName: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' }),
    nats: natsSchema,
    /** Absolute, and the same path for libvirt. */
    storageDir: Type.String({ pattern: '^/', maxLength: 4096 }),
    libvirtSocket: Type.Optional(filePath),
    libvirtUri: Type.Optional(Type.String({ maxLength: 256 })),
    domainType: Type.Optional(Type.Enum(['auto', 'kvm', 'qemu'])),
    bridge: interfaceName,
    /** `file:` images are read only below this folder; none: nowhere. */
    imageDirectory: Type.Optional(filePath),
    /** Where the cloud gives the images of its own folder; allowed whatever its address, by this authority alone. */
    imageServer: Type.Optional(
      Type.Object(
        { url: Type.String({ pattern: '^https://[^\\s?#@]+/$' }), caFile: filePath },
        closed,
      ),
    ),
    /** The program that probes addresses, from the bridge; none: they are not probed. */
    busybox: Type.Optional(filePath),
    /** The program (nft) that keeps guests to their own cards in neighbour discovery; none: only their sources are fixed. */
    nft: Type.Optional(filePath),
    /** The server (dnsmasq) for guests that do not read their context; none: there is no DHCP from here. */
    dhcp: Type.Optional(
      Type.Object(
        {
          program: filePath,
          /** Given to the bridge while the server runs; 169.254.77.1 unless told. */
          address: Type.Optional(ipv4),
          nameServers: Type.Optional(Type.Array(ipv4, { maxItems: 4 })),
        },
        closed,
      ),
    ),
    /** What proves that KVM works, where the domain type is `auto`; none: QEMU alone is used. */
    kvmProof: Type.Optional(
      Type.Object(
        { image: filePath, marker: Type.String({ minLength: 1, maxLength: 128 }) },
        closed,
      ),
    ),
    /** Images from private addresses are allowed. */
    allowPrivateImageAddresses: Type.Optional(Type.Boolean()),
    /** Declared in place of what is measured. */
    capacity: Type.Optional(resources),
    /** What this host has of the machine that it shares with others: no more than that is taken for its own. */
    share: Type.Optional(resources),
    /** A host that is not the kernel's own, so that it boots at another time, says here under which id; UUID text. */
    bootIdFile: Type.Optional(filePath),
    helloEveryMs: Type.Optional(Type.Integer({ minimum: 200, maximum: 60_000 })),
    logLevel: logLevelSchema,
  },
  closed,
);

export type Config = Static<typeof configSchema>;
