// What is changed in the fresh Debian so that it is an image: no name, key or address of the machine that built it, a
// root found by its label, cloud-init with few modules, and nothing at boot that only a large system needs.

import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { runCommand } from '../../lab/run-command.mjs';
import { cpioOf } from '../small/cpio.mjs';
import { modulesInOrder } from '../small/modules.mjs';
import { partFile, readModule } from '../small/trees.mjs';

const HERE = import.meta.dirname;
export const ROOT_LABEL = 'debian-root';

/** What the initramfs loads: root disk and context medium must be seen before systemd starts; the rest udev loads. */
const EARLY_MODULES = ['virtio_pci', 'virtio_blk', 'ext4', 'ata_piix', 'ahci', 'sr_mod', 'isofs'];
/** Each is started at boot by default, costs time under emulation and does nothing for a machine like this. */
const MASKED = [
  ...['apt-daily.timer', 'apt-daily-upgrade.timer', 'dpkg-db-backup.timer', 'e2scrub_all.timer'],
  ...['e2scrub_reap.service', 'fstrim.timer', 'getty@tty1.service', 'systemd-binfmt.service'],
  ...['proc-sys-fs-binfmt_misc.automount', 'systemd-pstore.service', 'systemd-update-utmp.service'],
  ...['systemd-journal-flush.service', 'sys-kernel-debug.mount', 'sys-kernel-tracing.mount'],
  ...['dev-hugepages.mount', 'dev-mqueue.mount', 'modprobe@configfs.service'],
  ...['modprobe@drm.service', 'modprobe@fuse.service', 'modprobe@efi_pstore.service'],
  ...['cloud-init-hotplugd.socket', 'systemd-update-utmp-runlevel.service'],
  // A whole start of Python for a stage that has no modules here (cloud.cfg): they run in the last one.
  'cloud-config.service',
];

/** Nothing of the building machine, and nothing that two machines of one image must not share. */
export function makeAnonymous(tree) {
  const empty = ['etc/machine-id', 'etc/hostname'];
  for (const path of empty) writeFileSync(join(tree, path), '');
  for (const path of ['etc/machine-id', 'etc/hostname']) chmodSync(join(tree, path), 0o644);
  for (const name of readdirSync(join(tree, 'etc/ssh')))
    if (name.startsWith('ssh_host_')) rmSync(join(tree, 'etc/ssh', name));
  rmSync(join(tree, 'etc/resolv.conf'), { force: true });
  symlinkSync('/run/resolvconf/resolv.conf', join(tree, 'etc/resolv.conf'));
}

export function configure(tree) {
  writeFileSync(join(tree, 'etc/fstab'), `LABEL=${ROOT_LABEL} / ext4 defaults 0 0\n`);
  copyFileSync(join(HERE, 'cloud.cfg'), join(tree, 'etc/cloud/cloud.cfg'));
  for (const unit of MASKED) {
    const path = join(tree, 'etc/systemd/system', unit);
    rmSync(path, { force: true });
    symlinkSync('/dev/null', path);
  }
}

/** Only the kernel's modules: kernel and initramfs lie in the boot partition. */
export async function addModules(tree, { version, modules }) {
  const place = join(tree, 'usr/lib/modules', version);
  mkdirSync(place, { recursive: true });
  cpSync(modules, place, { recursive: true });
  await runCommand('chroot', [tree, 'depmod', version]);
}

/** @returns {string} the file of the initramfs, below `work` */
export function writeInitramfs(parts, { modules }, work) {
  const busybox = partFile(parts, ['bin/busybox', 'usr/bin/busybox']);
  const tree = join(work, 'initramfs');
  for (const folder of ['bin', 'dev', 'proc', 'sys', 'newroot', 'modules'])
    mkdirSync(join(tree, folder), { recursive: true });
  copyFileSync(busybox, join(tree, 'bin/busybox'));
  copyFileSync(join(HERE, 'initramfs/init'), join(tree, 'init'));
  for (const program of ['init', 'bin/busybox']) chmodSync(join(tree, program), 0o755);
  const order = modulesInOrder(modules, (file) => readModule(busybox, file), EARLY_MODULES);
  for (const { name, content } of order) writeFileSync(join(tree, 'modules', name), content);
  writeFileSync(join(tree, 'modules/order'), order.map(({ name }) => `${name}\n`).join(''));
  const file = join(work, 'initrd.gz');
  writeFileSync(file, gzipSync(cpioOf(tree), { level: 6 }));
  return file;
}
