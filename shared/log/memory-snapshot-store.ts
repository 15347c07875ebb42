import { LogUnavailable } from './log.ts';
import type { SnapshotStore } from './snapshot-store.ts';

/** The store of snapshots of tests and the simulator. */
export interface MemorySnapshotStore extends SnapshotStore {
  /** `<place>.<part>` -> what is stored; a test may change it. */
  readonly stored: Map<string, Uint8Array>;
  /** While false every call rejects and does nothing. */
  setAvailable(available: boolean): void;
}

export function createMemorySnapshotStore(): MemorySnapshotStore {
  const stored = new Map<string, Uint8Array>();
  let available = true;
  const check = (): void => {
    if (!available) throw new LogUnavailable('the store of snapshots does not answer');
  };
  return {
    stored,
    async put(place, part, bytes) {
      check();
      stored.set(`${place}.${part}`, bytes.slice());
    },
    async get(place, part) {
      check();
      return stored.get(`${place}.${part}`)?.slice() ?? null;
    },
    setAvailable: (value) => void (available = value),
  };
}
