/** The file by which ssh knows a machine: one for each, in the user's own folder, readable by nobody else. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hasKeys, knownHostsText } from './known-hosts.ts';
import { configFolder } from './profile.ts';
import type { Surroundings } from './surroundings.ts';

type Where = Pick<Surroundings, 'env' | 'home'>;

const fileOf = (where: Where, machineId: string): string =>
  join(configFolder(where), 'known-hosts', machineId);

/** Its path when keys of that machine were written before; else null. */
export function knownBefore(where: Where, machineId: string): string | null {
  try {
    return hasKeys(readFileSync(fileOf(where, machineId), 'utf8'))
      ? fileOf(where, machineId)
      : null;
  } catch {
    return null;
  }
}

/** Writes it anew and returns its path. */
export function writeKnownHosts(
  surroundings: Where,
  machineId: string,
  keys: readonly { readonly kind: string; readonly key: string }[],
): string {
  const file = fileOf(surroundings, machineId);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, knownHostsText(machineId, keys), { mode: 0o600 });
  return file;
}
