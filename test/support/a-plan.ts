/** A machine as the plan of the starter sees it: fit for Stratus, unless a test says otherwise. */
import type { makePlan } from '../../start/plan/plan.mjs';

export type Facts = Parameters<typeof makePlan>[0];

export const aMachine = (different: Partial<Facts> = {}): Facts => ({
  nodeVersion: '20.19.0',
  architecture: 'x64',
  debianLike: true,
  systemName: 'Debian GNU/Linux 12',
  root: true,
  systemd: false,
  user: 'root',
  sudoUser: 'ada',
  cpus: 2,
  closedPlace: null,
  diskFreeMiB: 20_000,
  memoryMiB: 8000,
  memoryAvailableMiB: 4000,
  tun: true,
  kvm: true,
  namespaces: true,
  listeningPorts: [22],
  addresses: ['127.0.0.1', '192.168.1.5'],
  interfaces: ['lo', 'eth0'],
  takenNetworks: ['192.168.1.0/24'],
  missingPackages: [],
  apt: { packages: [], downloadText: '0 B', diskText: '0 B', known: true },
  aptLists: true,
  nameServers: [],
  appliancePackages: ['busybox-static'],
  nodeModulesInStep: true,
  built: true,
  checkoutOwner: 1000,
  checkout: '/src/stratus',
  ...different,
});
