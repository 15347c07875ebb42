/**
 * The group commit under construction: decisions taken on the speculative state that go into one message of the log.
 */
import { applyEntry } from '../../shared/model/apply.ts';
import { cursorText } from '../../shared/model/cursor.ts';
import type { Entry } from '../../shared/model/events.ts';
import { withProjects } from '../../shared/model/project-of.ts';
import type { State } from '../../shared/model/state.ts';
import { entryBytes } from '../../shared/wire/commit.ts';
import { noteEvents } from '../decide/followed-hosts.ts';
import { requestTooLarge, keyConflict } from '../decide/refusals.ts';
import type { Outcome, Proposal } from './proposal.ts';

export interface Pending {
  readonly proposal: Proposal;
  resolve(outcome: Outcome): void;
}

export interface Batch {
  /** The sequence it will have in the log. */
  readonly sequence: number;
  readonly timeMs: number;
  readonly entries: Entry[];
  bytes: number;
  events: number;
  /** Whom to tell what, once the batch is in the log; in order of arrival. */
  readonly results: { readonly pending: Pending; readonly outcome: Outcome }[];
}

export function newBatch(sequence: number, timeMs: number): Batch {
  return { sequence, timeMs, entries: [], bytes: 0, events: 0, results: [] };
}

export interface BatchLimits {
  /** A batch is closed before it has more bytes than this. */
  readonly bytesMax: number;
  readonly entriesMax: number;
}

/**
 * Decides the proposal on `state`. `full`: the batch has no room for it, nothing was done. `settled`: it changes nothing
 * in the log; the outcome holds as soon as the state it was decided on is durable.
 */
export type Decided =
  | { readonly kind: 'added'; readonly outcome: Outcome }
  | { readonly kind: 'settled'; readonly outcome: Outcome }
  | { readonly kind: 'full' };

export function decideInto(
  batch: Batch,
  state: State,
  proposal: Proposal,
  limits: BatchLimits,
): Decided {
  const known =
    proposal.key === '' ? undefined : state.keys.get(`${proposal.actor}/${proposal.key}`);
  if (known) return { kind: 'settled', outcome: repeatOutcome(known, proposal) };
  const decided = proposal.decide(state, batch.timeMs);
  if (!decided.ok)
    return { kind: 'settled', outcome: { kind: 'refused', refusal: decided.reason } };
  const { actor, origin, key, requestDigest } = proposal;
  const events = withProjects(decided.value, state);
  const entry: Entry = { actor, origin, key, requestDigest, events };
  if (entry.events.length === 0 && key === '') {
    return { kind: 'settled', outcome: committed(state, state.sequence, 0, []) };
  }
  const bytes = entryBytes(entry);
  if (bytes > limits.bytesMax) {
    return {
      kind: 'settled',
      outcome: { kind: 'refused', refusal: requestTooLarge(bytes, limits.bytesMax) },
    };
  }
  const full = batch.bytes + bytes > limits.bytesMax || batch.entries.length >= limits.entriesMax;
  if (full) return { kind: 'full' };
  return { kind: 'added', outcome: add(batch, state, entry, bytes) };
}

function add(batch: Batch, state: State, entry: Entry, bytes: number): Outcome {
  state.sequence = batch.sequence;
  const next = applyEntry(state, entry, batch.timeMs, batch.events);
  noteEvents(state, entry.events);
  const machineIds = entry.events.flatMap((event) =>
    event.type === 'machineAccepted' ? [event.machineId] : [],
  );
  const outcome = committed(state, batch.sequence, Math.max(batch.events, next - 1), machineIds);
  batch.entries.push(entry);
  batch.bytes += bytes;
  batch.events = next;
  return outcome;
}

function committed(
  state: State,
  sequence: number,
  index: number,
  machineIds: readonly string[],
): Outcome {
  const cursor = cursorText({ logId: state.logId, sequence, index });
  return { kind: 'committed', cursor, machineIds, repeated: false };
}

function repeatOutcome(
  known: { requestDigest: string; cursor: string; machineIds: readonly string[] },
  proposal: Proposal,
): Outcome {
  if (known.requestDigest !== proposal.requestDigest) {
    return { kind: 'refused', refusal: keyConflict(proposal.key) };
  }
  return { kind: 'committed', cursor: known.cursor, machineIds: known.machineIds, repeated: true };
}
