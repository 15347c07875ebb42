import type { Clock } from '../time/clock.ts';
import { LogUnavailable } from './log.ts';
import type { Vault } from './vault.ts';
import { VaultFull } from './vault.ts';

/** The vault of the simulator and of tests. */
export interface MemoryVault extends Vault {
  /** While false every call rejects with `LogUnavailable` and does nothing. */
  setAvailable(available: boolean): void;
  isAvailable(): boolean;
}

/** An empty vault that holds at most `bytesMax` bytes. */
export function createMemoryVault(options: { clock: Clock; bytesMax?: number }): MemoryVault {
  const { clock, bytesMax = Number.POSITIVE_INFINITY } = options;
  const records = new Map<string, { sealed: Uint8Array; storedAtMs: number }>();
  let available = true;
  const check = (): void => {
    if (!available) throw new LogUnavailable('the vault does not answer');
  };
  return {
    async put(machineId, sealed) {
      check();
      let bytes = sealed.length;
      for (const [id, record] of records) if (id !== machineId) bytes += record.sealed.length;
      if (bytes > bytesMax) throw new VaultFull(`the vault holds at most ${bytesMax} bytes`);
      records.set(machineId, { sealed: sealed.slice(), storedAtMs: clock.now() });
    },
    async get(machineId) {
      check();
      return records.get(machineId)?.sealed.slice() ?? null;
    },
    async delete(machineId) {
      check();
      records.delete(machineId);
    },
    async list() {
      check();
      return [...records].map(([machineId, { storedAtMs }]) => ({ machineId, storedAtMs }));
    },
    setAvailable(value) {
      available = value;
    },
    isAvailable: () => available,
  };
}
