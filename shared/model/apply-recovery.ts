/**
 * How a recovery of the log changes the state: what hosts hold replaces what was known of it, whatever that was. These events
 * skip the order in which a machine's life goes, because the part of the log that told it is lost.
 */
import { assert } from '../base/assert.ts';
import type { EventOf } from './events.ts';
import { isFinal } from './lifecycle.ts';
import type { Nic } from './machine-record.ts';
import { noCounters } from './state.ts';
import type { Machine, State } from './state.ts';
import { hostOf, promise, unpromise } from './state-access.ts';

export const applyRecoveryEvent = {
  recoveryNeeded(state: State): void {
    state.recovery = 'needed';
  },

  logRecovered(state: State, event: EventOf<'logRecovered'>): void {
    const { logId, previousLogId, nextLabel } = event;
    assert(logId > previousLogId, `log id ${logId} is not greater than ${previousLogId}`);
    state.logId = logId;
    state.recovery = 'underWay';
    state.nextLabel = Math.max(state.nextLabel, nextLabel);
    for (const host of state.hosts.values()) {
      if (host.removed) continue;
      host.awaited = true;
      // It was confirmed down before the lost time: in that it may have come back and been given machines.
      host.downConfirmed = null;
    }
  },

  recoveryEnded(state: State): void {
    state.recovery = null;
  },

  hostRecovered(state: State, { hostId, position }: EventOf<'hostRecovered'>): void {
    const host = hostOf(state, hostId);
    host.awaited = false;
    host.replaces = position;
  },

  machineRecovered(state: State, event: EventOf<'machineRecovered'>): void {
    const { spec } = event;
    assert(spec.machineId === event.machineId, `machine ${event.machineId} is ${spec.machineId}`);
    const old = state.machines.get(event.machineId);
    assert(
      !old || event.generation >= old.generation,
      `generation of ${event.machineId} went back`,
    );
    if (old) forget(state, old, event.addressesRestUntilMs);
    const machine = recovered(state, event, old);
    state.machines.set(event.machineId, machine);
    state.nextLabel = Math.max(state.nextLabel, spec.label + 1);
    state.machineByLabel.set(spec.label, event.machineId);
    if (!isFinal(event.state)) nameIt(state, machine);
    if (event.hasAddresses) takeAddresses(state, event);
    if (event.hostId === '') return;
    if (isFinal(event.state) || event.state === 'failed') note(state, machine);
    else promise(state, event.hostId, machine);
  },

  evidenceRecovered(state: State, event: EventOf<'evidenceRecovered'>): void {
    const { type: _type, projectId: _none, held, purgeOrdered, ...evidence } = event;
    const { machineId, hostId, reservedMiB, purged } = event;
    const old = state.evidence.get(machineId);
    if (old && !old.purged) hostOf(state, old.hostId).promised.diskMiB -= old.reservedMiB;
    state.evidence.set(machineId, {
      ...evidence,
      held: held === '' ? null : held,
      purgeOrderedAt: purgeOrdered ? state.sequence : 0,
    });
    const host = hostOf(state, hostId);
    if (purged) host.machines.delete(machineId);
    else {
      host.promised.diskMiB += reservedMiB;
      host.machines.add(machineId);
    }
  },
};

/** What was known of it holds no more: its promise, its name, its label, its addresses. */
function forget(state: State, old: Machine, restUntilMs: number): void {
  const { machineId, label } = old.spec;
  unpromise(state, old);
  if (old.hostId !== null && !state.evidence.has(machineId))
    hostOf(state, old.hostId).machines.delete(machineId);
  const named = `${old.spec.projectId}/${old.spec.name}`;
  if (state.machineByName.get(named) === machineId) state.machineByName.delete(named);
  if (state.machineByLabel.get(label) === machineId) state.machineByLabel.delete(label);
  for (const { address } of old.nics)
    if (state.leases.get(address)?.machineId === machineId) rest(state, address, restUntilMs);
}

function recovered(
  state: State,
  event: EventOf<'machineRecovered'>,
  old: Machine | undefined,
): Machine {
  const { spec, createdBy, createdAtMs, reason, message, generation, desired, thenGone } = event;
  return {
    ...{ spec, createdBy, createdAtMs, state: event.state, reason, message, generation, desired },
    ...{ thenGone, sinceMs: state.timeMs, waiting: null, promised: false, nics: [...event.nics] },
    ...{ hostId: event.hostId === '' ? null : event.hostId, context: event.context },
    ...{ orderedAt: state.sequence, givenUp: event.givenUp },
    counters: old?.counters ?? noCounters,
    counted: old?.generation === generation ? old.counted : false,
  };
}

function nameIt(state: State, { spec }: Machine): void {
  const named = `${spec.projectId}/${spec.name}`;
  assert(!state.machineByName.has(named), `name ${named} in use`);
  state.machineByName.set(named, spec.machineId);
}

/** Its host still has something of it to tell or to forget. */
function note(state: State, { spec, hostId, givenUp, state: at }: Machine): void {
  if (hostId !== null && (givenUp || at === 'failed'))
    hostOf(state, hostId).machines.add(spec.machineId);
}

/** Whoever had one of them has it no more; of a machine that has ended they rest. */
function takeAddresses(state: State, event: EventOf<'machineRecovered'>): void {
  const { machineId, nics, addressesRestUntilMs } = event;
  for (const { address } of nics) {
    if (!isFinal(event.state)) {
      leaveTo(state, address, machineId);
      state.leases.set(address, { address, machineId, restsUntilMs: 0, suspect: false });
    } else if ((state.leases.get(address)?.machineId ?? null) === null)
      rest(state, address, addressesRestUntilMs);
  }
}

/** The former holder of an address, if it is another machine, keeps no card with it unless it may still run. */
function leaveTo(state: State, address: number, machineId: string): void {
  const holderId = state.leases.get(address)?.machineId;
  const holder = holderId ? state.machines.get(holderId) : undefined;
  if (!holder || holderId === machineId || holder.state !== 'pending') return;
  holder.nics = holder.nics.filter((nic: Nic) => nic.address !== address);
}

function rest(state: State, address: number, untilMs: number): void {
  const restsUntilMs = Math.max(untilMs, state.leases.get(address)?.restsUntilMs ?? 0);
  state.leases.set(address, { address, machineId: null, restsUntilMs, suspect: false });
}
