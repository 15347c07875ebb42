/**
 * Turns the libvirtd of a host under test into the one that Debian's package brings: its configuration as packed, untouched,
 * and a virtlogd, which that configuration wants. So QEMU runs as its own user in a file system view of its own, files are
 * given to that user and taken back, and the serial console is written by virtlogd.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { unpackPackages } from '../../start/install/debs.mjs';
import { TEST_STATE } from '../../start/test/test-state.mjs';
import type { HostView } from './real-cloud/host-view.ts';

/** The package's /etc/libvirt, unpacked and not installed. */
export async function packedConfiguration(): Promise<string> {
  const folder = join(TEST_STATE, 'parts', 'libvirt-configuration');
  const { root } = await unpackPackages({ names: ['libvirt-daemon-system'], folder });
  return join(root, 'etc/libvirt');
}

/** Before the agent starts: the host's UUID may be another afterwards. */
export async function useDebiansLibvirt(host: HostView, configuration: string): Promise<void> {
  await host.inside('find', '/etc/libvirt', '-mindepth', '1', '-delete');
  await host.inside('cp', '-a', `${configuration}/.`, '/etc/libvirt/');
  // QEMU gets a /dev of its own, into which libvirt moves what is mounted on it; a file on /dev/kvm cannot be moved.
  if (existsSync('/dev/kvm')) await host.inside('umount', '/dev/kvm');
  await leaveControlGroups(host);
  await host.inside('/usr/sbin/virtlogd', '--daemon');
  await host.libvirtd.kill();
  await host.libvirtd.answers();
}

/** They are the test machine's, hidden below the host's /sys; libvirt finds them in the list of mounts and not in their place. */
async function leaveControlGroups(host: HostView): Promise<void> {
  await host.inside('umount', '--lazy', '/sys');
  const mounts = (await host.inside('cat', '/proc/mounts')).split('\n');
  const places = mounts.map((line) => line.split(' ')[1] ?? '');
  for (const place of places.filter((path) => path.startsWith('/sys/fs/cgroup')).reverse())
    await host.inside('umount', '--lazy', place);
  await host.inside('mount', '-t', 'sysfs', 'sysfs', '/sys');
}
