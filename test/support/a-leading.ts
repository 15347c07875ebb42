/**
 * What a loop of a leading scheduler is given, with a state that a test made by deciding, and nothing behind it but a clock
 * and what is collected of messages and submitted decisions.
 */
import pino from 'pino';
import type { Hello } from '../../shared/model/conversation.ts';
import type { Event } from '../../shared/model/events.ts';
import type { Commit } from '../../shared/model/events.ts';
import { subjectsOf } from '../../shared/bus/subjects.ts';
import type { Position } from '../../shared/model/words.ts';
import type { StoredMessage } from '../../shared/log/log.ts';
import { createMemoryVault } from '../../shared/log/memory-vault.ts';
import type { MemoryVault } from '../../shared/log/memory-vault.ts';
import { createAskedEnds } from '../../scheduler/loops/asked-ends.ts';
import { usualPace } from '../../scheduler/loops/leading.ts';
import type { Leading } from '../../scheduler/loops/leading.ts';
import { createUserContexts } from '../../scheduler/loops/user-contexts.ts';
import { secret } from '../../shared/base/secret.ts';
import { aClock } from './a-clock.ts';
import type { TestClock } from './a-clock.ts';
import { aCloud } from './a-cloud.ts';
import type { Cloud } from './a-cloud.ts';
import { cloudId, genesis, hostId, logId } from './log-writer.ts';

export interface LeadingBench {
  readonly leading: Leading;
  readonly cloud: Cloud;
  readonly clock: TestClock;
  readonly vault: MemoryVault;
  /** What was said on the bus, in order. */
  readonly said: { readonly subject: string; readonly bytes: Uint8Array }[];
  /** Why it leads no more. */
  readonly downs: string[];
  /** What `read` of the log gives, by sequence. */
  readonly stored: Map<number, StoredMessage>;
  /** Of the log: what is before it was archived. */
  firstSequence: number;
  position: Position;
}

export const cloudKey = secret(new Uint8Array(32).fill(7));

export function aLeading(): LeadingBench {
  const clock = aClock();
  const cloud = aCloud();
  const vault = createMemoryVault({ clock });
  const logger = pino({ level: 'silent' });
  let drawn = 0;
  const bench = {
    ...{ cloud, clock, vault, said: [], downs: [], stored: new Map() },
    firstSequence: 1,
    position: { logId, sequence: 9, hash: '99'.repeat(32) },
  } as unknown as LeadingBench;
  const submit: Leading['leader']['submit'] = (proposal) => {
    const decided = proposal.decide(cloud.state, clock.now());
    if (!decided.ok) return Promise.resolve({ kind: 'refused', refusal: decided.reason });
    if (decided.value.length > 0) cloud.commit(decided.value, { origin: proposal.origin });
    return Promise.resolve({ kind: 'committed', cursor: '', machineIds: [], repeated: false });
  };
  const leading: Leading = {
    ...{ cloudId, subjects: subjectsOf(cloudId), term: 1, writer: 'f'.repeat(32), clock, vault },
    ...{ logger, pace: usualPace, frozen: null, segmentBytesMax: 1 << 20 },
    contexts: createUserContexts(vault, cloudKey, logger),
    askedEnds: createAskedEnds(),
    random: { bytes: (length) => new Uint8Array(length).fill(++drawn), below: () => 0 },
    bus: {
      ...{ messageBytesMax: 1 << 20, subscribe: () => () => undefined },
      publish: (subject, bytes) => void bench.said.push({ subject, bytes }),
      ...{ request: () => Promise.reject(new Error('nobody')), onReconnect: () => () => undefined },
    },
    log: {
      ...{ messageBytesMax: 1 << 20, follow: () => () => undefined },
      append: () => Promise.reject(new Error('the test appends nothing')),
      read: (sequence) => Promise.resolve(bench.stored.get(sequence) ?? null),
      lastSequence: () => Promise.resolve(bench.position.sequence),
      firstSequence: () => Promise.resolve(bench.firstSequence),
      segment: () => Promise.resolve({ number: 1, base: 0, bytes: 0 }),
      prepareNext: () => Promise.reject(new Error('the test makes no segment')),
    },
    leader: {
      ...{
        state: () => cloud.state,
        committed: cloud.state,
        position: () => bench.position,
        submit,
      },
      hold: () => Promise.resolve(() => undefined),
      stop: (why) => void bench.downs.push(why),
    },
  };
  return Object.assign(bench, { leading });
}

/** The hello of the first host's agent, all as declared. */
export function aHello(changes: Partial<Hello> = {}): Hello {
  const declared = genesis.find((event) => event.type === 'hostDeclared')!;
  const { capacity, attributes, hypervisorUuid, storageId, bootId } = declared;
  return {
    ...{ cloudId, hostId, nonce: '1'.repeat(32), capacity, attributes, hypervisorUuid, storageId },
    ...{ bootId, position: null, term: 1, heldDigest: '0'.repeat(64) },
    ...{ observedDigest: '0'.repeat(64), clockMs: 0, hypervisorAvailable: true },
    load: {
      ...{ cpuUsedHundredths: 150, memoryUsedMiB: 900, diskFreeMiB: 1, netReceiveBytes: 7 },
      ...{ netSendBytes: 8, foreignCpuHundredths: 0, foreignMemoryMiB: 0 },
    },
    ...{ name: 'host-1', version: '0.1.0', uses: [], ...changes },
  };
}

/** A commit of these events by the administrator. */
export function aCommitOf(events: readonly Event[]): Commit {
  return {
    ...{ format: 2, cloudId, logId, term: 1, writer: 'e'.repeat(32), previousHash: '' },
    ...{ timeMs: 1_800_000_000_000, nonce: '0'.repeat(16) },
    entries: [{ actor: 'admin', origin: 'command', key: '', requestDigest: '', events }],
  };
}
