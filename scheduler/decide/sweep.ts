/**
 * What is due without anybody asking: waiting machines that fit now, addresses that were found in use, silent hosts, and
 * evidence whose window is over.
 */
import { awaitedHosts, mayBePlaced } from '../../shared/model/host-life.ts';
import type { Event, MachineSpec } from '../../shared/model/events.ts';
import type { Nic } from '../../shared/model/machine-record.ts';
import type { WaitReason } from '../../shared/model/reasons.ts';
import type { Machine, State } from '../../shared/model/state.ts';
import { inTurns } from '../placement/waiting-order.ts';
import type { Waiting } from '../placement/waiting-order.ts';
import type { Standings } from './host-views.ts';
import { createPlanner, siteOf } from './planner.ts';
import type { Planner } from './planner.ts';
import { placedOrWaiting } from './run.ts';
import type { ComposeContext } from './run.ts';

/** So many machines that wait are looked at in one decision. */
const placementsMax = 256;

/** Hosts and addresses for those that are looked at now (`nextInTurn`), asked in turns (`inTurns`). */
export function decidePlacements(
  state: State,
  standings: Standings,
  compose: ComposeContext,
  nowMs: number,
  afterLabel = 0,
): readonly Event[] {
  if (awaitedHosts(state).length > 0)
    return nextInTurn(state, afterLabel).flatMap((machine) => waits(machine, 'hostAwaited'));
  const planner = createPlanner(state, standings, nowMs);
  const waiting = inTurns(nextInTurn(state, afterLabel), waitingOf, nowMs);
  return waiting.flatMap((machine) => placeWaiting(state, machine, planner, compose));
}

function waitingOf({ spec, createdAtMs }: Machine): Waiting {
  return { projectId: spec.projectId, label: spec.label, createdAtMs };
}

/**
 * The machines to look at now: all that wait, oldest first; where they are too many, those behind `afterLabel` first, so
 * that many which fit nowhere do not keep the others waiting.
 */
export function nextInTurn(state: State, afterLabel: number): readonly Machine[] {
  const waiting = [...pendingMachines(state)];
  if (waiting.length <= placementsMax) return waiting;
  const behind = waiting.findIndex(({ spec }) => spec.label > afterLabel);
  return [...waiting.slice(Math.max(behind, 0)), ...waiting.slice(0, Math.max(behind, 0))].slice(
    0,
    placementsMax,
  );
}

/** Machines that wait and may be placed, oldest first. */
function* pendingMachines(state: State): Generator<Machine> {
  for (const machine of state.machines.values())
    if (machine.state === 'pending' && !mayBePlaced(state, machine)) yield machine;
}

function placeWaiting(
  state: State,
  machine: Machine,
  planner: Planner,
  compose: ComposeContext,
): readonly Event[] {
  const { spec } = machine;
  const leased = machine.nics.length === 0 ? lease(state, spec, planner, compose) : [];
  if (typeof leased === 'string') return waits(machine, leased);
  const placed = placedOrWaiting(spec, planner, machine.generation + 1);
  if (placed.type === 'machineWaiting') return [...leased, ...waits(machine, placed.reason)];
  return [...leased, placed];
}

function waits(machine: Machine, reason: NonNullable<Machine['waiting']>): readonly Event[] {
  if (machine.waiting === reason) return [];
  return [{ type: 'machineWaiting', machineId: machine.spec.machineId, reason }];
}

/** The lease and the context for a machine that had to wait for an address, or why it waits on. */
function lease(
  state: State,
  spec: MachineSpec,
  planner: Planner,
  compose: ComposeContext,
): readonly Event[] | WaitReason {
  const choice = planner.address(spec.networkClass, spec.wantedAddress);
  if (choice.outcome !== 'chosen')
    return choice.outcome === 'waits' ? choice.reason : 'noFreeAddress';
  const nic = planner.nic(spec.networkClass, choice.address);
  const context = compose(spec, nic, siteOf(state));
  if (!context?.ok) return 'noContext';
  return [
    { type: 'addressLeased', machineId: spec.machineId, nicIndex: 0, nic },
    { type: 'contextBound', machineId: spec.machineId, context: context.value },
  ];
}

/** How long an address that a foreign machine answers for is left alone: an hour. */
export const suspectForMs = 3_600_000;

/**
 * The host found the address of a machine in use before its first start: the lease is suspect and replaced. None when no
 * other address is free, or the context is not at hand: the host goes on saying it and this is tried again.
 */
export function decideReplacement(
  state: State,
  machineId: string,
  generation: number,
  compose: ComposeContext,
  nowMs: number,
): readonly Event[] {
  const machine = state.machines.get(machineId);
  const old = machine?.nics[0];
  if (!machine || !old || machine.hostId === null) return [];
  if (machine.state !== 'prolog' || machine.generation !== generation) return [];
  const planner = createPlanner(state, new Map(), nowMs);
  const choice = planner.address(old.networkClass, null);
  if (choice.outcome !== 'chosen') return [];
  const nic: Nic = planner.nic(old.networkClass, choice.address);
  const context = compose(machine.spec, nic, siteOf(state));
  if (!context?.ok) return [];
  const untilMs = nowMs + suspectForMs;
  return [
    { type: 'addressSuspected', address: old.address, untilMs, seenByHost: machine.hostId },
    { type: 'addressReplaced', machineId, generation: generation + 1, nicIndex: 0, nic },
    { type: 'contextBound', machineId, context: context.value },
  ];
}

/** Machines that ran on hosts nobody has heard for too long: Unknown, everything kept. */
export function decideSilence(state: State, silentHosts: ReadonlySet<string>): readonly Event[] {
  const events: Event[] = [];
  for (const hostId of silentHosts) {
    for (const machineId of state.hosts.get(hostId)?.machines ?? []) {
      const machine = state.machines.get(machineId);
      if (machine?.state !== 'running') continue;
      const { generation } = machine;
      events.push({ type: 'machineLost', machineId, generation, reason: 'hostSilent' });
    }
  }
  return events;
}

/** Evidence that nobody holds and whose window is over. */
export function decidePurges(state: State, nowMs: number): readonly Event[] {
  const events: Event[] = [];
  for (const evidence of state.evidence.values()) {
    if (evidence.held !== null || evidence.purgeOrderedAt > 0 || evidence.purged) continue;
    if (nowMs < evidence.purgeNotBeforeMs || evidence.digest === '') continue;
    // Whether somebody held it is not known before its host was asked.
    if (state.hosts.get(evidence.hostId)?.awaited) continue;
    events.push({ type: 'purgeOrdered', machineId: evidence.machineId });
  }
  return events;
}
