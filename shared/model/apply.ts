/**
 * The fold: how a commit changes the state, in place and in O(event). It decides nothing and checks only what must
 * hold whoever wrote the log; a commit that breaks it is a bug or a forgery and stops the reader.
 */
import { assert } from '../base/assert.ts';
import type { Commit, Entry, Event, EventOf, EventType } from './events.ts';
import { applyAddressEvent } from './apply-address.ts';
import { applyEvidenceEvent } from './apply-evidence.ts';
import { applyHostEvent } from './apply-host.ts';
import { applyMachineEvent } from './apply-machine.ts';
import { applyOfferEvent } from './apply-offer.ts';
import { applyRecoveryEvent } from './apply-recovery.ts';
import { cursorText } from './cursor.ts';
import { noteCursors } from './last-cursors.ts';
import type { State } from './state.ts';

/** How long an idempotency key is remembered, in milliseconds of commit time: seven days. */
export const keyKeptMs = 7 * 24 * 3600 * 1000;

/** Applies a whole commit, the one after `state.sequence`. */
export function applyCommit(state: State, commit: Commit, sequence: number): void {
  assert(sequence === state.sequence + 1, `commit ${sequence} applied after ${state.sequence}`);
  assert(commit.timeMs >= state.timeMs, `commit time went back at ${sequence}`);
  assert(commit.term >= state.term, `term went back at ${sequence}`);
  state.sequence = sequence;
  state.logId = commit.logId;
  let index = 0;
  for (const entry of commit.entries) index = applyEntry(state, entry, commit.timeMs, index);
  state.timeMs = commit.timeMs;
}

/**
 * Applies one entry as part of the commit with sequence `state.sequence`; the leader uses it on its speculative
 * state. `index` is the number of events before it in the commit; returns the number after it.
 */
export function applyEntry(state: State, entry: Entry, timeMs: number, index: number): number {
  const made: string[] = [];
  state.timeMs = Math.max(state.timeMs, timeMs);
  for (const event of entry.events) {
    applyEvent(state, event, entry.actor);
    if (event.type === 'machineAccepted') made.push(event.machineId);
  }
  noteCursors(state, entry, index);
  const next = index + entry.events.length;
  if (entry.key !== '') {
    forgetOldKeys(state);
    const cursor = cursorText({
      logId: state.logId,
      sequence: state.sequence,
      index: Math.max(index, next - 1),
    });
    state.keys.set(`${entry.actor}/${entry.key}`, {
      ...{ requestDigest: entry.requestDigest, cursor, machineIds: made, timeMs: state.timeMs },
    });
  }
  return next;
}

function forgetOldKeys(state: State): void {
  for (const [name, kept] of state.keys) {
    if (state.timeMs - kept.timeMs <= keyKeptMs) return;
    state.keys.delete(name);
  }
}

type Appliers = {
  readonly [Type in EventType]: (state: State, event: EventOf<Type>, actor: string) => void;
};

const appliers: Appliers = {
  ...applyMachineEvent,
  ...applyHostEvent,
  ...applyOfferEvent,
  ...applyAddressEvent,
  ...applyEvidenceEvent,
  ...applyRecoveryEvent,
  cloudCreated(state, { cloudId, macPrefix }) {
    assert(state.cloudId === '', 'a cloud is created once');
    state.cloudId = cloudId;
    state.macPrefix = macPrefix;
  },
  termStarted(state, { term }) {
    assert(term === state.term + 1, `term ${term} after ${state.term}`);
    state.term = term;
  },
  siteConfigured(state, { type: _type, projectId: _none, ...settings }) {
    state.site = settings;
  },
  networkDefined(state, { type: _type, projectId: _none, ...network }) {
    state.networks.set(network.networkClass, network);
  },
  sealed(state) {
    state.sealed = true;
  },
  segmentOpened() {
    // The segment is open with the last part of the state that it carries.
  },
  stateCarried(state, { part, parts }) {
    if (part === parts) state.sealed = false;
  },
};

/** What may stand between the seal of a segment and the end of the state that opens the next one. */
const opensSegments: ReadonlySet<EventType> = new Set([
  'termStarted',
  'segmentOpened',
  'stateCarried',
]);

function applyEvent(state: State, event: Event, actor: string): void {
  assert(
    !state.sealed || opensSegments.has(event.type),
    'nothing follows the seal of a segment but what opens the next one',
  );
  (appliers[event.type] as (state: State, event: Event, actor: string) => void)(
    state,
    event,
    actor,
  );
}
