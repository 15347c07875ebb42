/** How events about machines change the state. */
import { assert } from '../base/assert.ts';
import { addCounters } from './counters.ts';
import type { EventOf } from './events.ts';
import { mayFollow } from './lifecycle.ts';
import type { Desired } from './machine-record.ts';
import type { Reason } from './reasons.ts';
import { noCounters } from './state.ts';
import type { Machine, State } from './state.ts';
import { hostOf, machineOf, promise, unpromise } from './state-access.ts';
import type { Counters, MachineState } from './words.ts';

export const applyMachineEvent = {
  machineAccepted(state: State, event: EventOf<'machineAccepted'>, actor: string): void {
    const { type: _type, ...spec } = event;
    assert(!state.machines.has(event.machineId), `machine ${event.machineId} accepted twice`);
    assert(event.label === state.nextLabel, `label ${event.label}, not ${state.nextLabel}`);
    const named = `${event.projectId}/${event.name}`;
    assert(!state.machineByName.has(named), `name ${named} in use`);
    state.nextLabel += 1;
    state.machineByLabel.set(event.label, event.machineId);
    state.machineByName.set(named, event.machineId);
    state.machines.set(event.machineId, newMachine(spec, actor, state.timeMs));
  },

  machineWaiting(state: State, event: EventOf<'machineWaiting'>): void {
    const machine = machineOf(state, event.machineId);
    assert(machine.state === 'pending', `machine ${event.machineId} waits in ${machine.state}`);
    machine.waiting = event.reason;
  },

  machinePlaced(state: State, event: EventOf<'machinePlaced'>): void {
    const machine = machineOf(state, event.machineId);
    machine.hostId = event.hostId;
    machine.waiting = null;
    machine.counted = false;
    order(state, machine, event.generation, 'running');
    promise(state, event.hostId, machine);
    move(state, machine, 'prolog', null);
  },

  contextBound(state: State, event: EventOf<'contextBound'>): void {
    machineOf(state, event.machineId).context = event.context;
  },

  machineAdvanced(state: State, event: EventOf<'machineAdvanced'>): void {
    move(state, reported(state, event), event.to, null);
  },

  startOrdered(state: State, event: EventOf<'startOrdered'>): void {
    const machine = machineOf(state, event.machineId);
    order(state, machine, event.generation, 'running');
    machine.thenGone = false;
    machine.counted = false;
    move(state, machine, 'boot', null);
  },

  stopOrdered(state: State, event: EventOf<'stopOrdered'>): void {
    const machine = machineOf(state, event.machineId);
    order(state, machine, event.generation, 'stopped');
    machine.thenGone = event.thenGone;
    if (machine.state !== 'stopping') move(state, machine, 'stopping', null);
  },

  killOrdered(state: State, event: EventOf<'killOrdered'>): void {
    const machine = machineOf(state, event.machineId);
    order(state, machine, event.generation, 'gone');
    move(state, machine, 'epilog', null);
  },

  machineStopped(state: State, event: EventOf<'machineStopped'>): void {
    const machine = reported(state, event);
    count(machine, event.counters);
    move(state, machine, 'stopped', event.reason);
  },

  machineLost(state: State, event: EventOf<'machineLost'>): void {
    move(state, reported(state, event), 'unknown', event.reason);
  },

  machineFailed(state: State, event: EventOf<'machineFailed'>): void {
    const machine = reported(state, event);
    unpromise(state, machine);
    machine.message = event.message;
    move(state, machine, 'failed', event.reason);
  },

  machineGivenUp(state: State, event: EventOf<'machineGivenUp'>): void {
    const machine = reported(state, event);
    unpromise(state, machine);
    end(state, machine, event.reason);
    machine.givenUp = true;
  },

  machineGone(state: State, event: EventOf<'machineGone'>): void {
    const machine = machineOf(state, event.machineId);
    assert(
      event.generation === machine.generation,
      `machine ${event.machineId} gone at another generation`,
    );
    count(machine, event.counters);
    unpromise(state, machine);
    if (machine.hostId !== null && !state.evidence.has(event.machineId)) {
      hostOf(state, machine.hostId).machines.delete(event.machineId);
    }
    if (machine.givenUp) machine.givenUp = false;
    else end(state, machine, null);
  },
};

/** It is done: its name is free. */
function end(state: State, machine: Machine, reason: Reason | null): void {
  state.machineByName.delete(`${machine.spec.projectId}/${machine.spec.name}`);
  machine.desired = 'gone';
  move(state, machine, 'done', reason);
}

function newMachine(spec: Machine['spec'], actor: string, timeMs: number): Machine {
  return {
    ...{ spec, createdBy: actor, createdAtMs: timeMs, state: 'pending', reason: null, message: '' },
    ...{ sinceMs: timeMs, waiting: null, generation: 0, desired: 'running', thenGone: false },
    ...{
      hostId: null,
      promised: false,
      nics: [],
      context: null,
      orderedAt: 0,
      counters: noCounters,
      counted: false,
      givenUp: false,
    },
  };
}

/** The machine of a report, which must be about its present generation. */
function reported(state: State, event: { machineId: string; generation: number }): Machine {
  const machine = machineOf(state, event.machineId);
  assert(
    event.generation === machine.generation,
    `a report of generation ${event.generation} was committed at generation ${machine.generation}`,
  );
  return machine;
}

function order(state: State, machine: Machine, generation: number, desired: Desired): void {
  assert(
    generation === machine.generation + 1,
    `generation ${generation} after ${machine.generation}`,
  );
  machine.generation = generation;
  machine.desired = desired;
  machine.orderedAt = state.sequence;
}

function move(state: State, machine: Machine, to: MachineState, reason: Reason | null): void {
  assert(
    mayFollow(machine.state, to),
    `machine ${machine.spec.machineId}: ${machine.state} to ${to}`,
  );
  machine.state = to;
  machine.reason = reason;
  machine.sinceMs = state.timeMs;
}

/** Adds the figures of the present run, once: both its stop and the end of the machine tell them. */
function count(machine: Machine, run: Counters | null): void {
  if (!run || machine.counted) return;
  machine.counters = addCounters(machine.counters, run);
  machine.counted = true;
}
