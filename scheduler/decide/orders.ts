/**
 * What a host is to hold, from the state alone: the order for each of its machines, the purges, and what it may forget. Every
 * order is explicit; leaving a machine out orders nothing.
 */
import type { Forget, PurgeOrder } from '../../shared/model/conversation.ts';
import type { Held } from '../../shared/model/digests.ts';
import type { MachineOrigin, MachineRecord } from '../../shared/model/machine-record.ts';
import type { Evidence, Machine, State } from '../../shared/model/state.ts';
import { isFinal } from '../../shared/model/lifecycle.ts';
import { generationHeld } from '../../shared/model/state-access.ts';

export interface Orders {
  readonly machines: readonly MachineRecord[];
  readonly purges: readonly PurgeOrder[];
}

/** All orders of a host. */
export function ordersOf(state: State, hostId: string): Orders {
  const machines: MachineRecord[] = [];
  const purges: PurgeOrder[] = [];
  for (const machineId of state.hosts.get(hostId)?.machines ?? []) {
    const machine = state.machines.get(machineId);
    if (machine && (!isFinal(machine.state) || machine.givenUp)) machines.push(recordOf(machine));
    const evidence = state.evidence.get(machineId);
    if (evidence && evidence.purgeOrderedAt > 0 && !evidence.purged) purges.push(purgeOf(evidence));
  }
  return { machines, purges };
}

/** What `heldDigest` of a host that has accepted all its orders is computed from. */
export function heldBy(state: State, hostId: string): Held[] {
  const held: Held[] = [];
  for (const machineId of state.hosts.get(hostId)?.machines ?? []) {
    const machine = state.machines.get(machineId);
    if (!machine) continue;
    const purge = (state.evidence.get(machineId)?.purgeOrderedAt ?? 0) > 0;
    held.push({ machineId, generation: generationHeld(state, machine), purge });
  }
  return held;
}

/** Machines that the host still holds and the log knows to be gone for good. Unknown ones, and those given up, are not among them. */
export function forgetsOf(state: State, hostId: string, reported: Iterable<string>): Forget[] {
  const forgets: Forget[] = [];
  for (const machineId of reported) {
    const machine = state.machines.get(machineId);
    if (!machine || machine.hostId !== hostId || !isFinal(machine.state)) continue;
    if (machine.givenUp) continue;
    const evidence = state.evidence.get(machineId);
    if (!evidence || evidence.purged) forgets.push({ machineId, generation: machine.generation });
  }
  return forgets;
}

export function recordOf(machine: Machine): MachineRecord {
  const { spec } = machine;
  return {
    ...{ machineId: spec.machineId, label: spec.label, name: spec.name, projectId: spec.projectId },
    ...{ generation: machine.generation, desired: machine.desired, vcpus: spec.vcpus },
    ...{
      memoryMiB: spec.resources.memoryMiB,
      swapMiB: spec.swapMiB,
      volatileMiB: spec.volatileMiB,
      rootDiskMiB: spec.rootDiskMiB,
    },
    ...{ image: spec.image, nics: machine.nics, stopDeadlineMs: spec.stopDeadlineMs },
    context: machine.context ?? { digest: '0'.repeat(64), volumeLabel: spec.volumeLabel },
    orderedAt: machine.orderedAt,
    origin: originOf(machine),
  };
}

/** What its host keeps for the day on which the log is lost. */
function originOf({ spec, createdBy, createdAtMs, thenGone }: Machine): MachineOrigin {
  const { instanceType, requirements, rank, policy, onHostRestart, wantedAddress } = spec;
  return {
    ...{ instanceType, cpuHundredths: spec.resources.cpuHundredths, requirements, rank, policy },
    ...{ onHostRestart, wantedAddress, createdBy, createdAtMs, thenGone },
  };
}

function purgeOf(evidence: Evidence): PurgeOrder {
  const keptAtLeastMs = evidence.purgeNotBeforeMs - evidence.keptAtMs;
  return { machineId: evidence.machineId, keptAtLeastMs, orderedAt: evidence.purgeOrderedAt };
}
