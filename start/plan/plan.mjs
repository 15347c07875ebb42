// What is in the way, and what will be done? Computed from facts and options alone, so that every case can be tested
// without a machine on which it is so.

import { decideListen } from '../join/listen.mjs';
import { servicesStartedBy } from './packages.mjs';
import { chooseRange } from './ranges.mjs';
import { typedCommand } from '../terminal/typed-command.mjs';

const NODE_NEEDED = [20, 19];
const DISK_NEEDED_MIB = 3 * 1024;
const MEMORY_NEEDED_MIB = 1200;
/** For each host beyond the first: its libvirtd, its agent, a small machine. */
const HOST_DISK_MIB = 1024;
const HOST_MEMORY_MIB = 400;

const olderNode = (version) => {
  const [major, minor] = version.split('.').map(Number);
  return major < NODE_NEEDED[0] || (major === NODE_NEEDED[0] && minor < NODE_NEEDED[1]);
};

/** Each check: when it fails, what is wrong and what to do. In the order in which a user should mend them. */
const CHECKS = [
  (facts) =>
    olderNode(facts.nodeVersion) &&
    `Node ${facts.nodeVersion} is too old; ${NODE_NEEDED.join('.')} or later is needed (https://nodejs.org)`,
  (facts) =>
    facts.architecture !== 'x64' && `this processor is ${facts.architecture}; x86-64 is needed`,
  (facts) =>
    !facts.debianLike &&
    `this is ${facts.systemName}; Debian 12 or later (or one made from it) is needed`,
  (facts) =>
    facts.closedPlace &&
    `nothing can be written to ${facts.closedPlace} (read-only, or no folder); choose another folder with --state DIR`,
  (facts, { disk }) =>
    facts.diskFreeMiB < disk &&
    `${facts.diskFreeMiB} MiB of disk are free, ${disk} are needed; free some, or choose another folder with --state DIR`,
  (facts, { memory, added }) =>
    facts.memoryAvailableMiB < memory &&
    `${facts.memoryAvailableMiB} MiB of memory are available, ${memory} are needed; end some programs${added > 1 ? ', or ask for fewer hosts' : ''}`,
  (facts) => !facts.tun && '/dev/net/tun is missing: `modprobe tun`, or give it to this container',
  (facts) =>
    facts.namespaces === false &&
    'namespaces cannot be made here (`unshare` fails): run outside of this container, or make it privileged',
  (facts) =>
    !facts.root &&
    'root is needed: for Debian packages, a network interface and namespaces, and to run machines as a user of their own.\n  Type this instead:\n\n    sudo npm start\n',
];

/** What a private host has for itself or the kernel fills (lab/hypervisor-init.sh): a cloud below is not seen in there. */
const COVERED = [
  ...['/run', '/var/run', '/proc', '/sys', '/dev', '/etc/libvirt'],
  ...['/var/lib/libvirt', '/var/cache/libvirt', '/var/log/libvirt'],
];
const coveredBy = (state) =>
  COVERED.find((folder) => state === folder || state.startsWith(`${folder}/`)) ?? null;

/** The name of an interface that is free here. */
export function freeInterface(interfaces) {
  const name = Array.from({ length: 100 }, (_, index) => `stratus${index}`).find(
    (n) => !interfaces.includes(n),
  );
  if (!name) throw new Error('stratus0 to stratus99 are all taken; remove one (`ip link delete`)');
  return name;
}

/** The first port from 8780 on that nothing listens on. */
export function freePort(listening, from = 8780) {
  let port = from;
  while (listening.includes(port)) port += 1;
  return port;
}

/** @returns {ReturnType<typeof chooseRange>} */
function chosenRange(facts, options, settings) {
  if (settings?.range && options.range && options.range !== settings.range.cidr) {
    throw new RangeError(
      `--range: this cloud has ${settings.range.cidr} already; use --instance NAME for another`,
    );
  }
  return settings?.range ?? chooseRange(facts.takenNetworks, options.range);
}

/** What must be free: a cloud that is known already has its part, only what is added counts. */
function neededFor({ hosts, known }) {
  const added = hosts - known;
  const more = known > 0 ? added : added - 1;
  return {
    added,
    disk: DISK_NEEDED_MIB + more * HOST_DISK_MIB,
    memory: MEMORY_NEEDED_MIB + more * HOST_MEMORY_MIB,
  };
}

/** @throws {RangeError} hosts are added by a start, never taken away */
function countHosts(options, settings) {
  const known = settings?.hosts?.length ?? 0;
  // Where an administrator has removed them all, a start makes no other by itself.
  const hosts = options.hosts ?? (settings === null ? 1 : known);
  if (hosts >= known) return { hosts, known };
  throw new RangeError(
    `--hosts ${hosts}: this cloud has ${known} already. Leave --hosts away to go on with them, switch one off with ` +
      `\`${typedCommand(options, 'host', [settings.hosts.at(-1).name, 'kill'])}\`, or begin anew: ${typedCommand(options, 'clean')}`,
  );
}

/** What the hosts share: it is chosen once, so that what they declare does not change with each start. */
const machineOf = ({ cpus, memoryAvailableMiB, diskFreeMiB }) => ({
  cpus,
  memoryMiB: memoryAvailableMiB,
  diskMiB: diskFreeMiB,
});

/** What stands in the way of one host on this machine, whoever's it is. */
export const hostProblems = (facts) =>
  CHECKS.map((check) => check(facts, neededFor({ hosts: 1, known: 0 }))).filter(Boolean);

export function installStep(facts) {
  const packages = facts.apt.packages.length > 0 ? facts.apt.packages : facts.missingPackages;
  const kernel = packages.find((name) => /^linux-image/.test(name));
  return {
    wanted: facts.missingPackages,
    packages,
    kernel: kernel ?? null,
    downloadText: facts.apt.downloadText,
    diskText: facts.apt.diskText,
    updateFirst: facts.missingPackages.length > 0 && !facts.apt.known,
    services: facts.systemd ? servicesStartedBy(packages) : [],
  };
}

/**
 * @param {Awaited<ReturnType<typeof import('./facts.mjs').readFacts>>} facts
 * @param {ReturnType<typeof import('../terminal/options.mjs').readOptions>} options
 * @param {object | null} settings what an earlier start of this cloud chose; null the first time
 */
export function makePlan(facts, options, settings = null) {
  let count = { hosts: settings?.hosts?.length ?? 1, known: settings?.hosts?.length ?? 0 };
  const usage = [];
  try {
    count = countHosts(options, settings);
  } catch (error) {
    usage.push(error.message);
  }
  const needed = neededFor(count);
  const checked = CHECKS.map((check) => check(facts, needed)).filter(Boolean);
  const covered = coveredBy(options.state);
  if (covered !== null)
    usage.push(
      `--state ${options.state}: each private host has a ${covered} of its own, which would cover it; choose another folder`,
    );
  const problems = [...checked, ...usage];
  const install = installStep(facts);
  if (install.kernel)
    problems.push(`apt would install a kernel (${install.kernel}); install the packages by hand`);
  /** @type {ReturnType<typeof chooseRange> | null} */
  let range = null;
  try {
    range = chosenRange(facts, options, settings);
  } catch (error) {
    problems.push(error.message);
  }
  const apiPort = settings?.apiPort ?? freePort(facts.listeningPorts);
  const { listen, problem } = decideListen({
    ...{ option: options.listen, known: settings?.listen ?? null, addresses: facts.addresses },
    takenPorts: [...facts.listeningPorts, apiPort],
  });
  if (problem !== null) problems.push(problem);
  const user = options.forUser ?? settings?.user ?? facts.sudoUser ?? facts.user;
  return {
    problems,
    install,
    updateApt: install.updateFirst || (facts.appliancePackages === null && !facts.aptLists),
    npm: !facts.nodeModulesInStep,
    build: !facts.nodeModulesInStep || !facts.built,
    state: options.state,
    instance: options.instance,
    checkout: facts.checkout,
    range,
    interface: settings?.interface ?? freeInterface(facts.interfaces),
    ...{ hosts: count.hosts, removedHosts: settings?.removedHosts ?? 0 },
    hostCpus: options.hostCpus ?? settings?.hostCpus ?? null,
    machine: settings?.machine ?? machineOf(facts),
    ...{ apiPort, listen, nat: options.nat, exportTo: options.exportTo ?? null },
    nameServers: options.nat ? facts.nameServers : (settings?.nameServers ?? []),
    user,
    emulated: !facts.kvm,
    known: settings !== null,
  };
}
