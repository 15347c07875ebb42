/**
 * `run`: machines are accepted, get an address when one is free, and a host when one fits; otherwise they wait and the
 * class of the reason is recorded. All machines of a request are accepted or none.
 */
import { ok, refused } from '../../shared/base/result.ts';
import type { Result } from '../../shared/base/result.ts';
import type { RunRequest } from '../../shared/model/command.ts';
import type { Event, MachineSpec, SiteSettings } from '../../shared/model/events.ts';
import type { ContextReference, Nic } from '../../shared/model/machine-record.ts';
import type { Refusal } from '../../shared/model/reasons.ts';
import type { State } from '../../shared/model/state.ts';
import type { Standings } from './host-views.ts';
import { machineName, sharedSpec } from './machine-request.ts';
import { createPlanner, siteOf } from './planner.ts';
import type { Planner } from './planner.ts';

/**
 * Composes the context of a machine with this card, or refuses what its user gave; null: what he gave is not at hand now,
 * so the machine must wait for it.
 */
export type ComposeContext = (
  spec: MachineSpec,
  nic: Nic,
  site: SiteSettings,
) => Result<ContextReference, Refusal> | null;

export interface RunFacts {
  readonly projectId: string;
  readonly standings: Standings;
  readonly compose: ComposeContext;
}

export function decideRun(
  state: State,
  run: RunRequest,
  facts: RunFacts,
  nowMs: number,
): Result<readonly Event[], Refusal> {
  const specs = specsOf(state, run, facts.projectId);
  if (!specs.ok) return specs;
  const planner = createPlanner(state, facts.standings, nowMs);
  const events: Event[] = [];
  for (const spec of specs.value) {
    const accepted = acceptOne(spec, planner, facts.compose, siteOf(state));
    if (!accepted.ok) return accepted;
    events.push(...accepted.value);
  }
  return ok(events);
}

/** The specification of every machine of the request, with name and label. */
export function specsOf(
  state: State,
  run: RunRequest,
  projectId: string,
): Result<readonly MachineSpec[], Refusal> {
  const shared = sharedSpec(run, siteOf(state));
  if (!shared.ok) return shared;
  const specs: MachineSpec[] = [];
  for (const [index, machineId] of run.machineIds.entries()) {
    const label = state.nextLabel + index;
    const isTaken = (name: string): boolean => state.machineByName.has(`${projectId}/${name}`);
    const name = machineName(run, label, index, isTaken);
    if (isTaken(name)) return refused(nameTaken(name));
    if (state.machines.has(machineId)) return refused(idTaken(machineId));
    specs.push({ ...shared.value, machineId, label, name, projectId });
  }
  return ok(specs);
}

function acceptOne(
  spec: MachineSpec,
  planner: Planner,
  compose: ComposeContext,
  site: SiteSettings,
): Result<readonly Event[], Refusal> {
  const { machineId } = spec;
  const events: Event[] = [{ type: 'machineAccepted', ...spec }];
  const choice = planner.address(spec.networkClass, spec.wantedAddress);
  if (choice.outcome === 'refused') return refused(choice.refusal);
  if (choice.outcome === 'waits') {
    return ok([...events, { type: 'machineWaiting', machineId, reason: choice.reason }]);
  }
  const nic = planner.nic(spec.networkClass, choice.address);
  const context = compose(spec, nic, site);
  if (context && !context.ok) return refused(context.reason);
  if (!context) return ok([...events, { type: 'machineWaiting', machineId, reason: 'noContext' }]);
  events.push({ type: 'addressLeased', machineId, nicIndex: 0, nic });
  events.push({ type: 'contextBound', machineId, context: context.value });
  return ok([...events, placedOrWaiting(spec, planner, 1)]);
}

/** The event that says where the machine goes, or why it waits. */
export function placedOrWaiting(spec: MachineSpec, planner: Planner, generation: number): Event {
  const { machineId } = spec;
  const { hostId, reason } = planner.choose(spec);
  return hostId === null
    ? { type: 'machineWaiting', machineId, reason }
    : { type: 'machinePlaced', machineId, generation, hostId };
}

function nameTaken(name: string): Refusal {
  return {
    reason: 'nameTaken',
    message: `a machine with the name ${name} is there already`,
    where: 'name',
    whatToDo: 'choose another name, or end that machine first',
  };
}

function idTaken(machineId: string): Refusal {
  return {
    reason: 'malformedRequest',
    message: `machine ${machineId} is there already`,
    where: 'machineIds',
    whatToDo: 'send the request again; each machine needs an id of its own',
  };
}
