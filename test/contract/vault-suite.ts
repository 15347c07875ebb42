/** What every adapter of the vault must do. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { equalBytes } from '../../shared/base/bytes.ts';
import type { Vault } from '../../shared/log/vault.ts';
import { VaultFull } from '../../shared/log/vault.ts';

export interface VaultBench {
  /** May write, as the API does. */
  readonly writer: Vault;
  /** May read and delete, as the scheduler does. */
  readonly keeper: Vault;
  readonly close: () => Promise<void>;
}

export function vaultSuite(
  name: string,
  openBench: (limits: { bytesMax: number }) => Promise<VaultBench>,
): void {
  describe(`the vault ${name}`, () => {
    const [first, second, third] = ['1', '2', '3'].map((digit) => digit.repeat(32)) as [
      string,
      string,
      string,
    ];
    let bench: VaultBench;
    beforeAll(async () => {
      bench = await openBench({ bytesMax: 1_000_000 });
    });
    afterAll(() => bench?.close());

    /** A plain comparison: a diff of hundred thousands of bytes takes seconds. */
    const holds = async (id: string, bytes: Uint8Array): Promise<boolean> => {
      const found = await bench.keeper.get(id);
      return found !== null && equalBytes(found, bytes);
    };

    test('has no record at first', async () => {
      expect(await bench.keeper.get(first)).toBeNull();
      expect(await bench.keeper.list()).toEqual([]);
      await bench.keeper.delete(first);
    });

    test('gives back a record byte for byte, the newest under an id', async () => {
      await bench.writer.put(first, Uint8Array.of(1, 2, 3));
      await bench.writer.put(second, new Uint8Array(300_000).fill(9));
      await bench.writer.put(first, Uint8Array.of(0, 255, 10));
      expect(await bench.keeper.get(first)).toEqual(Uint8Array.of(0, 255, 10));
      expect(await holds(second, new Uint8Array(300_000).fill(9))).toBe(true);
      expect(await bench.keeper.get(third)).toBeNull();
    });

    test('lists every record once with a time', async () => {
      const records = await bench.keeper.list();
      expect(records.map(({ machineId }) => machineId).sort()).toEqual([first, second]);
      for (const { storedAtMs } of records) expect(storedAtMs).toBeGreaterThan(1_600_000_000_000);
    });

    test('deletes one record, leaves the others, and takes it again', async () => {
      await bench.keeper.delete(first);
      expect(await bench.keeper.get(first)).toBeNull();
      expect((await bench.keeper.list()).map(({ machineId }) => machineId)).toEqual([second]);
      await bench.keeper.delete(first);
      await bench.writer.put(first, Uint8Array.of(4));
      expect(await bench.keeper.get(first)).toEqual(Uint8Array.of(4));
    });

    test('says so when it is full, keeps what it had, and takes more after a deletion', async () => {
      const record = new Uint8Array(400_000).fill(5);
      await bench.writer.put(third, record);
      const fourth = '4'.repeat(32);
      await expect(bench.writer.put(fourth, record)).rejects.toBeInstanceOf(VaultFull);
      expect(await bench.keeper.get(fourth)).toBeNull();
      expect(await holds(third, record)).toBe(true);
      await bench.keeper.delete(third);
      await bench.writer.put(fourth, record);
      expect(await holds(fourth, record)).toBe(true);
    });
  });
}
