/**
 * The one writer of the log: takes proposals, decides them on a speculative state, and makes them durable in group
 * commits. One append is in flight at a time; meanwhile the next batch collects. Nobody is told anything before the state
 * that the answer rests on is in the log.
 *
 *   submit -> queue -> decide into `open` -> (append in flight) -> settled
 *                                                |-- unknown --> resolve --> ours: settled / never landed: decide again
 *                                                |-- refused --> another writer leads: step down
 */
import { assert } from '../../shared/base/assert.ts';
import { toHex } from '../../shared/base/bytes.ts';
import type { Random } from '../../shared/base/random.ts';
import { applyCommit } from '../../shared/model/apply.ts';
import type { Commit } from '../../shared/model/events.ts';
import type { State } from '../../shared/model/state.ts';
import type { Position } from '../../shared/model/words.ts';
import { messageHash } from '../../shared/log/fold.ts';
import type { Fold } from '../../shared/log/fold.ts';
import type { Log } from '../../shared/log/log.ts';
import type { Clock } from '../../shared/time/clock.ts';
import { decodeCommit, encodeCommit, logFormat } from '../../shared/wire/commit.ts';
import { followHosts } from '../decide/followed-hosts.ts';
import { decideInto, newBatch } from './batch.ts';
import type { Batch, BatchLimits, Pending } from './batch.ts';
import type { Outcome, Proposal } from './proposal.ts';
import { resolveUnknown } from './resolve-unknown.ts';

export interface LeaderOptions {
  readonly log: Log;
  readonly clock: Clock;
  readonly random: Random;
  readonly cloudId: string;
  readonly logId: string;
  /** Random id of this process, 32 hexadecimal digits. */
  readonly writer: string;
  readonly term: number;
  /** The log as read to its end; owned by the leader from here on. */
  readonly fold: Fold;
  /** Called for each commit of ours in the log, in order, before its proposers hear of it. */
  onCommitted(commit: Commit, position: Position): void;
  /** Called once: another writer leads, or this one was stopped. */
  onDown(why: string): void;
}

export interface Leader {
  /** The newest state, speculative: what decisions rest on. Never changed by others; another object after a rollback. */
  state(): State;
  /** The fold of what is known to be in the log: what is sent and answered rests on it. */
  readonly committed: State;
  /** The last position known to be in the log. */
  position(): Position;
  submit(proposal: Proposal): Promise<Outcome>;
  /**
   * Decides nothing more but what is submitted with `duringHold`, and resolves when nothing is under way: `committed` is then
   * all there is, and moves only by such proposals. The returned function ends it; the rest has waited.
   */
  hold(): Promise<() => void>;
  stop(why: string): void;
}

/** How long the loop decides in one go, in milliseconds of elapsed time. */
const sliceMs = 4;
const entriesMax = 1024;

export function createLeader(options: LeaderOptions): Leader {
  const { log, clock, random } = options;
  const limits: BatchLimits = { bytesMax: Math.floor(log.messageBytesMax / 2), entriesMax };
  const stopped = new AbortController();
  const committed = options.fold.state;
  let state = speculativeOn(committed);
  let settled: Position = options.fold.position ?? { logId: options.logId, sequence: 0, hash: '' };
  let open: Batch | null = null;
  let inFlight: Batch | null = null;
  let queue: Pending[] = [];
  /** While it is held only proposals of the holder are decided. */
  let held = false;
  let ofHolder: Pending[] = [];
  const whenIdle: (() => void)[] = [];
  let deciding = true;
  let fillScheduled = false;

  function submit(proposal: Proposal): Promise<Outcome> {
    return new Promise((resolve) => {
      if (stopped.signal.aborted) return resolve({ kind: 'lost' });
      (proposal.duringHold ? ofHolder : queue).push({ proposal, resolve });
      scheduleFill();
    });
  }

  async function hold(): Promise<() => void> {
    assert(!held, 'the leader is held once at a time');
    held = true;
    await new Promise<void>((resolve) => {
      whenIdle.push(resolve);
      tellIdle();
    });
    return () => {
      held = false;
      scheduleFill();
    };
  }

  function tellIdle(): void {
    const busy = inFlight !== null || (open !== null && open.entries.length > 0);
    if (!busy || stopped.signal.aborted) for (const tell of whenIdle.splice(0)) tell();
  }

  function scheduleFill(): void {
    if (fillScheduled) return;
    fillScheduled = true;
    queueMicrotask(fill);
  }

  /** Decides what is queued, as far as it fits the open batch and the time slice. */
  function fill(): void {
    fillScheduled = false;
    if (open?.entries.length === 0) open = null;
    const endsAt = clock.elapsed() + sliceMs;
    const waiting = held ? ofHolder : queue;
    while (deciding && waiting.length > 0) {
      open ??= newBatch(
        (inFlight?.sequence ?? settled.sequence) + 1,
        Math.max(state.timeMs, clock.now()),
      );
      const pending = waiting[0]!;
      const decided = decideInto(open, state, pending.proposal, limits);
      if (decided.kind === 'full') break;
      waiting.shift();
      if (decided.kind === 'added') open.results.push({ pending, outcome: decided.outcome });
      else settleLater(pending, decided.outcome);
      if (clock.elapsed() > endsAt) {
        clock.after(0, scheduleFill);
        break;
      }
    }
    sendOpen();
  }

  /** A refusal rests on the newest state too: it is told when that state is in the log. */
  function settleLater(pending: Pending, outcome: Outcome): void {
    const restsOn = open !== null && open.entries.length > 0 ? open : inFlight;
    if (restsOn) restsOn.results.push({ pending, outcome });
    else pending.resolve(outcome);
  }

  function sendOpen(): void {
    if (inFlight || !open || open.entries.length === 0 || stopped.signal.aborted) return;
    inFlight = open;
    open = null;
    void send(inFlight);
  }

  function commitOf(batch: Pick<Batch, 'timeMs' | 'entries'>): Commit {
    const logId = recoveredLogId(batch.entries) ?? settled.logId;
    return {
      ...{ format: logFormat, cloudId: options.cloudId, logId, term: options.term },
      ...{ writer: options.writer, previousHash: settled.hash, timeMs: batch.timeMs },
      sequence: settled.sequence + 1,
      ...{ entries: batch.entries, nonce: toHex(random.bytes(8)) },
    };
  }

  async function send(batch: Batch): Promise<void> {
    const commit = commitOf(batch);
    const bytes = encodeCommit(commit);
    const outcome = await log.append(bytes, settled.sequence);
    if (stopped.signal.aborted) return;
    switch (outcome.kind) {
      case 'stored':
        return settle(batch, commit, messageHash(bytes));
      case 'refused':
        return stop('another writer has appended to the log');
      case 'full':
      case 'tooLarge':
        return dropAndRefuse(batch);
      case 'unknown':
        return resolve(batch, commit, bytes);
    }
  }

  async function resolve(batch: Batch, commit: Commit, bytes: Uint8Array): Promise<void> {
    deciding = false;
    const barrier = (): Uint8Array => encodeCommit(commitOf({ timeMs: batch.timeMs, entries: [] }));
    const found = await resolveUnknown({
      ...{ log, clock, bytes, barrier, expectedSequence: settled.sequence, signal: stopped.signal },
    });
    if (stopped.signal.aborted) return;
    if (found.kind === 'another') return stop('another writer has appended to the log');
    if (found.kind === 'ours') {
      deciding = true;
      return settle(batch, commit, messageHash(bytes));
    }
    inFlight = null;
    putBack([...batch.results, ...takeOpen()]);
    const stands = decodeCommit(found.barrier);
    record(stands, batch.sequence, messageHash(found.barrier));
    decideAgain();
  }

  function settle(batch: Batch, commit: Commit, hash: string): void {
    inFlight = null;
    record(commit, batch.sequence, hash);
    for (const { pending, outcome } of batch.results) pending.resolve(outcome);
    tellIdle();
    scheduleFill();
  }

  function record(commit: Commit, sequence: number, hash: string): void {
    settled = { logId: commit.logId, sequence, hash };
    applyCommit(committed, commit, sequence);
    options.onCommitted(commit, settled);
  }

  /**
   * The stream takes nothing more: what was in flight is refused, with each repeat of it that came meanwhile; the rest is
   * decided on the state without it. So is what only waited for the batch, as a repeat does of what is in the log already.
   */
  function dropAndRefuse(batch: Batch): void {
    inFlight = null;
    const isOfBatch = ({ outcome }: Batch['results'][number]): boolean =>
      outcome.kind === 'committed' && !outcome.repeated;
    const dropped = batch.results.filter(isOfBatch).map(({ pending }) => pending);
    const requests = new Set(dropped.map(requestOf));
    putBack([...batch.results.filter((result) => !isOfBatch(result)), ...takeOpen()]);
    const repeats = queue.filter(
      (pending) => pending.proposal.key !== '' && requests.has(requestOf(pending)),
    );
    queue = queue.filter((pending) => !repeats.includes(pending));
    for (const pending of [...dropped, ...repeats])
      pending.resolve({ kind: 'refused', refusal: logFull });
    decideAgain();
  }

  function takeOpen(): Batch['results'] {
    const { results } = open ?? { results: [] };
    open = null;
    return results;
  }

  /** What was decided on a state that never came to be is decided again, in the order of its arrival. */
  function putBack(undone: Batch['results']): void {
    const again = undone.map(({ pending }) => pending);
    queue = [...again.filter(({ proposal }) => !proposal.duringHold), ...queue];
    ofHolder = [...again.filter(({ proposal }) => proposal.duringHold), ...ofHolder];
  }

  /** The speculative state starts again from what is in the log. */
  function decideAgain(): void {
    if (stopped.signal.aborted) return;
    state = speculativeOn(committed);
    deciding = true;
    tellIdle();
    scheduleFill();
  }

  function stop(why: string): void {
    if (stopped.signal.aborted) return;
    stopped.abort(new Error(why));
    putBack([...(inFlight?.results ?? []), ...takeOpen()]);
    inFlight = null;
    for (const pending of [...ofHolder.splice(0), ...queue.splice(0)])
      pending.resolve({ kind: 'lost' });
    tellIdle();
    options.onDown(why);
  }

  return { state: () => state, committed, position: () => settled, submit, hold, stop };
}

/** A copy to decide on, with an index of its hosts that follows what `decideInto` does to it. */
function speculativeOn(committed: State): State {
  const state = structuredClone(committed);
  followHosts(state);
  return state;
}

/** The id that the log has from this commit on, if a recovery begins in it. */
function recoveredLogId(entries: Batch['entries']): string | null {
  for (const { events } of entries)
    for (const event of events) if (event.type === 'logRecovered') return event.logId;
  return null;
}

/** The name under which repeats of one request know each other. */
function requestOf({ proposal }: Pending): string {
  return `${proposal.actor}/${proposal.key}`;
}

const logFull = {
  reason: 'logFull',
  message: 'the log has reached its limit; nothing was changed and no machine is touched',
  where: 'log',
  whatToDo:
    'an administrator must raise the limit of the log stream or export and archive old segments',
} as const;
