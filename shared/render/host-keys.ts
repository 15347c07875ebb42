/**
 * Which ssh host keys does a guest print on its console? The agent carries them on when it cuts a console that is too
 * long, and the command line believes them.
 */
export interface HostKey {
  /** As ssh names it, such as `ssh-ed25519`. */
  readonly kind: string;
  /** Base 64. */
  readonly key: string;
}

const keyLine =
  /ssh-host-key: (ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)) ([A-Za-z0-9+/]{40,}={0,2})(?=\s)/g;
/** How cloud-init prints them at the end of a first boot, and the lines inside. */
const cloudInitBlock =
  /^-----BEGIN SSH HOST KEY KEYS-----\r?\n([^]*?)^-----END SSH HOST KEY KEYS-----/m;
const cloudInitLine =
  /^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)) ([A-Za-z0-9+/]{40,}={0,2})(?=\s)/gm;

/** The first key of each kind in the console log: what is printed later may come from somebody else in the guest. */
export function hostKeysIn(consoleText: string): readonly HostKey[] {
  const keys = new Map<string, string>();
  const [, block = ''] = cloudInitBlock.exec(consoleText) ?? [];
  for (const [, kind = '', key = ''] of [
    ...`${consoleText}\n`.matchAll(keyLine),
    ...block.matchAll(cloudInitLine),
  ])
    if (!keys.has(kind)) keys.set(kind, key);
  return [...keys].map(([kind, key]) => ({ kind, key }));
}

/** Lines in which `hostKeysIn` finds the same keys again; empty when there are none. */
export function hostKeyLines(consoleText: string): string {
  return hostKeysIn(consoleText)
    .map(({ kind, key }) => `ssh-host-key: ${kind} ${key}\n`)
    .join('');
}
