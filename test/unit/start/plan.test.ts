// The plan of the first command, on machines that are described instead of had.

import { expect, test } from 'vitest';
import { routedNetworks } from '../../../start/plan/facts.mjs';
import { readOptions } from '../../../start/terminal/options.mjs';
import { makePlan } from '../../../start/plan/plan.mjs';
import { planText } from '../../../start/terminal/plan-text.mjs';
import { aMachine } from '../../support/a-plan.ts';
import type { Facts } from '../../support/a-plan.ts';

const planOf = (different: Partial<Facts> = {}, args: string[] = []) =>
  makePlan(aMachine(different), readOptions('start', args));

test('a machine that has everything needs nothing', () => {
  const plan = planOf();
  expect(plan.problems).toEqual([]);
  expect([plan.install.wanted, plan.npm, plan.build, plan.updateApt]).toEqual([
    [],
    false,
    false,
    false,
  ]);
  expect(plan.user).toBe('ada');
});

test.each<[string, Partial<Facts>, string]>([
  ['an old Node', { nodeVersion: '20.18.3' }, 'Node 20.18.3 is too old'],
  ['an older Node', { nodeVersion: '18.20.0' }, 'Node 18.20.0 is too old'],
  ['another processor', { architecture: 'arm64' }, 'x86-64 is needed'],
  ['another system', { debianLike: false, systemName: 'Fedora 40' }, 'this is Fedora 40'],
  ['a closed place', { closedPlace: '/var/lib' }, 'nothing can be written to /var/lib'],
  ['a full disk', { diskFreeMiB: 100 }, '100 MiB of disk are free'],
  ['little memory', { memoryAvailableMiB: 300 }, '300 MiB of memory are available'],
  ['no tun', { tun: false }, '/dev/net/tun is missing'],
  ['no namespaces', { namespaces: false }, 'namespaces cannot be made'],
  ['an ordinary user', { root: false, namespaces: null }, 'sudo npm start'],
])('%s is said with what to do', (_case, different, words) => {
  const { problems } = planOf(different);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(words);
});

test('all that is wrong is said at once', () => {
  expect(planOf({ tun: false, root: false, diskFreeMiB: 1 }).problems).toHaveLength(3);
});

test('missing packages are listed with their size, and with the services of a machine that has systemd', () => {
  const missing: Partial<Facts> = {
    missingPackages: ['libvirt-daemon-system', 'qemu-utils'],
    apt: {
      packages: ['libvirt-daemon-system', 'polkitd', 'qemu-utils'],
      downloadText: '61.0 MB',
      diskText: '235 MB',
      known: true,
    },
  };
  const text = planText(planOf({ ...missing, systemd: true }));
  expect(text).toContain('Debian packages: libvirt-daemon-system, qemu-utils');
  expect(text).toContain('61.0 MB to download, 235 MB on disk, with 1 they need; no kernel');
  expect(text).toContain('Debian starts: libvirtd');
  expect(planText(planOf(missing))).not.toContain('Debian starts');
});

test('apt is asked for lists when it does not know a package that is missing', () => {
  const apt = { packages: [], downloadText: 'unknown', diskText: 'unknown', known: false };
  expect(planOf({ missingPackages: ['qemu-utils'], apt }).updateApt).toBe(true);
  expect(planOf({ appliancePackages: null, aptLists: false }).updateApt).toBe(true);
});

test('a kernel is never installed', () => {
  const apt = { packages: ['linux-image-6.1-amd64'], downloadText: '', diskText: '', known: true };
  expect(planOf({ missingPackages: ['qemu-utils'], apt }).problems[0]).toContain(
    'would install a kernel',
  );
});

test('the range, the interface and the port are ones that are free', () => {
  const plan = planOf({
    takenNetworks: ['10.77.1.0/24', '10.77.2.17'],
    interfaces: ['stratus0'],
    listeningPorts: [8780, 8781],
  });
  expect([plan.range?.cidr, plan.interface, plan.apiPort]).toEqual([
    '10.77.3.0/24',
    'stratus1',
    8782,
  ]);
});

test('what an earlier start chose stays', () => {
  const settings = { range: planOf().range, interface: 'stratus7', apiPort: 9999, user: 'eve' };
  const taken: Partial<Facts> = { takenNetworks: ['10.77.1.0/24'], interfaces: ['stratus7'] };
  const plan = makePlan(aMachine(taken), readOptions('start', []), settings);
  expect([plan.range?.cidr, plan.interface, plan.apiPort, plan.problems, plan.user]).toEqual([
    '10.77.1.0/24',
    'stratus7',
    9999,
    [],
    'eve',
  ]);
});

test.each([
  ['10.77.1.0/24', '--range 10.77.1.0/24: this machine already uses 10.77.1.5'],
  ['10.77.1.1/24', 'a network such as'],
  ['8.8.8.0/24', 'not a private network'],
  ['10.0.0.0/8', '/16 to /29'],
  ['nonsense', 'a network such as'],
])('--range %s is refused', (range, words) => {
  const { problems } = planOf({ takenNetworks: ['10.77.1.5'] }, ['--range', range]);
  expect(problems.join()).toContain(words);
});

test('networks are read from the kernel where `ip` is not installed', () => {
  const table = [
    'Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT',
    'eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0',
    'eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0',
    '',
  ];
  expect(routedNetworks(table.join('\n'))).toEqual(['192.0.2.0/24']);
});
