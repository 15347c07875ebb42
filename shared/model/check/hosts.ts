/**
 * Is on the hosts what the log says, and nothing else? One host at a time (I5, I8, I10, I13, I14, I17). Nothing follows here from a
 * host that did not answer.
 */
import { isFinal } from '../lifecycle.ts';
import type { Evidence, Machine, State } from '../state.ts';
import { generationHeld } from '../state-access.ts';
import { hostText, isLive, isOrdered, machineText } from './finding.ts';
import type { Finding, FindingKind, HeldMachine, Remedy, Sighting } from './finding.ts';

export function checkHost(state: State, sighting: Sighting): Finding[] {
  const { hostId, held, unguarded } = sighting;
  const host = state.hosts.get(hostId);
  if (!host || host.removed) return [];
  const told = new Map(held.map((one) => [one.machineId, one]));
  const bare = new Set(unguarded);
  const findings = [
    ...held.flatMap((one) => checkHeld(state, hostId, one)),
    ...unguarded.flatMap((machineId) => checkUnguarded(state, hostId, machineId)),
  ];
  for (const machine of state.machines.values())
    if (machine.hostId === hostId && isOrdered(machine)) {
      const { machineId } = machine.spec;
      if (!told.has(machineId) && !bare.has(machineId)) findings.push(...notThere(state, machine));
    }
  for (const evidence of state.evidence.values())
    if (evidence.hostId === hostId && !evidence.purged)
      findings.push(...checkEvidence(state, evidence, told.get(evidence.machineId) ?? null));
  return findings;
}

interface About {
  readonly hostId: string;
  readonly machineId: string;
}

interface Words {
  readonly what: string;
  readonly remedy: Remedy;
  readonly whatToDo: string;
}

function found(
  state: State,
  [kind, invariant]: readonly [FindingKind, string],
  { hostId, machineId }: About,
  { what, remedy, whatToDo }: Words,
): Finding {
  const text = `On ${hostText(state, hostId)} ${machineText(state, machineId)} ${what}.`;
  return { kind, invariant, hostId, machineId, address: null, text, remedy, whatToDo };
}

function checkHeld(state: State, hostId: string, held: HeldMachine): Finding[] {
  const { machineId, generation, phase } = held;
  const about = { hostId, machineId };
  const machine = state.machines.get(machineId);
  if (!machine)
    return [
      found(state, ['unknownMachine', 'I17'], about, {
        what: `is held (generation ${generation}, ${phase}), and the log knows nothing of it`,
        remedy: 'administrator',
        whatToDo:
          'Nothing touches it. Is this the log of that host? An older one is brought up by `stratus recover`.',
      }),
    ];
  if (machine.hostId !== hostId) return elsewhere(state, about, machine, held);
  if (generation > machine.generation)
    return [
      found(state, ['generationBeyond', 'I8'], about, {
        what: `has an order of generation ${generation}, and the log has given ${machine.generation}`,
        remedy: 'administrator',
        whatToDo:
          'The log is older than that host, or somebody else gives it orders: `stratus log verify`, `stratus recover`.',
      }),
    ];
  if (generation < generationHeld(state, machine)) return [notTaken(state, about, machine, held)];
  return sameOrder(state, about, machine, held);
}

function elsewhere(state: State, about: About, machine: Machine, held: HeldMachine): Finding[] {
  const own = machine.hostId === null ? 'no host' : hostText(state, machine.hostId);
  return [
    found(state, ['onAnotherHost', 'I1'], about, {
      what: `is held (${held.phase}), and the log has it on ${own}`,
      remedy: 'administrator',
      whatToDo: isLive(held)
        ? 'It may run twice: look at both hosts with `virsh list`, and destroy the wrong one.'
        : 'It does not run there; remove what is left of it on that host by hand.',
    }),
  ];
}

function notTaken(state: State, about: About, machine: Machine, held: HeldMachine): Finding {
  return found(state, ['orderNotTaken', 'I5'], about, {
    what: `has not taken its order of generation ${machine.generation}, it has ${held.generation}`,
    remedy: 'itself',
    whatToDo: 'It is sent again at each hello; many ends at once are taken a few each minute.',
  });
}

function sameOrder(state: State, about: About, machine: Machine, held: HeldMachine): Finding[] {
  const { phase } = held;
  if (machine.state === 'running' && phase !== 'running')
    return [
      found(state, ['doesNotRun', 'I5'], about, {
        what: `is running by the log, and its host says ${phase}`,
        remedy: 'itself',
        whatToDo: 'The next report of the host says what became of it.',
      }),
    ];
  const isOff = ['stopped', 'failed', 'done', 'unknown'].includes(machine.state);
  if (isOff && !machine.givenUp && isLive(held))
    return [
      found(state, ['runsUnordered', 'I17'], about, {
        what: `is ${machine.state} by the log, and it runs`,
        remedy: machine.state === 'unknown' ? 'itself' : 'administrator',
        whatToDo:
          machine.state === 'unknown'
            ? 'The next report of the host says that it runs.'
            : 'Somebody started it past Stratus: `stratus start` takes it over, `stratus kill` ends it.',
      }),
    ];
  const keeps = held.evidence !== null && held.evidence.phase !== 'purged';
  if (isFinal(machine.state) && !machine.givenUp && !keeps)
    return [
      found(state, ['notForgotten', 'I10'], about, {
        what: 'has ended, and the host still keeps its record',
        remedy: 'itself',
        whatToDo: 'The host is told to forget it with its next orders.',
      }),
    ];
  return [];
}

/** Something of a machine is there by domain or disks, and the host keeps no record of it. */
function checkUnguarded(state: State, hostId: string, machineId: string): Finding[] {
  const about = { hostId, machineId };
  const machine = state.machines.get(machineId);
  if (machine && isOrdered(machine) && machine.hostId !== hostId)
    return [
      found(state, ['onTwoHosts', 'I1'], about, {
        what: `has a domain or disks, and the log has it on ${hostText(state, machine.hostId ?? '')}`,
        remedy: 'administrator',
        whatToDo:
          'It may run twice: look at both hosts with `virsh list`, and destroy the wrong one.',
      }),
    ];
  if (machine && (isOrdered(machine) || machine.givenUp))
    return [
      found(state, ['recordLost', 'I8'], about, {
        what: 'is there, and the host has lost its record of it',
        remedy: 'itself',
        whatToDo: 'It gets its order again, counts as started, and is never started twice by it.',
      }),
    ];
  if (isKept(state.evidence.get(machineId)))
    return [
      found(state, ['recordLost', 'I14'], about, {
        what: 'is in quarantine, and the host has lost its record of it',
        remedy: 'administrator',
        whatToDo: 'Nothing removes it; its window is not counted there any more.',
      }),
    ];
  return [orphan(state, about, machine)];
}

/** Whether evidence of that machine is noted and not purged. */
const isKept = (evidence: Evidence | undefined): boolean => evidence?.purged === false;

function orphan(state: State, about: About, machine: Machine | undefined): Finding {
  const wasPurged = state.evidence.has(about.machineId);
  return found(state, ['orphan', 'I10'], about, {
    what: machine
      ? 'has ended, and a domain or disks of it are left'
      : 'has a domain or disks, and nobody knows of it',
    remedy: wasPurged ? 'administrator' : 'repair',
    whatToDo: wasPurged
      ? 'Its evidence was purged in its time; look at what came after, and remove it by hand.'
      : 'Its domain is ended and its disks are put into quarantine for the usual window.',
  });
}

function notThere(state: State, machine: Machine): Finding[] {
  const { hostId, spec } = machine;
  const about = { hostId: hostId ?? '', machineId: spec.machineId };
  if (isFinal(machine.state) || machine.state === 'failed') return [];
  return [
    found(state, ['notThere', 'I5'], about, {
      what: `is ${machine.state} by the log, and nothing of it is there`,
      remedy: 'itself',
      whatToDo:
        machine.state === 'running'
          ? 'The next full report makes it unknown (vanished); its owner decides.'
          : 'Its order is sent again. If that does not help, its disks are lost: `stratus kill`.',
    }),
  ];
}

function checkEvidence(state: State, evidence: Evidence, held: HeldMachine | null): Finding[] {
  const { machineId, hostId, digest, purgeOrderedAt } = evidence;
  const about = { hostId, machineId };
  const told = held?.evidence ?? null;
  const look =
    'Compare it with a copy, if there is one; `stratus quarantine list` says when it was kept.';
  if (told === null)
    return [
      found(state, ['evidenceMissing', 'I14'], about, {
        what: 'has its disks in quarantine by the log, and its host tells of none',
        ...{ remedy: 'administrator', whatToDo: look },
      }),
    ];
  if (told.phase === 'purged' && purgeOrderedAt === 0)
    return [
      found(state, ['purgedUnordered', 'I14'], about, {
        what: 'has its disks in quarantine by the log, and its host says that they are purged',
        ...{ remedy: 'administrator', whatToDo: look },
      }),
    ];
  if (told.phase === 'sealed' && digest !== '' && told.digest !== digest)
    return [
      found(state, ['evidenceAltered', 'I13'], about, {
        what: `has evidence with the digest ${told.digest}; it was sealed with ${digest}`,
        ...{ remedy: 'administrator', whatToDo: look },
      }),
    ];
  return [];
}
