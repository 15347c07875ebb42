/** Writes commits to a log as a leader would, with the chain right, so that a test can say only which events happened. */
import { createFold, foldMessage, messageHash } from '../../shared/log/fold.ts';
import type { Fold } from '../../shared/log/fold.ts';
import type { Log } from '../../shared/log/log.ts';
import { cursorText } from '../../shared/model/cursor.ts';
import type { Entry, Event } from '../../shared/model/events.ts';
import { encodeCommit } from '../../shared/wire/commit.ts';

export const cloudId = 'c10d'.repeat(8);
export const logId = 'd'.repeat(32);
const writer = 'e'.repeat(32);

export interface LogWriter {
  readonly fold: Fold;
  /** Appends one commit of one entry; resolves with the cursor of its last event. */
  write(events: readonly Event[], entry?: Partial<Entry>): Promise<string>;
}

/** A writer at the end of an empty log; `previous` continues another one's chain after its tail was cut to `keep`. */
export function createLogWriter(log: Log, startMs = 1_800_000_000_000): LogWriter {
  const fold = createFold();
  let sequence = 0;
  let previousHash = '';
  return {
    fold,
    async write(events, entry = {}) {
      const commit = {
        ...{ format: 2, cloudId, logId, term: Math.max(1, fold.state.term), writer, previousHash },
        timeMs: startMs + sequence * 1000,
        nonce: (sequence + 1).toString(16).padStart(16, '0'),
        entries: [
          { actor: 'admin', origin: 'command', key: '', requestDigest: '', ...entry, events },
        ] as const,
      };
      const bytes = encodeCommit(commit);
      const outcome = await log.append(bytes, sequence);
      if (outcome.kind !== 'stored') throw new Error(`the append was ${outcome.kind}`);
      sequence += 1;
      previousHash = messageHash(bytes);
      foldMessage(fold, { sequence, bytes, storedAtMs: commit.timeMs });
      return cursorText({ logId, sequence, index: Math.max(0, events.length - 1) });
    },
  };
}

/** The first commit of a small cloud: two types, one network of 13 addresses, one host that has spoken. */
export const hostId = 'a'.repeat(32);
export const genesis: readonly Event[] = [
  { type: 'cloudCreated', cloudId, macPrefix: '0200' },
  { type: 'termStarted', term: 1, writer },
  {
    type: 'siteConfigured',
    types: [
      {
        name: 't1.micro',
        ...{ vcpus: 1, cpuHundredths: 100, memoryMiB: 512, swapMiB: 512 },
        rootDiskMiB: 0,
      },
      {
        name: 'm1.small',
        ...{ vcpus: 1, cpuHundredths: 100, memoryMiB: 1536, swapMiB: 1536 },
        rootDiskMiB: 0,
      },
    ],
    ...{ defaultType: 'm1.small', policy: 'packing', quarantineWindowMs: 172_800_000 },
    ...{ addressHoldMs: 60_000, cpuOvercommitPercent: 100, memoryReservedMiB: 512 },
    ...{
      diskReservedMiB: 1024,
      stopDeadlineMs: 60_000,
      nameServers: [],
      hostSilentAfterMs: 15_000,
    },
  },
  {
    ...{ type: 'networkDefined', networkClass: 'public', network: 0x0a4d0900, prefixLength: 28 },
    ...{ gateway: 0x0a4d0901, first: 0x0a4d0902, last: 0x0a4d090e },
  },
  { type: 'hostJoined', hostId, name: 'host-1', publicKey: '', tokenDigest: '' },
  {
    ...{ type: 'hostDeclared', hostId, storageId: 'b'.repeat(32) },
    capacity: { cpuHundredths: 400, memoryMiB: 8192, diskMiB: 100_000 },
    attributes: { HYPERVISOR: 'qemu', ARCH: 'x86_64' },
    hypervisorUuid: '11111111-1111-4111-8111-111111111111',
    bootId: '22222222-2222-4222-8222-222222222222',
  },
];
