import { createMemorySnapshotStore } from '../../shared/log/memory-snapshot-store.ts';
import { snapshotStoreSuite } from './snapshot-store-suite.ts';

snapshotStoreSuite('in memory', async () => {
  const store = createMemorySnapshotStore();
  return { writer: store, reader: store, close: async () => store.setAvailable(false) };
});
