import type { ContextFile, Nic } from '../../shared/model/machine-record.ts';
import { printIpv4 } from '../../shared/net/ipv4.ts';

/**
 * What does cloud-init's NoCloud source read from a medium labelled `cidata`? `meta-data` and `user-data`, which it
 * insists on, `network-config`, and `vendor-data` where there are further disks; written in the part of YAML that is also JSON, one key a line, so that small guests
 * can read them without a YAML parser. Network configuration has version 1: every cloud-init and every distribution's
 * renderer takes it.
 */
export interface CloudInitFacts {
  readonly machineId: string;
  readonly hostname: string;
  readonly nics: readonly Nic[];
  readonly nameServers: readonly number[];
  /** One key each. */
  readonly publicKeys: readonly string[];
  /** As the user gave it; empty: none. */
  readonly userData: Uint8Array;
  readonly hasSwap: boolean;
  readonly hasVolatile: boolean;
}

/** Without user data, root is to be reached with the keys, as on every other machine of the cloud. */
const defaultUserData = '#cloud-config\ndisable_root: false\n';

export function cloudInitFiles(facts: CloudInitFacts): readonly ContextFile[] {
  const encoder = new TextEncoder();
  const userData = facts.userData.length > 0 ? facts.userData : encoder.encode(defaultUserData);
  return [
    { name: 'meta-data', bytes: encoder.encode(metaData(facts)) },
    { name: 'network-config', bytes: encoder.encode(networkConfig(facts)) },
    { name: 'user-data', bytes: userData },
    ...vendorData(facts).map((text) => ({ name: 'vendor-data', bytes: encoder.encode(text) })),
  ];
}

/**
 * cloud-init mounts `ephemeral0` at /mnt and uses `swap` by default, but NoCloud does not tell it which disks these are.
 * The user's own configuration goes before this.
 */
function vendorData({ hasSwap, hasVolatile }: CloudInitFacts): readonly string[] {
  if (!hasSwap && !hasVolatile) return [];
  const aliases = {
    ...(hasVolatile ? { ephemeral0: '/dev/disk/by-label/ephemeral0' } : {}),
    ...(hasSwap ? { swap: '/dev/disk/by-label/stratus-swap' } : {}),
  };
  return [`#cloud-config\n${JSON.stringify({ device_aliases: aliases }, null, 2)}\n`];
}

function metaData({ machineId, hostname, publicKeys }: CloudInitFacts): string {
  const keys = publicKeys.map((key) => `  - ${quoted(key)}\n`).join('');
  return (
    `instance-id: ${machineId}\nlocal-hostname: ${quoted(hostname)}\n` +
    (keys === '' ? 'public-keys: []\n' : `public-keys:\n${keys}`)
  );
}

function networkConfig({ nics, nameServers }: CloudInitFacts): string {
  const config = nics.map((nic, index) => ({
    type: 'physical',
    name: `eth${index}`,
    mac_address: nic.mac,
    subnets: [
      {
        type: 'static',
        address: `${printIpv4(nic.address)}/${nic.prefixLength}`,
        ...(nic.gateway === null ? {} : { gateway: printIpv4(nic.gateway) }),
        ...(nameServers.length === 0 ? {} : { dns_nameservers: nameServers.map(printIpv4) }),
      },
    ],
  }));
  return `${JSON.stringify({ version: 1, config }, null, 2)}\n`;
}

/** A JSON text that is YAML too: YAML forbids the control characters that JSON lets through. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
