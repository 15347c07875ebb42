/** Is the log at one with itself? Addresses, promises and evidence, counted again from the machines (I3, I4, I10, I21). */
import { printIpv4 } from '../../net/ipv4.ts';
import { promisableOf } from '../promisable.ts';
import type { Host, Machine, State } from '../state.ts';
import type { Resources } from '../words.ts';
import { hostText, machineText } from './finding.ts';
import type { Finding } from './finding.ts';

export function checkBooks(state: State): Finding[] {
  return [
    ...sharedAddresses(state),
    ...[...state.machines.values()].flatMap((machine) => unleased(state, machine)),
    ...idleLeases(state),
    ...[...state.hosts.values()].flatMap((host) => promises(state, host)),
    ...lostEvidence(state),
  ];
}

/** A guest of it may use its addresses, now or after a start. */
const mayUse = ({ state }: Machine): boolean => state !== 'done' && state !== 'epilog';

function sharedAddresses(state: State): Finding[] {
  const users = new Map<number, Machine>();
  const findings: Finding[] = [];
  for (const machine of state.machines.values()) {
    if (!mayUse(machine)) continue;
    for (const { address } of machine.nics) {
      const other = users.get(address);
      if (other)
        findings.push(addressTwice(state, address, [other.spec.machineId, machine.spec.machineId]));
      users.set(address, machine);
    }
  }
  return findings;
}

/** One address, two machines: in the log, or by what hosts say. */
export function addressTwice(
  state: State,
  address: number,
  machineIds: readonly [string, string],
): Finding {
  const [one, other] = machineIds;
  return {
    ...{ kind: 'addressTwice', invariant: 'I3', hostId: null, machineId: other, address },
    text: `${printIpv4(address)} belongs to ${machineText(state, one)} and to ${machineText(state, other)}.`,
    remedy: 'administrator',
    whatToDo: 'End one of them: `stratus kill`.',
  };
}

function unleased(state: State, machine: Machine): Finding[] {
  if (!mayUse(machine)) return [];
  const { machineId } = machine.spec;
  return machine.nics
    .filter(({ address }) => state.leases.get(address)?.machineId !== machineId)
    .map(({ address }) => ({
      ...{ kind: 'addressNotLeased', invariant: 'I12', hostId: machine.hostId, machineId, address },
      text: `${machineText(state, machineId)} has a card with ${printIpv4(address)}, which is not leased to it.`,
      remedy: 'administrator',
      whatToDo: 'End it before somebody else gets that address: `stratus kill`.',
    }));
}

function idleLeases(state: State): Finding[] {
  const findings: Finding[] = [];
  for (const { address, machineId } of state.leases.values()) {
    if (machineId === null) continue;
    const machine = state.machines.get(machineId);
    const holds = machine?.nics.some((nic) => nic.address === address);
    if (machine && machine.state !== 'done' && holds) continue;
    findings.push({
      ...{ kind: 'leaseWithoutMachine', invariant: 'I10', hostId: null, machineId, address },
      text: `${printIpv4(address)} is leased to ${machineText(state, machineId)}, which has ended or has another address.`,
      remedy: 'repair',
      whatToDo: 'The lease is ended; the address rests for the hold time of the site.',
    });
  }
  return findings;
}

const kinds = ['cpuHundredths', 'memoryMiB', 'diskMiB'] as const;
const words = {
  cpuHundredths: 'hundredths of a core',
  memoryMiB: 'MiB of memory',
  diskMiB: 'MiB of disk',
} as const satisfies Record<keyof Resources, string>;

function promises(state: State, host: Host): Finding[] {
  if (host.removed) return [];
  const { hostId, promised, declared } = host;
  const counted = countPromises(state, hostId);
  const findings: Finding[] = [];
  for (const kind of kinds)
    if (counted[kind] !== promised[kind])
      findings.push({
        ...{ kind: 'promisesDiffer', invariant: 'I21', hostId, machineId: null, address: null },
        text: `${hostText(state, hostId)} is noted with ${promised[kind]} ${words[kind]} promised; its machines and evidence make ${counted[kind]}.`,
        remedy: 'administrator',
        whatToDo:
          'This is an error in Stratus: please report it with the output of `stratus check -o json`.',
      });
  const { site } = state;
  if (!declared || !site) return findings;
  const most = promisableOf(declared.capacity, site);
  for (const kind of kinds)
    if (counted[kind] > most[kind])
      findings.push({
        ...{ kind: 'promisedTooMuch', invariant: 'I4', hostId, machineId: null, address: null },
        text: `${hostText(state, hostId)} has ${counted[kind]} ${words[kind]} promised and can promise ${most[kind]}.`,
        remedy: 'administrator',
        whatToDo:
          'It gets no new machine and loses none: give it back what it had, or end machines on it.',
      });
  return findings;
}

function countPromises(state: State, hostId: string): Resources {
  const sum = { cpuHundredths: 0, memoryMiB: 0, diskMiB: 0 };
  for (const machine of state.machines.values()) {
    if (!machine.promised || machine.hostId !== hostId) continue;
    for (const kind of kinds) sum[kind] += machine.spec.resources[kind];
  }
  for (const evidence of state.evidence.values())
    if (evidence.hostId === hostId && !evidence.purged) sum.diskMiB += evidence.reservedMiB;
  return sum;
}

function lostEvidence(state: State): Finding[] {
  return [...state.evidence.values()]
    .filter(({ purged, hostId }) => !purged && !state.hosts.has(hostId))
    .map(({ machineId, hostId }) => ({
      ...{ kind: 'evidenceWithoutHost', invariant: 'I10', hostId, machineId, address: null },
      text: `Evidence of ${machineText(state, machineId)} is noted on ${hostText(state, hostId)}, which the log does not know.`,
      remedy: 'administrator',
      whatToDo: 'Look for its disks under quarantine/ on the hosts by the id of the machine.',
    }));
}
