// What is true of this machine? Everything the plan depends on is read here, once, without changing anything; plan.mjs
// then decides from these facts alone.

import {
  accessSync,
  constants,
  existsSync,
  readFileSync,
  readdirSync,
  statSync,
  statfsSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { availableParallelism, networkInterfaces, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { runCommand } from '../../lab/run-command.mjs';
import { appliancePackages } from '../install/appliance.mjs';
import { nameServersHere } from './name-servers.mjs';
import { nodeModulesInStep } from '../install/node-modules.mjs';
import { NEEDED_PACKAGES } from './packages.mjs';
import { isBuilt } from '../install/sources.mjs';

const read = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

/** The nearest folder above (or at) `path` that exists. */
function existing(path) {
  return existsSync(path) ? path : existing(dirname(path));
}

async function installedPackages(names) {
  const text = await runCommand('dpkg-query', [
    '-W',
    '-f',
    '${Package} ${db:Status-Status}\n',
    ...names,
  ]).catch((error) => error.stdout ?? '');
  return text;
}

/** dpkg-query fails when it knows one of the names not; so each is asked by itself. */
async function missingPackages() {
  const missing = [];
  for (const { name } of NEEDED_PACKAGES) {
    const answer = await installedPackages([name]);
    if (!answer.includes(`${name} installed`)) missing.push(name);
  }
  return missing;
}

/** What apt would do, asked without doing it. */
export async function simulateInstall(names) {
  if (names.length === 0)
    return { packages: [], downloadText: '0 B', diskText: '0 B', known: true };
  const args = [
    '-q',
    '-o',
    'Debug::NoLocking=true',
    '--assume-no',
    '--no-install-recommends',
    'install',
  ];
  const ran = spawnSync('apt-get', [...args, ...names], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  const text = ran.stdout ?? '';
  const list = /NEW packages will be installed:\n((?: {2}.*\n)+)/.exec(text);
  return {
    packages: list ? list[1].trim().split(/\s+/) : [],
    downloadText: /Need to get ([^\n]*?) of archives/.exec(text)?.[1] ?? 'unknown',
    diskText: /operation, ([^\n]*?) of additional/.exec(text)?.[1] ?? 'unknown',
    known: list !== null,
  };
}

/** Four octets of /proc/net/route, which has them in the processor's order. */
const dotted = (hex) => [6, 4, 2, 0].map((at) => parseInt(hex.slice(at, at + 2), 16)).join('.');
const bitsOf = (hex) => parseInt(hex, 16).toString(2).replaceAll('0', '').length;

/** Networks in the kernel's own table; the default route is everybody's and says nothing. */
export function routedNetworks(table) {
  const rows = table
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));
  const routes = rows.filter((fields) => fields.length > 7 && fields[7] !== '00000000');
  return routes.map((fields) => `${dotted(fields[1])}/${bitsOf(fields[7])}`);
}

/** Everything this machine routes or has; of `ip`, which knows other tables too, only where it is installed. */
async function takenNetworks() {
  const all = await runCommand('ip', ['-4', '-o', 'route', 'show', 'table', 'all']).catch(() => '');
  const words = all
    .split('\n')
    .map((line) => line.replace(/^(local|broadcast|unreachable|blackhole) /, ''));
  const routed = words.map((line) => line.split(' ')[0]);
  const own = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const addresses = own.filter(({ family }) => family === 'IPv4').map(({ cidr }) => cidr);
  const networks = [...routed, ...addresses, ...routedNetworks(read('/proc/net/route'))];
  return [...new Set(networks)].filter(
    (word) => /^[0-9.]+(\/[0-9]+)?$/.test(word) && word !== '0.0.0.0/0',
  );
}

const userName = () => {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid());
  }
};

function listeningPorts() {
  const lines = [read('/proc/net/tcp'), read('/proc/net/tcp6')].join('\n').split('\n');
  const listening = lines
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === '0A');
  return [...new Set(listening.map((fields) => parseInt(fields[1].split(':').at(-1), 16)))];
}

const canUse = (path) => {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

const interfacesNow = () => (existsSync('/sys/class/net') ? readdirSync('/sys/class/net') : []);

/** What other clouds on this machine chose: they may be stopped now, and come back with it. */
function otherClouds(state) {
  const root = dirname(state);
  const folders = existsSync(root) ? readdirSync(root).map((name) => join(root, name)) : [];
  const texts = folders
    .filter((folder) => folder !== state)
    .map((folder) => read(join(folder, 'settings.json')));
  return texts.filter((text) => text !== '').map((text) => JSON.parse(text));
}

const portsOf = ({ apiPort, listen }) => [apiPort, ...(listen ? [listen.busPort] : [])];

function ownAddresses() {
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return all.filter(({ family }) => family === 'IPv4').map(({ address }) => address);
}

function memoryMiB(name) {
  return Math.floor(
    Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(read('/proc/meminfo'))?.[1] ?? 0) / 1024,
  );
}

/** Where the cloud's folder is to be made, when nothing can be made there; null when it can. */
function closedPlace(state) {
  const place = existing(state);
  return statSync(place).isDirectory() && canUse(place) ? null : place;
}

/** Namespaces are what the private hypervisor lives in; some containers forbid them. */
function canMakeNamespaces() {
  const spaces = ['--mount', '--net', '--uts', '--pid', '--fork', '--mount-proc', 'true'];
  return spawnSync('unshare', spaces, { stdio: 'ignore' }).status === 0;
}

function aptListsPresent() {
  const folder = '/var/lib/apt/lists';
  return existsSync(folder) && readdirSync(folder).some((name) => name.includes('_Packages'));
}

/**
 * @param {{state: string, checkout: string}} where
 */
export async function readFacts({ state, checkout }) {
  const disk = statfsSync(existing(state));
  const missing = await missingPackages();
  const systemd = existsSync('/run/systemd/system');
  const root = process.getuid() === 0;
  const others = otherClouds(state);
  return {
    nodeVersion: process.versions.node,
    architecture: process.arch,
    debianLike: existsSync('/usr/bin/apt-get') && existsSync('/usr/bin/dpkg-deb'),
    systemName:
      /^PRETTY_NAME="?([^"\n]*)/m.exec(read('/etc/os-release'))?.[1] ?? 'an unknown system',
    root,
    systemd,
    user: userName(),
    sudoUser: process.env.SUDO_USER ?? null,
    closedPlace: root ? closedPlace(state) : null,
    diskFreeMiB: Math.floor((disk.bavail * disk.bsize) / 2 ** 20),
    cpus: availableParallelism(),
    memoryMiB: memoryMiB('MemTotal'),
    memoryAvailableMiB: memoryMiB('MemAvailable'),
    tun: existsSync('/dev/net/tun'),
    kvm: canUse('/dev/kvm'),
    namespaces: root ? canMakeNamespaces() : null,
    listeningPorts: [...listeningPorts(), ...others.flatMap(portsOf)],
    addresses: ownAddresses(),
    interfaces: [...interfacesNow(), ...others.map((other) => other.interface)],
    takenNetworks: [...(await takenNetworks()), ...others.map(({ range }) => range.cidr)],
    missingPackages: missing,
    apt: await simulateInstall(missing),
    aptLists: aptListsPresent(),
    nameServers: nameServersHere(),
    appliancePackages: await appliancePackages().catch(() => null),
    nodeModulesInStep: nodeModulesInStep(checkout),
    built: isBuilt(checkout),
    checkoutOwner: statSync(join(checkout, 'package.json')).uid,
    checkout,
  };
}
