// Which Debian packages is the small appliance made of, and why each? They are downloaded and unpacked into a
// folder; none is installed, so no service starts and no file of the machine changes.

/** @type {Array<{name: string, why: string}>} */
export const APPLIANCE_PARTS = [
  { name: 'busybox-static', why: 'the shell and every small tool in the guest' },
  { name: 'dropbear-bin', why: 'the ssh server in the guest' },
  { name: 'libc6', why: 'dropbear needs it' },
  { name: 'libcrypt1', why: 'dropbear needs it' },
  { name: 'libtomcrypt1', why: 'dropbear needs it' },
  { name: 'libtommath1', why: 'dropbear needs it' },
  { name: 'libgmp10', why: 'libtomcrypt needs it' },
  { name: 'zlib1g', why: 'dropbear needs it' },
  { name: 'syslinux', why: 'makes the disk boot by itself (build tool)' },
  { name: 'syslinux-common', why: 'the master boot record (build tool)' },
  { name: 'mtools', why: 'writes the boot partition without mounting it (build tool)' },
  { name: 'dosfstools', why: 'makes the boot partition (build tool)' },
];

/** The metapackage whose dependency names the guest's kernel; the kernel's own package is what is unpacked. */
export const KERNEL_METAPACKAGE = 'linux-image-cloud-amd64';
