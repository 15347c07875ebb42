/**
 * What every adapter of the log must do. The messages here carry the hash of the one before, as commits do, so that a reader
 * of the suite sees a rewritten tail the way a follower of the log does.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { equalBytes, toHex } from '../../shared/base/bytes.ts';
import { sha256 } from '../../shared/base/digest.ts';
import type { AppendOutcome, Log, StoredMessage } from '../../shared/log/log.ts';
import { until } from '../support/until.ts';

/** An empty stream, and what a test does to it. `writer` is the client that meets the faults; `other` never does. */
export interface LogBench {
  readonly writer: Log;
  readonly other: Log;
  /** Appends by `writer` so that the request never arrives. */
  readonly appendLost: (bytes: Uint8Array, expected: number) => Promise<AppendOutcome>;
  /** Appends by `writer` so that it is stored and the answer never arrives. */
  readonly appendUnanswered: (bytes: Uint8Array, expected: number) => Promise<AppendOutcome>;
  /** Appends by `writer` so that the request arrives only when `landLate` is called. */
  readonly appendLate: (bytes: Uint8Array, expected: number) => Promise<AppendOutcome>;
  readonly landLate: () => Promise<void>;
  /** Interrupts whatever connects `writer` to the stream for a moment. */
  readonly interrupt: () => Promise<void>;
  /** Remembers the stream as it is; `putBack` returns to that copy. */
  readonly copy: () => Promise<void>;
  readonly putBack: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export type OpenLogBench = (limits: { bytesMax?: number }) => Promise<LogBench>;

export function logSuite(name: string, openBench: OpenLogBench): void {
  describe(`the log ${name}`, () => {
    appends(openBench);
    openAppends(openBench);
    follows(openBench);
    describe('on a small disk', () => {
      const bench = benchFor(openBench, { bytesMax: 64 * 1024 });
      test('refuses an append when it is full, stores nothing, and still reads', async () => {
        const { writer } = bench();
        let last = 0;
        let outcome: AppendOutcome = { kind: 'stored', sequence: 0 };
        for (let i = 0; i < 50 && outcome.kind === 'stored'; i++) {
          outcome = await writer.append(new Uint8Array(4_000).fill(i), last);
          if (outcome.kind === 'stored') last = outcome.sequence;
        }
        expect(outcome).toEqual({ kind: 'full' });
        expect(last).toBeGreaterThan(8);
        expect(await writer.lastSequence()).toBe(last);
        expect((await writer.read(last))?.bytes).toHaveLength(4_000);
      });
    });
  });
}

function benchFor(openBench: OpenLogBench, limits: { bytesMax?: number }): () => LogBench {
  let bench: LogBench;
  beforeAll(async () => {
    bench = await openBench(limits);
  });
  afterAll(() => bench?.close());
  return () => bench;
}

function appends(openBench: OpenLogBench): void {
  describe('append', () => {
    const bench = benchFor(openBench, {});

    test('an empty stream has no message and last sequence 0', async () => {
      const { writer } = bench();
      expect(await writer.lastSequence()).toBe(0);
      expect(await writer.read(1)).toBeNull();
      expect(await writer.read(0)).toBeNull();
    });

    test('stores at the expected sequence and reads it back byte for byte', async () => {
      const { writer, other } = bench();
      const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
      expect(await writer.append(bytes, 0)).toEqual({ kind: 'stored', sequence: 1 });
      const message = await other.read(1);
      expect(message?.bytes).toEqual(bytes);
      expect(message?.sequence).toBe(1);
      expect(Number.isSafeInteger(message?.storedAtMs)).toBe(true);
      expect(await other.lastSequence()).toBe(1);
    });

    test('stores an empty message', async () => {
      const { writer } = bench();
      expect(await writer.append(new Uint8Array(), 1)).toEqual({ kind: 'stored', sequence: 2 });
      expect((await writer.read(2))?.bytes).toEqual(new Uint8Array());
    });

    test.each([0, 1, 3, 99])(
      'refuses expectation %i when the last sequence is 2',
      async (expected) => {
        const { other } = bench();
        expect(await other.append(text('wrong'), expected)).toEqual({ kind: 'refused' });
        expect(await other.lastSequence()).toBe(2);
      },
    );

    test('takes the largest message and refuses one byte more without sending it', async () => {
      const { writer } = bench();
      const largest = new Uint8Array(writer.messageBytesMax).fill(7);
      expect(await writer.append(new Uint8Array(largest.length + 1), 2)).toEqual({
        kind: 'tooLarge',
      });
      expect(await writer.append(largest, 2)).toEqual({ kind: 'stored', sequence: 3 });
      expect(equalBytes((await writer.read(3))!.bytes, largest)).toBe(true);
    });

    test('of two writers racing 200 times, each sequence has one winner', async () => {
      const { writer, other } = bench();
      const wins = { writer: 0, other: 0 };
      for (let last = 3; last < 203; last++) {
        const both = await Promise.all([
          writer.append(text(`writer ${last}`), last),
          other.append(text(`other ${last}`), last),
        ]);
        const winner = both[0].kind === 'stored' ? 'writer' : 'other';
        wins[winner] += 1;
        expect(both.map(({ kind }) => kind).sort()).toEqual(['refused', 'stored']);
        expect(textOf(await other.read(last + 1))).toBe(`${winner} ${last}`);
      }
      expect(wins.writer + wins.other).toBe(200);
    });
  });
}

function openAppends(openBench: OpenLogBench): void {
  describe('an append without an answer', () => {
    const bench = benchFor(openBench, {});
    const barrier = new Uint8Array();

    test('that was lost: the barrier takes its place and it can never land', async () => {
      const { writer, other, appendLost } = bench();
      expect((await appendLost(text('lost'), 0)).kind).toBe('unknown');
      expect(await settled(writer, barrier, 0)).toEqual({ kind: 'stored', sequence: 1 });
      expect((await other.read(1))?.bytes).toEqual(barrier);
      expect(await other.lastSequence()).toBe(1);
    });

    test('that was stored: the barrier is refused and the message found is ours', async () => {
      const { writer, appendUnanswered } = bench();
      expect((await appendUnanswered(text('unanswered'), 1)).kind).toBe('unknown');
      expect(await settled(writer, barrier, 1)).toEqual({ kind: 'refused' });
      expect(textOf(await writer.read(2))).toBe('unanswered');
    });

    test('that lands before the barrier: the barrier is refused', async () => {
      const { writer, other, appendLate, landLate } = bench();
      expect((await appendLate(text('late'), 2)).kind).toBe('unknown');
      expect(await other.lastSequence()).toBe(2);
      await landLate();
      await until('the late append has landed', async () => (await other.lastSequence()) === 3);
      expect(await settled(writer, barrier, 2)).toEqual({ kind: 'refused' });
      expect(textOf(await writer.read(3))).toBe('late');
    });

    test('that lands after the barrier: it is refused', async () => {
      const { other, appendLate, landLate } = bench();
      expect((await appendLate(text('too late'), 3)).kind).toBe('unknown');
      expect(await other.append(barrier, 3)).toEqual({ kind: 'stored', sequence: 4 });
      await landLate();
      expect(await other.append(text('after'), 4)).toEqual({ kind: 'stored', sequence: 5 });
      expect((await other.read(4))?.bytes).toEqual(barrier);
    });
  });
}

function follows(openBench: OpenLogBench): void {
  describe('follow', () => {
    const bench = benchFor(openBench, {});
    const chain: Uint8Array[] = [];
    const extend = async (log: Log, count: number): Promise<void> => {
      for (let i = 0; i < count; i++) {
        const bytes = chained(chain.at(-1), `commit ${chain.length + 1}`);
        const outcome = await log.append(bytes, chain.length);
        expect(outcome).toEqual({ kind: 'stored', sequence: chain.length + 1 });
        chain.push(bytes);
      }
    };

    test('gives each message once and in order, old ones and new ones', async () => {
      const { writer, other } = bench();
      await extend(other, 300);
      const reader = readChain(writer, 1);
      await until('the old messages are read', () => reader.sequences.length === 300);
      await extend(other, 20);
      await until('the new messages are read', () => reader.sequences.length === 320);
      reader.end();
      expect(reader.sequences).toEqual(numbers(1, 320));
      expect(reader.brokenAt).toEqual([]);
    });

    test('waits for the handler before the next message', async () => {
      const { writer } = bench();
      let busy = 0;
      let overlaps = 0;
      const seen: number[] = [];
      const end = writer.follow(300, async ({ sequence }) => {
        overlaps += busy++;
        await Promise.resolve();
        busy--;
        seen.push(sequence);
      });
      await until('all are handled', () => seen.length === 21);
      end();
      expect(seen).toEqual(numbers(300, 320));
      expect(overlaps).toBe(0);
    });

    test('goes on after an interruption without a gap or a repetition', async () => {
      const { writer, other, interrupt } = bench();
      const reader = readChain(writer, 310);
      await until('it has begun', () => reader.sequences.length >= 5);
      await interrupt();
      await extend(other, 10);
      await interrupt();
      await extend(other, 10);
      await until('all are read', () => reader.sequences.length === 31);
      reader.end();
      expect(reader.sequences).toEqual(numbers(310, 340));
      expect(reader.brokenAt).toEqual([]);
    });

    test('ends when told, also in the middle', async () => {
      const { writer } = bench();
      const seen: number[] = [];
      await new Promise<void>((resolve) => {
        const end = writer.follow(1, ({ sequence }) => {
          seen.push(sequence);
          if (sequence !== 3) return;
          end();
          resolve();
        });
      });
      await writer.lastSequence();
      expect(seen).toEqual([1, 2, 3]);
    });

    test('a rewritten tail shows by its hash, not by its number', async () => {
      const { writer, other, copy, putBack } = bench();
      await copy();
      await until('the stream answers again', () => answers(other));
      const reader = readChain(writer, 330);
      await extend(other, 5);
      await until('the tail is read', () => reader.sequences.at(-1) === 345);
      await putBack();
      chain.length = 340;
      await until('the older copy answers', () => answers(other));
      expect(await other.lastSequence()).toBe(340);
      chain.push(chained(chain.at(-1), 'another history'));
      expect(await other.append(chain.at(-1)!, 340)).toMatchObject({ kind: 'stored' });
      await extend(other, 5);
      await until('the follower has read on', () => reader.sequences.at(-1) === 346);
      reader.end();
      expect(reader.sequences).toEqual(numbers(330, 346));
      expect(reader.brokenAt).toEqual([346]);
    });
  });
}

/** Asks again until the writer's connection has recovered from the fault. */
async function settled(log: Log, bytes: Uint8Array, expected: number): Promise<AppendOutcome> {
  let outcome: AppendOutcome = { kind: 'unknown', why: 'not asked' };
  await until('the barrier is answered', async () => {
    outcome = await log.append(bytes, expected);
    return outcome.kind !== 'unknown';
  });
  return outcome;
}

async function answers(log: Log): Promise<boolean> {
  return (await log.lastSequence().catch(() => -1)) >= 0;
}

function readChain(log: Log, from: number) {
  const sequences: number[] = [];
  const brokenAt: number[] = [];
  let previous: Uint8Array | null = null;
  const end = log.follow(from, ({ sequence, bytes }) => {
    if (previous && textOf({ bytes }).slice(0, 64) !== toHex(sha256(previous)))
      brokenAt.push(sequence);
    sequences.push(sequence);
    previous = bytes;
  });
  return { sequences, brokenAt, end };
}

function chained(previous: Uint8Array | undefined, words: string): Uint8Array {
  return text(`${toHex(sha256(previous ?? new Uint8Array()))} ${words}`);
}

function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

function text(words: string): Uint8Array {
  return new TextEncoder().encode(words);
}

function textOf(message: Pick<StoredMessage, 'bytes'> | null): string {
  return new TextDecoder().decode(message?.bytes);
}
