/**
 * `start`, `stop`, `shutdown`, `kill`: all machines named are changed or none. What holds already is not done again;
 * what makes no sense in a machine's state is refused by the lifecycle table.
 */
import { ok, refused } from '../../shared/base/result.ts';
import type { Result } from '../../shared/base/result.ts';
import type { Event } from '../../shared/model/events.ts';
import { isOnHostDown } from '../../shared/model/host-life.ts';
import { verdict } from '../../shared/model/lifecycle.ts';
import type { Refusal } from '../../shared/model/reasons.ts';
import type { Machine, State } from '../../shared/model/state.ts';
import { findMachine } from './find.ts';
import { giveUp } from './give-up.ts';
import { actionRefused, hostIsDown, unknownMachine } from './refusals.ts';
import { releases } from './releases.ts';

export type MachineActionName = 'start' | 'stop' | 'shutdown' | 'kill';

export function decideMachineAction(
  state: State,
  action: MachineActionName,
  projectId: string,
  named: readonly string[],
  nowMs: number,
): Result<readonly Event[], Refusal> {
  const events: Event[] = [];
  const seen = new Set<Machine>();
  for (const name of named) {
    const machine = findMachine(state, projectId, name);
    if (!machine) return refused(unknownMachine(name));
    if (seen.has(machine)) continue;
    seen.add(machine);
    const said = verdict(machine.state, action);
    if (said === 'deny' || said === 'notOffered') return refused(actionRefused(machine, action));
    if (said !== 'accept') continue;
    if (isOnHostDown(state, machine) && (action === 'start' || action === 'stop'))
      return refused(hostIsDown(state.hosts.get(machine.hostId ?? '')?.name ?? ''));
    events.push(...eventsOf(state, machine, action, nowMs));
  }
  return ok(events);
}

function eventsOf(
  state: State,
  machine: Machine,
  action: MachineActionName,
  nowMs: number,
): readonly Event[] {
  switch (action) {
    case 'start':
      return [startOrdered(machine)];
    case 'stop':
      return [stopOrdered(machine, false)];
    case 'shutdown':
      if (machine.state === 'stopping' && machine.thenGone) return [];
      return isUp(machine) && !isOnHostDown(state, machine)
        ? [stopOrdered(machine, true)]
        : endOf(state, machine, nowMs);
    case 'kill':
      return endOf(state, machine, nowMs);
  }
}

/** A guest that may still be asked to power off. */
function isUp(machine: Machine): boolean {
  return (
    machine.state === 'boot' ||
    machine.state === 'running' ||
    machine.state === 'unknown' ||
    machine.state === 'stopping'
  );
}

/** The end of a machine: ordered on its host, or immediate when no host has anything of it or its host is confirmed down. */
export function endOf(state: State, machine: Machine, nowMs: number): readonly Event[] {
  const { machineId } = machine.spec;
  if (machine.state === 'pending' || machine.state === 'failed') {
    const gone: Event = {
      type: 'machineGone',
      machineId,
      generation: machine.generation,
      counters: null,
    };
    return [gone, ...releases(state, machine, nowMs)];
  }
  if (isOnHostDown(state, machine)) return giveUp(state, machine, nowMs);
  return [{ type: 'killOrdered', machineId, generation: machine.generation + 1 }];
}

export function startOrdered({ spec, generation }: Machine): Event {
  return { type: 'startOrdered', machineId: spec.machineId, generation: generation + 1 };
}

function stopOrdered({ spec, generation }: Machine, thenGone: boolean): Event {
  return { type: 'stopOrdered', machineId: spec.machineId, generation: generation + 1, thenGone };
}
