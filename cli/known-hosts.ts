/**
 * How does ssh know that it talks to the right guest? The guest prints its host keys on its console, which only the cloud
 * can have read (shared/render/host-keys.ts); from there they go into a known_hosts file of our own, one a machine, under
 * the machine's UUID, so that an address that is leased again never meets an old key. Pure.
 */
import type { HostKey } from '../shared/render/host-keys.ts';

/** Has such a file a key in it? */
export const hasKeys = (text: string): boolean => /^\S+ (ssh|ecdsa)-\S+ \S+$/m.test(text);

/** The file's content. */
export function knownHostsText(machineId: string, keys: readonly HostKey[]): string {
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
