/**
 * How does ssh know that it talks to the right guest? The guest prints its host keys on its console, which only the cloud
 * can have read; from there they go into a known_hosts file of our own, one a machine, under the machine's UUID, so that
 * an address that is leased again never meets an old key. Pure.
 */

const keyLine =
  /ssh-host-key: (ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)) ([A-Za-z0-9+/]{40,}={0,2})(?=\s)/g;
/** How cloud-init prints them at the end of a first boot, and the lines inside. */
const cloudInitBlock =
  /^-----BEGIN SSH HOST KEY KEYS-----\r?\n([^]*?)^-----END SSH HOST KEY KEYS-----/m;
const cloudInitLine =
  /^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)) ([A-Za-z0-9+/]{40,}={0,2})(?=\s)/gm;

/** The first key of each kind in the console log: what is printed later may come from somebody else in the guest. */
export function hostKeysIn(consoleText: string): readonly { kind: string; key: string }[] {
  const keys = new Map<string, string>();
  const [, block = ''] = cloudInitBlock.exec(consoleText) ?? [];
  for (const [, kind = '', key = ''] of [
    ...`${consoleText}\n`.matchAll(keyLine),
    ...block.matchAll(cloudInitLine),
  ])
    if (!keys.has(kind)) keys.set(kind, key);
  return [...keys].map(([kind, key]) => ({ kind, key }));
}

/** The file's content. */
export function knownHostsText(
  machineId: string,
  keys: readonly { readonly kind: string; readonly key: string }[],
): string {
  return keys.map(({ kind, key }) => `${machineId} ${kind} ${key}\n`).join('');
}

export interface SshOptions {
  readonly machineId: string;
  readonly address: string;
  readonly user: string;
  readonly knownHostsFile: string;
  readonly privateKey: string | null;
  readonly command: readonly string[];
}

/** The arguments of ssh: nothing but our file decides whether the host is known. */
export function sshArguments(options: SshOptions): string[] {
  const settings = [
    'StrictHostKeyChecking=yes',
    `UserKnownHostsFile="${options.knownHostsFile}"`,
    'GlobalKnownHostsFile=/dev/null',
    `HostKeyAlias=${options.machineId}`,
    'UpdateHostKeys=no',
    'CheckHostIP=no',
    'ConnectTimeout=5',
    'ConnectionAttempts=12', // a machine that has just started is still booting
  ];
  return [
    ...settings.flatMap((setting) => ['-o', setting]),
    ...(options.privateKey === null ? [] : ['-i', options.privateKey]),
    ...['-l', options.user, '--', options.address],
    ...options.command,
  ];
}
