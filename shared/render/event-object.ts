/**
 * An event as everybody outside sees it, by REST, as a server-sent event and as a subscriber. The fields are the event's
 * own; what is packed on the wire (addresses as numbers, times in milliseconds, hundredths) is written as everywhere else.
 */
import type { Entry, Event } from '../model/events.ts';
import { addressText, coresOf, timeText } from './units.ts';

export interface EventObject {
  /** Go on from here with `after`. */
  cursor: string;
  /** RFC 3339, UTC. */
  at: string;
  type: string;
  actor: string;
  origin: Entry['origin'];
  machineId: string | null;
  hostId: string | null;
  data: Record<string, unknown>;
}

/** An event with its place, time and cause. */
export interface ToldEvent {
  readonly cursor: string;
  readonly timeMs: number;
  readonly actor: string;
  readonly origin: Entry['origin'];
  readonly event: Event;
}

export function eventObject({ cursor, timeMs, actor, origin, event }: ToldEvent): EventObject {
  const { type, ...fields } = event;
  return {
    ...{ cursor, at: timeText(timeMs), type, actor, origin },
    machineId: 'machineId' in event ? event.machineId : null,
    hostId: 'hostId' in event ? event.hostId : null,
    data: renderFields(fields),
  };
}

const addresses = new Set(['address', 'wantedAddress', 'gateway', 'network', 'first', 'last']);
const times = new Set(['untilMs', 'holdUntilMs', 'purgeNotBeforeMs', 'expiresAtMs']);

function renderFields(fields: object): Record<string, unknown> {
  const rendered: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (typeof value === 'number' && addresses.has(name)) rendered[name] = addressText(value);
    else if (typeof value === 'number' && times.has(name))
      rendered[name.slice(0, -2)] = timeText(value);
    else if (typeof value === 'number' && /Hundredths$/.test(name))
      rendered[name.replace('Hundredths', '')] = coresOf(value);
    else if (name === 'nameServers')
      rendered[name] = (value as readonly number[]).map((one) => addressText(one));
    else rendered[name] = renderValue(value);
  }
  return rendered;
}

function renderValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renderValue);
  return typeof value === 'object' && value !== null ? renderFields(value) : value;
}
