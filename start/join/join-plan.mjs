// On whose libvirt will this machine run the cloud's machines, and what is in the way? Decided from facts and options
// alone, and told before anything is done.

import { hostProblems, installStep } from '../plan/plan.mjs';
import { installLines } from '../terminal/plan-text.mjs';
import { typedCommand } from '../terminal/typed-command.mjs';

const ROOT =
  'root is needed: for Debian packages, and to run machines as a user of their own.\n  Type this instead:\n\n    sudo npm run join -- -\n';

function libvirtProblems({ libvirt, bridge, facts, options, known }) {
  const problems = [];
  const there = facts.bridges.length > 0 ? facts.bridges.join(', ') : 'none';
  if (options.private && libvirt === 'system')
    problems.push(
      `--private: this machine joined with the system's libvirtd; leave --private away, or begin anew: npm run clean`,
    );
  if (options.bridge && options.bridge !== bridge)
    problems.push(
      libvirt === 'private'
        ? "--bridge: it is for the system's libvirtd, which does not answer; start that (systemctl start libvirtd), or leave --bridge away"
        : `--bridge: this machine joined with ${known.bridge}; leave --bridge away, or begin anew: npm run clean`,
    );
  if (libvirt === 'system' && bridge === null)
    problems.push(
      `libvirtd runs here: say to which bridge it attaches machines, --bridge NAME (there are: ${there}), or take a hypervisor of its own beside it: --private`,
    );
  if (libvirt === 'system' && bridge !== null && !facts.bridges.includes(bridge))
    problems.push(`--bridge ${bridge}: there is no such bridge here (there are: ${there})`);
  if (libvirt === 'system' && known !== null && !facts.libvirtAnswers)
    problems.push("the system's libvirtd does not answer; start it: systemctl start libvirtd");
  return problems;
}

/**
 * @param {Awaited<ReturnType<typeof import('../plan/facts.mjs').readFacts>> &
 *   Awaited<ReturnType<typeof import('./join-facts.mjs').readJoinFacts>>} facts
 * @param {ReturnType<typeof import('../terminal/options.mjs').readOptions>} options
 * @param {import('./joined-host.mjs').JoinedHost | null} known what an earlier attempt chose
 */
export function makeJoinPlan(facts, options, known) {
  const asked = facts.libvirtAnswers && !options.private ? 'system' : 'private';
  const libvirt = known?.libvirt ?? asked;
  const bridge = libvirt === 'private' ? null : (known?.bridge ?? options.bridge);
  const install = installStep(facts);
  const problems = [
    ...hostProblems({
      ...facts,
      root: true,
      ...(libvirt === 'system' ? { namespaces: true } : {}),
    }),
    ...(facts.root ? [] : [ROOT]),
    ...libvirtProblems({ libvirt, bridge, facts, options, known }),
    ...(install.kernel
      ? [`apt would install a kernel (${install.kernel}); install the packages by hand`]
      : []),
  ];
  return {
    ...{ problems, install, libvirt, bridge, state: options.state, instance: options.instance },
    updateApt:
      install.updateFirst || (facts.kvm && facts.appliancePackages === null && !facts.aptLists),
    npm: !facts.nodeModulesInStep,
    build: !facts.nodeModulesInStep || !facts.built,
    checkout: facts.checkout,
    kvm: facts.kvm,
    programs: facts.programs,
    known: known?.joined ?? null,
  };
}

function hostLines({ libvirt, bridge, programs, state, kvm }) {
  const system = libvirt === 'system';
  return [
    `files       ${state} (only root reads it)${system ? ', disks of machines in /var/lib/libvirt/images' : '; disks of machines are in it'}`,
    system
      ? `libvirt     the system's libvirtd, unchanged; machines on bridge ${bridge}`
      : 'libvirt     a libvirtd of its own beside any other; its machines are on a bridge of their own that leads nowhere yet',
    ...(system && programs.busybox === null
      ? ['probes      none: without busybox it is not seen that an address is used already']
      : []),
    'processes   agent; it calls the cloud, nothing listens here',
    ...(kvm
      ? []
      : ['speed       no usable /dev/kvm: machines are emulated, which is slow but complete']),
  ];
}

/** @param {ReturnType<typeof makeJoinPlan>} plan */
export function joinPlanText(plan) {
  const indent = (lines) => lines.map((line) => `  ${line}`);
  return [
    plan.known
      ? `This machine is host ${plan.known.name} and goes on.`
      : 'This machine becomes a host of a cloud.',
    '',
    'Will be installed',
    ...indent(installLines({ ...plan, guestParts: plan.kvm })),
    '',
    'Will be made',
    ...indent(hostLines(plan)),
    '',
    'Undo',
    `  there: stratus host remove NAME; here: sudo ${typedCommand(plan, 'clean')}`,
    '',
  ].join('\n');
}
