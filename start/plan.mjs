// What is in the way, and what will be done? Computed from facts and options alone, so that every case can be tested
// without a machine on which it is so.

import { servicesStartedBy } from './packages.mjs';
import { chooseRange } from './ranges.mjs';

const NODE_NEEDED = [20, 19];
const DISK_NEEDED_MIB = 3 * 1024;
const MEMORY_NEEDED_MIB = 1200;

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
    facts.diskFreeMiB < DISK_NEEDED_MIB &&
    `${facts.diskFreeMiB} MiB of disk are free, ${DISK_NEEDED_MIB} are needed; free some, or choose another folder with --state DIR`,
  (facts) =>
    facts.memoryAvailableMiB < MEMORY_NEEDED_MIB &&
    `${facts.memoryAvailableMiB} MiB of memory are available, ${MEMORY_NEEDED_MIB} are needed; end some programs`,
  (facts) => !facts.tun && '/dev/net/tun is missing: `modprobe tun`, or give it to this container',
  (facts) =>
    facts.namespaces === false &&
    'namespaces cannot be made here (`unshare` fails): run outside of this container, or make it privileged',
  (facts) =>
    !facts.root &&
    'root is needed: for Debian packages, a network interface and namespaces, and to run machines as a user of their own.\n  Type this instead:\n\n    sudo npm start\n',
];

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

function installStep(facts) {
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
 * @param {ReturnType<typeof import('./options.mjs').readOptions>} options
 * @param {object | null} settings what an earlier start of this cloud chose; null the first time
 */
export function makePlan(facts, options, settings = null) {
  const problems = CHECKS.map((check) => check(facts)).filter(Boolean);
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
    apiPort: settings?.apiPort ?? freePort(facts.listeningPorts),
    user,
    emulated: !facts.kvm,
    known: settings !== null,
  };
}
