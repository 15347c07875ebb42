// Which Debian packages is the Debian image made of, and why each? mmdebstrap installs them, with what they depend on and
// nothing that is only recommended, into a folder; the kernel comes from the small appliance's parts.

export const RELEASE = { number: '12', codename: 'bookworm' };

/** @type {Array<{name: string, why: string}>} */
export const DEBIAN_PACKAGES = [
  { name: 'systemd-sysv', why: 'the first process' },
  { name: 'udev', why: 'disks by label, modules by device' },
  { name: 'kmod', why: 'loads modules and lists which needs which' },
  { name: 'dbus', why: 'systemd speaks to itself by it' },
  { name: 'cloud-init', why: 'reads the context' },
  { name: 'cloud-guest-utils', why: 'lets the root partition grow into its disk' },
  { name: 'fdisk', why: 'writes that partition’s new end' },
  { name: 'e2fsprogs', why: 'lets the root file system grow, checks the scratch disk' },
  { name: 'ifupdown', why: 'sets the address that cloud-init wrote down' },
  { name: 'resolvconf', why: 'sets the name servers that ifupdown is told' },
  { name: 'iproute2', why: 'ifupdown needs it' },
  { name: 'netbase', why: 'names of protocols and services' },
  { name: 'openssh-server', why: 'the way in' },
];

/** Unpacked beside, never installed: a Perl program that makes a Debian in a folder. */
export const BUILD_TOOLS = ['mmdebstrap'];
