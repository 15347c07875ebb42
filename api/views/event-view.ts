/**
 * An event of the log as subscribers see it. The fields are the event's own; what is packed on the wire (addresses as
 * numbers, times in milliseconds, hundredths) is written as everywhere else.
 */
import Type from 'typebox';
import type { Static } from 'typebox';
import { cursorText } from '../../shared/model/cursor.ts';
import type { Commit, Entry, Event } from '../../shared/model/events.ts';
import * as word from './words.ts';

export const EventView = Type.Object({
  cursor: Type.String({ description: 'go on from here with `after`' }),
  at: word.Time,
  type: Type.String(),
  actor: Type.String(),
  origin: Type.Enum(['command', 'report', 'sweep', 'genesis']),
  machineId: Type.Union([Type.String(), Type.Null()]),
  hostId: Type.Union([Type.String(), Type.Null()]),
  data: Type.Record(Type.String(), Type.Unknown()),
});
export type EventView = Static<typeof EventView>;

/** An event with its place and its entry. */
export interface PlacedEvent {
  readonly sequence: number;
  readonly index: number;
  readonly commit: Commit;
  readonly entry: Entry;
  readonly event: Event;
}

/** The events of a commit after `afterIndex`, in order. */
export function eventsOf(commit: Commit, sequence: number, afterIndex: number): PlacedEvent[] {
  const placed: PlacedEvent[] = [];
  let index = 0;
  for (const entry of commit.entries)
    for (const event of entry.events) {
      if (index > afterIndex) placed.push({ sequence, index, commit, entry, event });
      index += 1;
    }
  return placed;
}

export function renderEvent({ sequence, index, commit, entry, event }: PlacedEvent): EventView {
  const { type, ...fields } = event;
  return {
    cursor: cursorText({ logId: commit.logId, sequence, index }),
    at: word.timeText(commit.timeMs),
    type,
    ...{ actor: entry.actor, origin: entry.origin },
    machineId: 'machineId' in event ? event.machineId : null,
    hostId: 'hostId' in event ? event.hostId : null,
    data: renderFields(fields),
  };
}

const addresses = new Set(['address', 'wantedAddress', 'gateway', 'network', 'first', 'last']);
const times = new Set(['untilMs', 'holdUntilMs', 'purgeNotBeforeMs']);

function renderFields(fields: object): Record<string, unknown> {
  const rendered: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'number' && addresses.has(name)) rendered[name] = word.addressText(value);
    else if (typeof value === 'number' && times.has(name))
      rendered[name.slice(0, -2)] = word.timeText(value);
    else if (typeof value === 'number' && /Hundredths$/.test(name))
      rendered[name.replace('Hundredths', '')] = word.coresOf(value);
    else if (name === 'nameServers')
      rendered[name] = (value as readonly number[]).map(word.addressText);
    else rendered[name] = renderValue(value);
  }
  return rendered;
}

function renderValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renderValue);
  return typeof value === 'object' && value !== null ? renderFields(value) : value;
}
