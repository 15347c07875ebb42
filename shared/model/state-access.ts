/** Looking things up in the state, and the promises of a host: small steps that several files of the fold share. */
import { assert } from '../base/assert.ts';
import type { Evidence, Host, Machine, State } from './state.ts';

/** The machine; its absence is a bug of whoever wrote the event. */
export function machineOf(state: State, machineId: string): Machine {
  const machine = state.machines.get(machineId);
  assert(machine, `no machine ${machineId}`);
  return machine;
}

export function hostOf(state: State, hostId: string): Host {
  const host = state.hosts.get(hostId);
  assert(host, `no host ${hostId}`);
  return host;
}

export function evidenceOf(state: State, machineId: string): Evidence {
  const evidence = state.evidence.get(machineId);
  assert(evidence, `no evidence of machine ${machineId}`);
  return evidence;
}

/** The machine's resources are promised on the host. */
export function promise(state: State, hostId: string, machine: Machine): void {
  const host = hostOf(state, hostId);
  const { cpuHundredths, memoryMiB, diskMiB } = machine.spec.resources;
  host.promised.cpuHundredths += cpuHundredths;
  host.promised.memoryMiB += memoryMiB;
  host.promised.diskMiB += diskMiB;
  host.machines.add(machine.spec.machineId);
  machine.promised = true;
}

/** They are free again, if they were promised. The machine stays known on the host until its end is confirmed. */
export function unpromise(state: State, machine: Machine): void {
  if (!machine.promised || machine.hostId === null) return;
  machine.promised = false;
  const host = hostOf(state, machine.hostId);
  const { cpuHundredths, memoryMiB, diskMiB } = machine.spec.resources;
  host.promised.cpuHundredths -= cpuHundredths;
  host.promised.memoryMiB -= memoryMiB;
  host.promised.diskMiB -= diskMiB;
  const { cpuHundredths: cpu, memoryMiB: memory, diskMiB: disk } = host.promised;
  assert(cpu >= 0 && memory >= 0 && disk >= 0, `host ${host.hostId} promises less than nothing`);
}

/**
 * The generation of the order that its host is to hold. Of one that is over that is the order that ended it: after a recovery
 * the log may have given another before it knew of the end.
 */
export function generationHeld(
  state: State,
  { spec, state: at, givenUp, generation }: Machine,
): number {
  const evidence = state.evidence.get(spec.machineId);
  return at === 'done' && !givenUp && evidence ? evidence.generation : generation;
}

/** Machines that the host's resources are promised to; evidence that it keeps of others is not counted. */
export function machinesPlaced(state: State, host: Host): number {
  let placed = 0;
  for (const machineId of host.machines) if (state.machines.get(machineId)?.promised) placed += 1;
  return placed;
}
