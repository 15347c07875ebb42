/**
 * Has a simulated cloud come to rest, and is all well? When faults have ended, every request is answered and every machine has
 * ended or waits with a reason, and what the log says is what the hosts really hold (I5, I10, I21).
 */
import { stateDigest } from '../../shared/model/state-digest.ts';
import type { Machine, State } from '../../shared/model/state.ts';
import { checkFinds } from './checked.ts';
import type { SimClient } from './sim-client.ts';
import type { SimHost } from './sim-host.ts';
import type { SimWorld } from './sim-world.ts';

/** What is not at rest, in words; empty when all is. */
export function unrest(world: SimWorld, clients: readonly SimClient[]): string[] {
  const { state } = world.witness.follower;
  const problems = [
    ...clients.flatMap(({ requests }) =>
      requests.filter(({ answer }) => !answer).map(({ key }) => `${key} has no answer`),
    ),
    ...clients.flatMap(({ requests }) =>
      requests
        .filter(({ answer, hasCopies }) => answer?.kind === 'refused' && !hasCopies)
        .filter(({ actor, key }) => world.witness.follower.keys.has(`${actor}/${key}`))
        .map(({ key }) => `${key} was refused and is in the log`),
    ),
    ...[...state.machines.values()].flatMap((machine) => restless(world, state, machine)),
    ...[...state.evidence.keys()].flatMap((machineId) => evidenceDue(world, state, machineId)),
    ...world.hosts.flatMap((host) => leftovers(state, host)),
    ...untrueTables(state),
    ...speechless(state),
    ...checkFinds(world),
  ];
  // Whole states are compared when all else is at rest.
  if (problems.length > 0) return problems;
  return [...(world.readers?.behind() ?? []), ...leaderDiffers(world, state)];
}

function restless(world: SimWorld, state: State, machine: Machine): string[] {
  const { machineId } = machine.spec;
  if (isOnRemoved(state, machine)) return [];
  const alive = world.census.alive(machineId);
  const say = (text: string): string[] => [`${machineId.slice(0, 8)} (${machine.state}) ${text}`];
  switch (machine.state) {
    case 'pending':
      if (machine.waiting === null) return say('waits without a reason');
      return machine.waiting === 'noHostHeard' ? say('waits for a host that is there') : [];
    case 'running':
      return alive === 1 ? [] : say(`has ${alive} QEMUs`);
    case 'unknown':
      if (machine.reason === 'hostSilent' || machine.reason === 'hostConfirmedDown')
        return say('is on a host that is there again');
      return alive === 0 ? [] : say(`has ${alive} QEMUs`);
    case 'done':
      if (machine.givenUp) return say('was given up, and its host is there again');
      return alive === 0 ? [] : say(`has ${alive} QEMUs`);
    case 'stopped':
    case 'failed':
      return alive === 0 ? [] : say(`has ${alive} QEMUs`);
    case 'prolog':
      return waitsForAddress(world, state, machine) ? [] : say('is still on its way');
    case 'boot':
    case 'stopping':
    case 'epilog':
    case 'suspended':
    case 'migrating':
      return say('is still on its way');
  }
}

/** Its host was removed after it had been confirmed down: nobody will hear of it again. */
function isOnRemoved(state: State, { hostId }: Machine): boolean {
  return hostId !== null && Boolean(state.hosts.get(hostId)?.removed);
}

/** Its address is in use, and no other is free. */
function waitsForAddress(world: SimWorld, state: State, machine: Machine): boolean {
  const host = world.hosts.find(({ hostId }) => hostId === machine.hostId);
  const failure = host?.guards.kept().get(machine.spec.machineId)?.failure;
  if (failure?.reason !== 'addressInUse' || failure.generation !== machine.generation) return false;
  const network = state.networks.get('public');
  if (!network) return false;
  const nowMs = world.clock.now();
  for (let address = network.first; address <= network.last; address++) {
    const lease = state.leases.get(address);
    if (!lease || (lease.machineId === null && lease.restsUntilMs <= nowMs)) return false;
  }
  return true;
}

function evidenceDue(world: SimWorld, state: State, machineId: string): string[] {
  const evidence = state.evidence.get(machineId)!;
  const say = (text: string): string[] => [`evidence of ${machineId.slice(0, 8)} ${text}`];
  if (evidence.purged || state.hosts.get(evidence.hostId)?.removed) return [];
  if (evidence.digest === '') return say('is not sealed');
  const due = evidence.held === null && world.clock.now() > evidence.purgeNotBeforeMs;
  return due ? say('is due to be purged') : [];
}

/** What a host holds of machines that are no more, or not its own. */
function leftovers(state: State, host: SimHost): string[] {
  const say = (machineId: string, what: string): string =>
    `I10: ${host.name} still has ${what} of ${machineId.slice(0, 8)}`;
  const left: string[] = [];
  if (state.hosts.get(host.hostId)?.removed) return left;
  const placed = (machineId: string): boolean => {
    const machine = state.machines.get(machineId);
    return machine?.hostId === host.hostId && machine.state !== 'done';
  };
  for (const machineId of host.living.keys())
    if (!placed(machineId)) left.push(say(machineId, 'a QEMU'));
  for (const { uuid } of host.hypervisor.domains())
    if (!placed(uuid)) left.push(say(uuid, 'the definition'));
  for (const machineId of host.guards.kept().keys()) {
    const evidence = state.evidence.get(machineId);
    const kept = evidence?.hostId === host.hostId && !evidence.purged;
    if (!placed(machineId) && !kept) left.push(say(machineId, 'the guard'));
  }
  for (const machineId of state.machines.keys())
    if (!placed(machineId) && host.disks.filesOf(machineId).size > 0)
      left.push(say(machineId, 'files'));
  const filters = host.hypervisor.filters().length;
  const domains = host.hypervisor.domains().length;
  if (filters > domains)
    left.push(`I10: ${host.name} has ${filters} filters for ${domains} domains`);
  return left;
}

/** I21: promises, names and leases are those of the machines and the evidence that there are, and no others. */
function untrueTables(state: State): string[] {
  const wrong: string[] = [];
  for (const host of state.hosts.values()) {
    const sum = { cpuHundredths: 0, memoryMiB: 0, diskMiB: 0 };
    for (const { hostId, state: at, spec } of state.machines.values()) {
      if (hostId !== host.hostId || at === 'done' || at === 'failed') continue;
      sum.cpuHundredths += spec.resources.cpuHundredths;
      sum.memoryMiB += spec.resources.memoryMiB;
      sum.diskMiB += spec.resources.diskMiB;
    }
    for (const { hostId, purged, reservedMiB } of state.evidence.values())
      if (hostId === host.hostId && !purged) sum.diskMiB += reservedMiB;
    const isSum = (Object.keys(sum) as (keyof typeof sum)[]).every(
      (resource) => sum[resource] === host.promised[resource],
    );
    if (!isSum) wrong.push(`I21: ${host.name} does not promise what is on it`);
  }
  for (const { machineId, address } of state.leases.values()) {
    const machine = machineId === null ? null : state.machines.get(machineId);
    const holds = machine?.nics.some((nic) => nic.address === address);
    if (machine && (machine.state === 'done' || !holds))
      wrong.push(`I10: address ${address & 255} is leased to ${machineId}, which has it no more`);
  }
  for (const machineId of state.machineByName.values())
    if (state.machines.get(machineId)?.state === 'done')
      wrong.push(`I10: the name of ${machineId} is kept though it is done`);
  return wrong;
}

/** A host that joined has spoken by now: a cloud in which nothing works is at rest too. */
function speechless(state: State): string[] {
  return [...state.hosts.values()]
    .filter(({ removed, declared }) => removed === null && declared === null)
    .map(({ name }) => `${name} joined and never spoke`);
}

/** The leader's committed state is the fold of the log, to the byte. */
function leaderDiffers(world: SimWorld, state: State): string[] {
  const leaders = world.schedulers.flatMap((scheduler) => scheduler.state() ?? []);
  const newest = leaders.find(({ term }) => term === state.term);
  if (!newest) return ['nobody leads'];
  if (newest.sequence !== state.sequence) return ['the leader is behind the log'];
  return stateDigest(newest) === stateDigest(state)
    ? []
    : ["I24: the leader's state is not the fold of the log"];
}
