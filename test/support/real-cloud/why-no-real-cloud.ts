/** Why no whole cloud with a real guest can be had here, to be printed with the skipped tests; null when one can. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { natsProgram } from '../nats-server.ts';

const programs = [
  ...['libvirtd', 'virsh', 'qemu-system-x86_64', 'qemu-img', 'genisoimage'],
  ...['nft', 'dnsmasq', 'unshare', 'nsenter', 'setpriv', 'ip', 'ssh', 'ssh-keygen'],
];
const folders = ['/usr/sbin', '/usr/bin', '/sbin', '/bin'];

export async function whyNoRealCloud(): Promise<string | null> {
  if (process.getuid?.() !== 0) return 'not root';
  const missing = programs.find((name) => !folders.some((path) => existsSync(join(path, name))));
  if (missing !== undefined) return `${missing} is not installed`;
  if (!existsSync('/dev/net/tun')) return 'there is no /dev/net/tun';
  const spaces = ['--mount', '--net', '--uts', '--pid', '--fork', '--mount-proc', 'true'];
  if (spawnSync('unshare', spaces).status !== 0) return 'namespaces cannot be made here';
  const nats = await natsProgram();
  return typeof nats === 'string' ? nats : null;
}

/** The same, printed for the test that is skipped. */
export async function whySkipped(what: string): Promise<string | null> {
  const why = await whyNoRealCloud();
  if (why !== null) console.log(`skipped: ${what}, because ${why}`);
  return why;
}
