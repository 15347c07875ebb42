/** The file by which ssh knows a machine: one for each, in the user's own folder, readable by nobody else. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { knownHostsText } from './known-hosts.ts';
import { configFolder } from './profile.ts';
import type { Surroundings } from './surroundings.ts';

/** Writes it anew and returns its path. */
export function writeKnownHosts(
  surroundings: Pick<Surroundings, 'env' | 'home'>,
  machineId: string,
  keys: readonly { readonly kind: string; readonly key: string }[],
): string {
  const file = join(configFolder(surroundings), 'known-hosts', machineId);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, knownHostsText(machineId, keys), { mode: 0o600 });
  return file;
}
