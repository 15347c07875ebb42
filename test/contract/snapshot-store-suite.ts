/** What every adapter of the store of snapshots must do. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { equalBytes } from '../../shared/base/bytes.ts';
import type { SnapshotStore } from '../../shared/log/snapshot-store.ts';

export interface SnapshotStoreBench {
  /** May write, as the API does. */
  readonly writer: SnapshotStore;
  /** May read, as the scheduler does. */
  readonly reader: SnapshotStore;
  /** From here on nothing answers. */
  readonly close: () => Promise<void>;
}

export function snapshotStoreSuite(name: string, open: () => Promise<SnapshotStoreBench>): void {
  describe(`the store of snapshots ${name}`, () => {
    let bench: SnapshotStoreBench;
    beforeAll(async () => {
      bench = await open();
    });
    afterAll(() => bench?.close());

    const holds = async (place: 'a' | 'b', part: number, bytes: Uint8Array): Promise<boolean> => {
      const found = await bench.reader.get(place, part);
      return found !== null && equalBytes(found, bytes);
    };

    test('is empty at first', async () => {
      for (const place of ['a', 'b'] as const) expect(await bench.reader.get(place, 1)).toBeNull();
    });

    test('gives back what was put, part by part and place by place', async () => {
      const large = new Uint8Array(300_000).fill(7);
      await bench.writer.put('a', 1, Uint8Array.of(1));
      await bench.writer.put('a', 2, large);
      await bench.writer.put('b', 1, Uint8Array.of(3));
      expect(await holds('a', 1, Uint8Array.of(1))).toBe(true);
      expect(await holds('a', 2, large)).toBe(true);
      expect(await holds('b', 1, Uint8Array.of(3))).toBe(true);
      expect(await bench.reader.get('b', 2)).toBeNull();
    });

    test('keeps of each part the newest, and leaves the other place alone', async () => {
      for (let round = 0; round < 20; round++) await bench.writer.put('a', 1, Uint8Array.of(round));
      expect(await holds('a', 1, Uint8Array.of(19))).toBe(true);
      expect(await holds('b', 1, Uint8Array.of(3))).toBe(true);
    });

    test('that does not answer says so', async () => {
      await bench.close();
      await expect(bench.writer.put('a', 1, Uint8Array.of(1))).rejects.toMatchObject({
        code: 'logUnavailable',
      });
      await expect(bench.reader.get('a', 1)).rejects.toMatchObject({ code: 'logUnavailable' });
    });
  });
}
