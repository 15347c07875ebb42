/** What the log over its segments must do, whatever stands behind them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSegmentedLog } from '../../shared/log/segmented-log.ts';
import type { SegmentedLog } from '../../shared/log/segmented-log.ts';
import type { Log } from '../../shared/log/log.ts';
import type { Segments } from '../../shared/log/segments.ts';
import { messageHash } from '../../shared/log/fold.ts';
import type { Event } from '../../shared/model/events.ts';
import { systemClock } from '../../shared/time/system-clock.ts';
import { encodeCommit, logFormat } from '../../shared/wire/commit.ts';
import { cloudId, hostId, logId } from '../support/log-writer.ts';
import { until } from '../support/until.ts';

export interface SegmentsBench {
  /** Another process, which knows nothing yet; the first one may make segments. */
  client(): Promise<Segments>;
  /** Takes the first segment away. */
  archiveFirst(): Promise<void>;
  close(): Promise<void>;
}

const seal = (nextSegment: number): Event => ({
  ...{ type: 'sealed', stateDigest: 'ab'.repeat(32), nextSegment },
});
const renamed: Event = { type: 'hostRenamed', hostId, name: 'host-1' };
let previousHash = '';

function commit(sequence: number, event: Event = renamed): Uint8Array {
  const entry = { actor: 'system', origin: 'sweep', key: '', requestDigest: '' } as const;
  return encodeCommit({
    ...{ format: logFormat, cloudId, logId, term: 1, writer: 'e'.repeat(32), previousHash },
    ...{ timeMs: sequence, nonce: '0'.repeat(16), entries: [{ ...entry, events: [event] }] },
    sequence,
  });
}

async function extend(log: SegmentedLog, sequence: number, event?: Event): Promise<void> {
  const bytes = commit(sequence, event);
  expect(await log.append(bytes, sequence - 1)).toEqual({ kind: 'stored', sequence });
  previousHash = messageHash(bytes);
}

function reads(log: SegmentedLog, from: number): { seen: number[]; end: () => void } {
  const seen: number[] = [];
  return { seen, end: log.follow(from, ({ sequence }) => void seen.push(sequence)) };
}

/** What is not found is told only when `go` is called. */
function slowToMiss(segments: Segments): { readonly segments: Segments; go(): void } {
  let go = (): void => undefined;
  const gone = new Promise<void>((resolve) => (go = resolve));
  const open = (number: number): Log => {
    const log = segments.open(number);
    const read: Log['read'] = async (sequence) => {
      const found = await log.read(sequence);
      if (found === null) await gone;
      return found;
    };
    return { ...log, messageBytesMax: log.messageBytesMax, read };
  };
  return { segments: { ...segments, most: segments.most, open }, go: () => go() };
}

export function segmentsSuite(name: string, open: () => Promise<SegmentsBench>): void {
  describe(`the log over its segments ${name}`, () => {
    let bench: SegmentsBench;
    let writer: SegmentedLog;
    let stale: SegmentedLog;
    const cold = async (): Promise<SegmentedLog> =>
      createSegmentedLog({ segments: await bench.client(), clock: systemClock });
    let early: { seen: number[]; end: () => void };
    let slow: SegmentedLog;
    let letMiss: () => void;

    beforeAll(async () => {
      previousHash = '';
      bench = await open();
      [writer, stale] = [await cold(), await cold()];
      const { segments, go } = slowToMiss(await bench.client());
      [slow, letMiss] = [createSegmentedLog({ segments, clock: systemClock }), go];
    });
    afterAll(() => bench?.close());

    test('begins in the first segment', async () => {
      expect(await writer.lastSequence()).toBe(0);
      expect(await writer.read(1)).toBeNull();
      early = reads(await cold(), 1);
      for (let sequence = 1; sequence <= 3; sequence++) await extend(writer, sequence);
      expect(await stale.lastSequence()).toBe(3);
      expect(await slow.lastSequence()).toBe(3);
      expect(await writer.segment()).toMatchObject({ number: 1, base: 0 });
      expect((await writer.segment()).bytes).toBeGreaterThan(100);
    });

    test('goes on in the next one after a seal, with the sequences going on', async () => {
      await writer.prepareNext();
      await writer.prepareNext();
      expect(await writer.lastSequence()).toBe(3);
      await extend(writer, 4, seal(2));
      expect(await writer.segment()).toEqual({ number: 2, base: 4, bytes: 0 });
      expect(await writer.lastSequence()).toBe(4);
      await extend(writer, 5);
      await extend(writer, 6);
      expect(await writer.lastSequence()).toBe(6);
      expect(await writer.read(4)).toMatchObject({ sequence: 4 });
      expect((await writer.read(6))?.sequence).toBe(6);
      expect(await writer.read(7)).toBeNull();
    });

    test('is read on in the next one when the seal is heard of during the reading', async () => {
      const reading = slow.read(6);
      expect(await slow.read(4)).toMatchObject({ sequence: 4 });
      letMiss();
      expect((await reading)?.sequence).toBe(6);
    });

    test('refuses whoever did not see the seal, and he finds what he missed', async () => {
      for (const expected of [2, 3, 4, 5])
        expect((await stale.append(commit(expected + 1), expected)).kind).toBe('refused');
      expect((await stale.read(5))?.sequence).toBe(5);
      expect(await stale.lastSequence()).toBe(6);
      await extend(stale, 7);
    });

    test('is found by whoever comes later', async () => {
      const late = await cold();
      expect(await late.lastSequence()).toBe(7);
      expect((await late.read(2))?.sequence).toBe(2);
      expect(await late.firstSequence()).toBe(1);
      expect((await late.append(commit(7), 6)).kind).toBe('refused');
    });

    test('is followed over the seal from any place, each message once', async () => {
      await until('the early follower has all', () => early.seen.length === 7);
      expect(early.seen).toEqual([1, 2, 3, 4, 5, 6, 7]);
      for (const from of [1, 3, 4, 5, 7]) {
        const reader = reads(await cold(), from);
        await until(`from ${from}`, () => reader.seen.at(-1) === 7);
        reader.end();
        expect(reader.seen).toEqual([1, 2, 3, 4, 5, 6, 7].slice(from - 1));
      }
      early.end();
    });

    test('of two writers at the beginning of a segment one wins', async () => {
      await writer.prepareNext();
      await extend(writer, 8, seal(3));
      const other = await cold();
      expect(await other.lastSequence()).toBe(8);
      const both = await Promise.all([
        writer.append(commit(9), 8),
        other.append(commit(9, seal(4)), 8),
      ]);
      expect(both.map(({ kind }) => kind).sort()).toEqual(['refused', 'stored']);
      expect(await (await cold()).lastSequence()).toBe(9);
    });

    test('goes on when the first segment is archived, also for who knew it', async () => {
      const knew = await cold();
      expect([await knew.firstSequence(), (await knew.read(4))?.sequence]).toEqual([1, 4]);
      expect((await stale.read(4))?.sequence).toBe(4);
      let handedOn = (): void => undefined;
      const seen: number[] = [];
      const end = (await cold()).follow(1, ({ sequence }) => {
        seen.push(sequence);
        return sequence === 2 ? new Promise<void>((resolve) => (handedOn = resolve)) : undefined;
      });
      await until('a slow reader is in the first segment', () => seen.at(-1) === 2);
      await bench.archiveFirst();
      expect(await knew.firstSequence()).toBe(5);
      for (const log of [knew, stale]) {
        expect(await log.read(4)).toBeNull();
        expect((await log.read(5))?.sequence).toBe(5);
        expect(await log.lastSequence()).toBe(9);
        expect(await log.firstSequence()).toBe(5);
      }
      handedOn();
      await until('the slow reader goes on behind the gap', () => seen.at(-1) === 9);
      end();
      // Some it may have read before.
      expect(seen.filter((sequence) => sequence > 4)).toEqual([5, 6, 7, 8, 9]);
      const late = await cold();
      expect(await late.firstSequence()).toBe(5);
      expect(await late.read(4)).toBeNull();
      expect((await late.read(5))?.sequence).toBe(5);
      const reader = reads(late, 1);
      await until('it has read to the end', () => reader.seen.at(-1) === 9);
      reader.end();
      expect(reader.seen).toEqual([5, 6, 7, 8, 9]);
    });
  });
}
