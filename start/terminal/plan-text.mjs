// How is the plan told? What will be installed, started, written and opened, why root is needed, how to undo it: in
// that order, each with its size where there is one.

import { natTable } from '../cloud/nat.mjs';
import { roomOf } from '../hosts/hosts.mjs';
import { typedCommand } from './typed-command.mjs';

const list = (words) => words.join(', ');

export function installLines({ install, updateApt, npm, build, guestParts = true }) {
  const lines = [];
  if (updateApt)
    lines.push('apt-get update                       (this machine has no current package lists)');
  if (install.wanted.length > 0) {
    lines.push(`Debian packages: ${list(install.wanted)}`);
    const others = install.packages.length - install.wanted.length;
    const more = others > 0 ? `, with ${others} they need` : '';
    lines.push(
      `  ${install.downloadText} to download, ${install.diskText} on disk${more}; no kernel`,
    );
  } else lines.push('Debian packages: all there');
  if (install.services.length > 0)
    lines.push(`  Debian starts: ${list(install.services)} (Stratus uses none of them)`);
  if (guestParts)
    lines.push('Guest parts (kernel, busybox, dropbear): about 30 MB, unpacked, not installed');
  if (npm) lines.push('npm ci: about 150 MB in node_modules, in this folder');
  if (build) lines.push('build: dist, in this folder');
  return lines;
}

function hostsText({ hosts, removedHosts = 0, hostCpus, machine }) {
  if (hosts === 0) return 'none: all were removed; --hosts 1 makes another';
  const names = Array.from({ length: hosts }, (_, index) => ({ name: `host-${index + 1}` }));
  const { share, capacity } = roomOf({ hosts: names, hostCpus, machine });
  const cpus = capacity
    ? `${capacity.cpuHundredths / 100} CPUs declared`
    : `${share.cpuHundredths / 100} CPUs`;
  const each = `${cpus}, ${share.memoryMiB} MiB of memory, ${share.diskMiB} MiB of disk`;
  if (removedHosts > 0) return `${hosts}, each ${each} (${removedHosts} removed)`;
  return hosts === 1 ? `host-1: ${each}` : `host-1 to host-${hosts}, each ${each}`;
}

function portLines({ apiPort, listen }) {
  const api = `ports       127.0.0.1:${apiPort} (the API)`;
  if (!listen) return [`${api}, one more on loopback (the bus)`];
  const { address, busPort } = listen;
  return [
    api,
    `            ${address}:${apiPort} (the API) and ${address}:${busPort} (the bus), with TLS, for hosts that join`,
  ];
}

function natLines({ instance, nameServers }) {
  const asked =
    nameServers.length > 0 ? nameServers.join(', ') : 'none, only loopback answers here';
  return [
    `outside     reached by machines in this machine's name: nftables table ${natTable(instance)}, ip_forward on`,
    `            (--nat; nothing outside reaches a machine); their name servers: ${asked}`,
  ];
}

function ownLines(plan) {
  const { range } = plan;
  return [
    `files       ${plan.state} (only root reads it; machines' disks are in it)`,
    `            ~${plan.user}/.config/stratus, and ~${plan.user}/.ssh/id_ed25519 if there is no key yet`,
    ...(range
      ? [
          `interface   ${plan.interface} with ${range.gateway}/${range.prefixLength}, leading to the machines' bridge`,
          `addresses   ${range.first} to ${range.last}, reached from this machine only`,
          ...(plan.nat ? natLines(plan) : []),
        ]
      : []),
    ...portLines(plan),
    'processes   nats-server, scheduler, api; for each host an agent and a libvirtd beside any other',
    `hosts       ${hostsText(plan)}`,
    ...(plan.emulated
      ? ['speed       no usable /dev/kvm: machines are emulated, which is slow but complete']
      : []),
  ];
}

/** @param {ReturnType<typeof import('../plan/plan.mjs').makePlan>} plan */
export function planText(plan) {
  const indent = (lines) => lines.map((line) => `  ${line}`);
  const cleanLine = typedCommand(plan, 'clean');
  return [
    plan.known
      ? `The cloud "${plan.instance}" is known here and goes on.`
      : `A new cloud, "${plan.instance}":`,
    '',
    'Will be installed',
    ...indent(installLines(plan)),
    '',
    'Will be made',
    ...indent(ownLines(plan)),
    '',
    'Needs root',
    ...indent([
      'to install packages, to make the interface and the namespaces of the private hypervisor,',
    ]),
    ...indent(["and to run machines as Debian's own user libvirt-qemu"]),
    '',
    'Undo',
    ...indent([
      `sudo ${cleanLine}   removes everything made; it prints the line that removes the packages`,
    ]),
    '',
  ].join('\n');
}

export function problemsText(problems) {
  return ['Stratus cannot start here yet:', ...problems.map((problem) => `- ${problem}`)].join(
    '\n',
  );
}
