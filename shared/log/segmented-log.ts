/**
 * The whole log over its segments: sequences go on from one segment to the next, so positions and cursors keep their meaning,
 * and nobody who reads or writes the log needs to know where one ends. A segment ends with the commit that says `Sealed`; the
 * next message goes into the next segment, fenced there as everywhere: a writer that was overtaken between the two is refused.
 *
 *   segment 1:  1 ... S-1  Sealed(S)          segment 2:  S+1 SegmentOpened, S+2 StateCarried ...
 *   sequence of a message = base of its segment + its number in it;  base of segment 2 = S
 */
import { sleep } from '../time/clock.ts';
import type { Clock } from '../time/clock.ts';
import { decodeCommit } from '../wire/commit.ts';
import type { AppendOutcome, Log, StoredMessage } from './log.ts';
import { LogUnavailable } from './log.ts';
import type { Segments } from './segments.ts';

export interface SegmentedLog extends Log {
  /** The segment into which the next message goes, the sequence before its first, and how much is in it. Rejects with `LogUnavailable`. */
  segment(): Promise<{ readonly number: number; readonly base: number; readonly bytes: number }>;
  /** Makes the stream of the next segment. Rejects with `LogUnavailable`, also when there may be no more. */
  prepareNext(): Promise<void>;
}

interface Segment {
  readonly number: number;
  /** Sequence of the message before its first. */
  readonly base: number;
  readonly log: Log;
  /** Sequence of the commit that seals it; null: it is the last one, as far as is known. */
  endsAt: number | null;
}

export interface SegmentedLogOptions {
  readonly segments: Segments;
  readonly clock: Clock;
}

const retryMs = 1_000;
/** How often a follower looks whether its segment is still there. */
const lossEveryMs = 5_000;

export function createSegmentedLog({ segments, clock }: SegmentedLogOptions): SegmentedLog {
  /** In order, without gaps; the last one has no end. */
  const known: Segment[] = [];
  let looking: Promise<Segment> | null = null;
  /** The last message that was seen here, and so is known to be a seal or none. */
  let seenTo = 0;

  function add(number: number, base: number): Segment {
    const segment = { number, base, log: segments.open(number), endsAt: null };
    known.push(segment);
    return segment;
  }

  /** Is the message a seal, what comes after it is in the next segment. */
  function see(segment: Segment, sequence: number, bytes: Uint8Array): void {
    if (isSeal(bytes)) noteEnd(segment, sequence);
    seenTo = Math.max(seenTo, sequence);
  }

  function noteEnd(segment: Segment, sequence: number): void {
    if (segment.endsAt !== null) return;
    segment.endsAt = sequence;
    add(segment.number + 1, sequence);
  }

  const look = (): Promise<Segment> => (looking ??= lookOnce().finally(() => (looking = null)));

  /** Segments that were there and are not: the log was put back to an older copy. */
  async function forgetLost(): Promise<void> {
    for (let last = known.at(-1); last; last = known.at(-1)) {
      const size = await segments.size(last.number);
      if (size !== null || known.at(-1) !== last) return;
      known.pop();
      seenTo = 0;
      const before = known.at(-1);
      if (before) before.endsAt = null;
    }
  }

  /** Segments at the beginning that are there no longer, while later ones are, were archived. */
  async function forgetArchived(): Promise<void> {
    for (let first = known[0]; first && known.length > 1; first = known[0]) {
      if ((await segments.size(first.number)) !== null) return;
      if (known[0] === first && known.length > 1) known.shift();
    }
  }

  /** Brings `known` to what the server has; the last segment. */
  async function lookOnce(): Promise<Segment> {
    await forgetLost();
    let last = known.at(-1) ?? (await first());
    for (;;) {
      const next = last.number < segments.most ? await segments.size(last.number + 1) : null;
      if (next !== null && next.lastSequence > 0)
        noteEnd(last, await baseOf(segments.open(last.number + 1), last.number + 1));
      else if (!(await noteSealed(last))) return last;
      last = known.at(-1)!;
    }
  }

  async function first(): Promise<Segment> {
    for (let number = 1; number <= segments.most; number++) {
      const size = await segments.size(number);
      if (known[0]) return known.at(-1)!;
      if (size === null || (number > 1 && size.lastSequence === 0)) continue;
      const base = number === 1 ? 0 : await baseOf(segments.open(number), number);
      return known.at(-1) ?? add(number, base);
    }
    throw new LogUnavailable('there is no stream of the log');
  }

  /** True: the segment was found to be sealed, and the next one is known. */
  async function noteSealed(segment: Segment): Promise<boolean> {
    const size = await segments.size(segment.number);
    const message = size ? await segment.log.read(size.lastSequence) : null;
    if (message !== null) see(segment, segment.base + message.sequence, message.bytes);
    return segment.endsAt !== null;
  }

  const holds = (sequence: number, { base, endsAt }: Segment): boolean =>
    sequence > base && (endsAt === null || sequence <= endsAt);

  async function readIn(segment: Segment, sequence: number): Promise<StoredMessage | null> {
    const message = await segment.log.read(sequence - segment.base).catch(async (error: Error) => {
      await forgetArchived();
      if (known.includes(segment)) throw error;
      return null;
    });
    if (message === null) return null;
    see(segment, sequence, message.bytes);
    return { ...message, sequence };
  }

  async function read(sequence: number): Promise<StoredMessage | null> {
    if (known.length === 0) await look();
    for (;;) {
      const segment = known.find((one) => holds(sequence, one));
      if (!segment) return null;
      const message = await readIn(segment, sequence);
      if (message !== null) return message;
      // The end of this segment was heard of while it was read: the message is in a later one.
      if (segment.endsAt !== null && !holds(sequence, segment)) continue;
      // It may be in a segment of which this process has not heard.
      if (segment.endsAt !== null || (await look()) === segment) return null;
    }
  }

  async function append(bytes: Uint8Array, expectedSequence: number): Promise<AppendOutcome> {
    try {
      // After a seal nothing goes into its segment, which the server does not know.
      if (known.length === 0 || expectedSequence > seenTo) await look();
    } catch (error) {
      return { kind: 'unknown', why: (error as Error).message };
    }
    const last = known.at(-1)!;
    if (expectedSequence < last.base) return { kind: 'refused' };
    const outcome = await last.log.append(bytes, expectedSequence - last.base);
    if (outcome.kind !== 'stored') return outcome;
    const sequence = last.base + outcome.sequence;
    see(last, sequence, bytes);
    return { kind: 'stored', sequence };
  }

  function follow(
    fromSequence: number,
    onMessage: (message: StoredMessage) => Promise<void> | void,
  ): () => void {
    let ended = false;
    let next = fromSequence;
    let stop = (): void => undefined;
    const followIn = (segment: Segment, from: number): void => {
      const unfollow = segment.log.follow(Math.max(1, from - segment.base), (message) => {
        const sequence = segment.base + message.sequence;
        next = sequence + 1;
        see(segment, sequence, message.bytes);
        const handled = onMessage({ ...message, sequence });
        return sequence === segment.endsAt ? goOn(segment, handled) : handled;
      });
      const mayGo = segment.base > 0 || segment.endsAt !== null;
      const unwatch = mayGo ? watchLoss(segment) : () => undefined;
      stop = () => {
        unfollow();
        unwatch();
      };
    };
    /**
     * A segment at the end that is gone was taken back with the end of the log, which then goes on in an earlier one; one at the
     * beginning was archived, and whoever still read in it finds the gap.
     */
    const watchLoss = (segment: Segment): (() => void) => {
      let watching = true;
      let cancel = clock.after(lossEveryMs, () => void lookForLoss());
      const lookForLoss = async (): Promise<void> => {
        const size = await segments.size(segment.number).catch(() => undefined);
        if (!watching) return;
        if (size !== null && known.includes(segment)) {
          cancel = clock.after(lossEveryMs, () => void lookForLoss());
          return;
        }
        stop();
        await look().catch(() => undefined);
        await forgetArchived().catch(() => undefined);
        await begin(next);
      };
      return () => {
        watching = false;
        cancel();
      };
    };
    const goOn = async (segment: Segment, handled: Promise<void> | void): Promise<void> => {
      await handled;
      if (ended) return;
      stop();
      await begin(segment.endsAt! + 1);
    };
    const begin = async (from: number): Promise<void> => {
      while (!ended && known.length === 0) await look().catch(() => sleep(clock, retryMs));
      if (ended) return;
      const segment = known.find((one) => holds(from, one)) ?? known[0]!;
      followIn(segment, Math.max(from, segment.base + 1));
    };
    void begin(fromSequence);
    return () => {
      ended = true;
      stop();
    };
  }

  return {
    get messageBytesMax() {
      return segments.open(known.at(-1)?.number ?? 1).messageBytesMax;
    },
    ...{ append, read, follow },
    async lastSequence() {
      const { base, number } = await look();
      return base + ((await segments.size(number))?.lastSequence ?? 0);
    },
    async segment() {
      const { base, number } = await look();
      return { number, base, bytes: (await segments.size(number))?.bytes ?? 0 };
    },
    async prepareNext() {
      const { number } = await look();
      if (number < segments.most) return segments.create(number + 1);
      throw new LogUnavailable(`segment ${number} of the log is the last there may be`);
    },
    async firstSequence() {
      if (known.length === 0) await look();
      else await forgetArchived();
      return known[0]!.base + 1;
    },
  };
}

/** The sequence before the segment's first message, as that one says. Rejects with `LogUnavailable`. */
async function baseOf(log: Log, number: number): Promise<number> {
  const message = await log.read(1);
  const sequence = message && placeOf(message.bytes);
  if (sequence === null)
    throw new LogUnavailable(`the first message of segment ${number} does not say its place`);
  return sequence - 1;
}

function placeOf(bytes: Uint8Array): number | null {
  return decodeCommit(bytes).sequence ?? null;
}

/** Field 604 of an event, `Sealed`, as the wire has it: quick to look for in every message. */
const sealTag = Buffer.of(0xe2, 0x25);

/** Does this message end its segment? What cannot be read ends nothing; whoever folds it says so. */
function isSeal(bytes: Uint8Array): boolean {
  if (!Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(sealTag)) return false;
  try {
    const { entries } = decodeCommit(bytes);
    return entries.some(({ events }) => events.some(({ type }) => type === 'sealed'));
  } catch {
    return false;
  }
}
