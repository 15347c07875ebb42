/**
 * The repair of what a check found: what is left of a machine on a host is put into quarantine by an order for its end, as the end of
 * any machine; a lease that nobody has is ended, and the address rests. Nothing is deleted. What is no longer so is left alone.
 *
 * An orphan enters the log as a machine that has ended and whose host still owes the end. From there on nothing is special about
 * it: the host destroys its domain, moves its disks to quarantine and says `gone`, and the window begins.
 */
import type { Repair } from '../../shared/model/command.ts';
import type { Event, EventOf, MachineSpec } from '../../shared/model/events.ts';
import type { Machine, State } from '../../shared/model/state.ts';
import { siteOf } from './planner.ts';

/** Of the order that ends what nobody knows: later than any by which it may have been started. */
const unknownGeneration = 1_000_000;

export function decideRepair(
  state: State,
  { why, orphans, leases }: Repair,
  projectId: string,
  nowMs: number,
): readonly Event[] {
  const events: Event[] = [];
  const seen = new Set<string>();
  let nextLabel = state.nextLabel;
  for (const { hostId, machineId } of orphans) {
    if (seen.has(machineId) || !isOrphan(state, hostId, machineId)) continue;
    seen.add(machineId);
    const known = state.machines.get(machineId);
    const spec = known?.spec ?? unknownSpec(state, machineId, projectId, nextLabel++);
    events.push(ended(hostId, spec, known, { why, nowMs }));
  }
  const holdUntilMs = nowMs + siteOf(state).addressHoldMs;
  for (const address of new Set(leases))
    if (isIdleLease(state, address)) events.push({ type: 'addressReleased', address, holdUntilMs });
  return events;
}

/** Nobody runs it, owes its end or keeps evidence of it; its host belongs to the cloud. */
function isOrphan(state: State, hostId: string, machineId: string): boolean {
  const host = state.hosts.get(hostId);
  if (!host || host.removed || state.evidence.has(machineId)) return false;
  const known = state.machines.get(machineId);
  return known === undefined || (known.state === 'done' && !known.givenUp);
}

function isIdleLease(state: State, address: number): boolean {
  const machineId = state.leases.get(address)?.machineId ?? null;
  if (machineId === null) return false;
  const machine = state.machines.get(machineId);
  return !machine || machine.state === 'done' || machine.nics.every((n) => n.address !== address);
}

function ended(
  hostId: string,
  spec: MachineSpec,
  known: Machine | undefined,
  { why, nowMs }: { readonly why: string; readonly nowMs: number },
): EventOf<'machineRecovered'> {
  return {
    ...{ type: 'machineRecovered', machineId: spec.machineId, spec, hostId, state: 'done' },
    generation: known ? known.generation + 1 : unknownGeneration,
    ...{ desired: 'gone', givenUp: true },
    ...{ createdBy: known?.createdBy ?? '', createdAtMs: known?.createdAtMs ?? 0, reason: null },
    message: `found by a check: ${why}`,
    // Its addresses were given back with its end; of one that nobody knows none is known.
    ...{ nics: [], hasAddresses: true, addressesRestUntilMs: nowMs },
    ...{ context: null, thenGone: false },
  };
}

/** Nothing is known of it but its id; nothing of this is ever started. */
function unknownSpec(
  state: State,
  machineId: string,
  projectId: string,
  label: number,
): MachineSpec {
  const site = siteOf(state);
  return {
    ...{ machineId, label, name: `orphan-${label}`, projectId, instanceType: site.defaultType },
    ...{ vcpus: 1, resources: { cpuHundredths: 0, memoryMiB: 0, diskMiB: 0 } },
    ...{ swapMiB: 0, volatileMiB: 0, rootDiskMiB: 0 },
    image: {
      ...{ identifier: null, locations: [], format: 'qcow2', compression: 'none', bytes: null },
      digests: [],
    },
    ...{ networkClass: 'public', wantedAddress: null, requirements: '', rank: '' },
    ...{ policy: site.policy, onHostRestart: 'leave', volumeLabel: '_STRATUSLAB' },
    stopDeadlineMs: site.stopDeadlineMs,
  };
}
