/** A snapshot is believed when it proves itself, and is left out with a word when it does not. */
import { beforeEach, describe, expect, test } from 'vitest';
import { createFold, foldAll } from '../../../../shared/log/fold.ts';
import { createMemoryLog } from '../../../../shared/log/memory-log.ts';
import type { MemoryLog } from '../../../../shared/log/memory-log.ts';
import { createMemorySnapshotStore } from '../../../../shared/log/memory-snapshot-store.ts';
import type { MemorySnapshotStore } from '../../../../shared/log/memory-snapshot-store.ts';
import { packState } from '../../../../shared/log/packed-state.ts';
import { putSnapshot, startFromSnapshot, takeSnapshot } from '../../../../shared/log/snapshots.ts';
import type { SnapshotPlace } from '../../../../shared/log/snapshot-store.ts';
import { canonicalDump, stateDigest } from '../../../../shared/model/state-digest.ts';
import {
  decodeSnapshotPart,
  encodeSnapshotPart,
  partTextBytes,
} from '../../../../shared/wire/snapshot.ts';
import type { SnapshotPart } from '../../../../shared/wire/snapshot.ts';
import { systemClock } from '../../../../shared/time/system-clock.ts';
import { cloudId, createLogWriter, genesis } from '../../../support/log-writer.ts';
import type { LogWriter } from '../../../support/log-writer.ts';
import { toHex } from '../../../../shared/base/bytes.ts';

let log: MemoryLog;
let store: MemorySnapshotStore;
let writer: LogWriter;
let ignored: string[];

/** Hosts that make the state larger than one part. */
const manyHosts = Array.from({ length: 1_000 }, (_, i) => ({
  ...({ type: 'hostJoined', publicKey: '', tokenDigest: '' } as const),
  hostId: toHex(Uint8Array.of(...Array<number>(14).fill(9), i >> 8, i & 255)),
  name: `host-${i + 2}`,
}));

beforeEach(async () => {
  log = createMemoryLog({ clock: systemClock });
  store = createMemorySnapshotStore();
  writer = createLogWriter(log);
  ignored = [];
  await writer.write(genesis, { origin: 'genesis', actor: 'system' });
  await writer.write(manyHosts);
});

async function snapshot(place: SnapshotPlace): Promise<void> {
  await putSnapshot(store, place, await takeSnapshot(systemClock, writer.fold));
}

const start = () =>
  startFromSnapshot({ log, store, cloudId, onIgnored: (why) => void ignored.push(why) });

function change(key: string, edit: (part: SnapshotPart) => Partial<SnapshotPart>): void {
  const part = decodeSnapshotPart(store.stored.get(key)!);
  store.stored.set(key, encodeSnapshotPart({ ...part, ...edit(part) }));
}

describe('a snapshot', () => {
  test('of several parts brings a reader to where the whole log brings it', async () => {
    await snapshot('a');
    expect(store.stored.size).toBeGreaterThan(1);
    await writer.write([{ type: 'hostRenamed', hostId: manyHosts[0]!.hostId, name: 'after' }]);
    const begun = await start();
    expect(begun?.fold.position?.sequence).toBe(2);
    expect(begun?.lastCommit.entries[0]?.events).toHaveLength(manyHosts.length);
    const seen: number[] = [];
    const fold = await foldAll(log, ({ sequence }) => void seen.push(sequence), begun?.fold);
    expect(seen).toEqual([3]);
    expect(fold.position).toEqual(writer.fold.position);
    expect(canonicalDump(fold.state)).toBe(canonicalDump((await foldAll(log)).state));
    expect(stateDigest(fold.state)).toBe(stateDigest(writer.fold.state));
    expect([...fold.state.hosts.keys()]).toEqual([...writer.fold.state.hosts.keys()]);
    expect(ignored).toEqual([]);
  });

  test('that is newer is taken before the older one; none is no error', async () => {
    expect(await start()).toBeNull();
    await snapshot('b');
    await writer.write([{ type: 'hostRenamed', hostId: manyHosts[0]!.hostId, name: 'after' }]);
    await snapshot('a');
    expect((await start())?.fold.position?.sequence).toBe(3);
    expect(ignored).toEqual([]);
  });

  test('of nothing cannot be taken', async () => {
    await expect(takeSnapshot(systemClock, createFold())).rejects.toThrow('of nothing');
  });

  test('store that does not answer costs the whole log and no more', async () => {
    store.setAvailable(false);
    expect(await start()).toBeNull();
    expect(ignored).toEqual([expect.stringContaining('does not answer')]);
  });
});

const damages: readonly [string, () => void | Promise<void>, string][] = [
  ['a part is missing', () => void store.stored.delete('a.2'), 'part 2 of'],
  [
    'a part is another one',
    () => void store.stored.set('a.2', store.stored.get('a.1')!),
    'of another snapshot',
  ],
  ['a part is no message', () => void store.stored.set('a.1', Uint8Array.of(255, 1)), 'protobuf'],
  [
    'a part was cut',
    () => void store.stored.set('a.1', store.stored.get('a.1')!.slice(0, -20)),
    'not used',
  ],
  [
    'its packed text was cut',
    () => change('a.1', ({ content }) => ({ content: content.slice(0, -20) })),
    'cannot be unpacked',
  ],
  [
    'one character of its text is another',
    () => {
      const state = structuredClone(writer.fold.state);
      state.hosts.get(manyHosts[3]!.hostId)!.name = 'host-X';
      const [first] = [...packState(state)];
      change('a.1', () => ({ content: first! }));
    },
    'does not have the digest',
  ],
  [
    'it is of another commit than it says',
    async () => {
      const { position } = decodeSnapshotPart(store.stored.get('a.1')!);
      for (const key of ['a.1', 'a.2'])
        change(key, () => ({ position: { ...position, sequence: 1 } }));
    },
    'another commit 1',
  ],
  [
    'it is of another cloud',
    () => change('a.1', () => ({ cloudId: 'f'.repeat(32) })),
    'of cloud ffff',
  ],
  ['the log was put back to before it', () => log.rewriteTail(1), 'has no commit 2'],
  [
    'it is of a release with another state',
    () => {
      const bytes = store.stored.get('a.1')!.slice();
      expect(bytes[0]).toBe(8); // field 1, the format
      bytes[1] = 99;
      store.stored.set('a.1', bytes);
    },
    'format 99',
  ],
  [
    'its text unpacks to more than a part may hold',
    async () => {
      const { deflateRawSync } = await import('node:zlib');
      const content = new Uint8Array(deflateRawSync(Buffer.alloc(partTextBytes + 1, 65)));
      change('a.1', () => ({ content }));
    },
    'cannot be unpacked',
  ],
];

describe('a snapshot is left out, and said to be, when', () => {
  test.each(damages)('%s', async (_what, damage, word) => {
    await snapshot('a');
    await damage();
    expect(await start()).toBeNull();
    expect(ignored.join()).toContain(word);
  });

  test('any one byte of it was changed, or the older one is used', async () => {
    await snapshot('b');
    await writer.write([{ type: 'hostRenamed', hostId: manyHosts[0]!.hostId, name: 'after' }]);
    await snapshot('a');
    const parts = [...store.stored].filter(([key]) => key.startsWith('a.'));
    for (const [key, bytes] of parts)
      for (let i = 0; i < bytes.length; i += Math.ceil(bytes.length / 8)) {
        const changed = bytes.slice();
        changed[i]! ^= 1;
        store.stored.set(key, changed);
        const begun = await start();
        // A flipped bit that deflate does not look at leaves the state what it was.
        const isSame = begun && stateDigest(begun.fold.state) === stateDigest(writer.fold.state);
        if (!isSame) expect(begun?.fold.position?.sequence).toBe(2);
        store.stored.set(key, bytes);
      }
    expect(ignored.length).toBeGreaterThan(8);
  });
});
