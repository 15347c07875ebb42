// Which Debian packages must be installed, and why each? Only what runs while a cloud runs; what is needed once, to
// make the appliance, is unpacked instead (appliances/small/parts.mjs).

/** @type {Array<{name: string, why: string}>} */
export const NEEDED_PACKAGES = [
  { name: 'libvirt-daemon-system', why: 'libvirtd, and the user that machines run as' },
  { name: 'qemu-system-x86', why: 'runs the machines' },
  { name: 'qemu-utils', why: 'makes their disks' },
  { name: 'genisoimage', why: 'writes the medium a machine reads its context from' },
  { name: 'iptables', why: 'the filter that keeps a machine to its own address (ebtables)' },
  { name: 'nftables', why: 'keeps a machine to its own card in neighbour discovery; --nat' },
  { name: 'dnsmasq-base', why: 'leases addresses to machines that do not read their context' },
  { name: 'iproute2', why: 'makes the bridge and the interface' },
  { name: 'openssl', why: 'makes certificates, where other machines may join' },
  { name: 'openssh-client', why: 'reaches the machines' },
  { name: 'e2fsprogs', why: 'makes file systems; has the log written at once (chattr)' },
];

/** What only `npm test` installs, and does without where it cannot. */
export const TEST_PACKAGES = [
  { name: 'chromium', why: 'shows the page', file: '/usr/bin/chromium' },
];

/** Services that Debian starts on a machine with systemd when it installs these packages. */
const SERVICES = {
  'libvirt-daemon-system': ['libvirtd', 'virtlogd', 'virtlockd', 'libvirt-guests'],
  polkitd: ['polkit'],
  dbus: ['dbus'],
  'systemd-container': ['systemd-machined'],
};

/** @param {string[]} packages all that apt would install */
export const servicesStartedBy = (packages) => packages.flatMap((name) => SERVICES[name] ?? []);
