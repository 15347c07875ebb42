/**
 * Which project does an event belong to? The writer of the log asks once, before it writes: a log is only ever added to,
 * and who owned an address at that time cannot be told from the state of a later day (decisions 1).
 */
import type { Event } from './events.ts';
import type { State } from './state.ts';

/** The project that owns what the event is about, `state` being the one before it; undefined: a host or the site. */
export function projectOf(event: Event, state: State): string | undefined {
  if (event.projectId !== undefined) return event.projectId;
  const machineId = machineIdOf(event, state);
  return machineId === null ? undefined : state.machines.get(machineId)?.spec.projectId;
}

/** The events of one entry, each with its project; `state` is the one before the entry. */
export function withProjects(events: readonly Event[], state: State): Event[] {
  const accepted = new Map<string, string>();
  return events.map((event) => {
    if (event.type === 'machineAccepted') accepted.set(event.machineId, event.projectId);
    if (event.type === 'machineRecovered') accepted.set(event.machineId, event.spec.projectId);
    const justNow = 'machineId' in event ? accepted.get(event.machineId) : undefined;
    const projectId = projectOf(event, state) ?? justNow;
    return projectId === undefined ? event : { ...event, projectId };
  });
}

function machineIdOf(event: Event, state: State): string | null {
  if ('machineId' in event) return event.machineId;
  if (event.type !== 'addressSuspected' && event.type !== 'addressReleased') return null;
  return state.leases.get(event.address)?.machineId ?? null;
}
