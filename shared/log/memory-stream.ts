/** The stream behind the log in memory: what is stored, its limit, and the copies of it that a test holds back. */
import type { Clock } from '../time/clock.ts';
import type { AppendOutcome, StoredMessage } from './log.ts';
import type { AppendFault } from './memory-log.ts';

export interface MemoryStream {
  available: boolean;
  /** Called after each change. */
  readonly wakes: Set<() => void>;
  stored(): readonly StoredMessage[];
  /** What the stream's leader has at `sequence`; null also while it is not available. */
  at(sequence: number): StoredMessage | null;
  store(bytes: Uint8Array, expectedSequence: number): AppendOutcome;
  /** Carries out an append under a fault. */
  storeFailing(fault: AppendFault, bytes: Uint8Array, expectedSequence: number): AppendOutcome;
  landLate(): AppendOutcome[];
  rewriteTail(keep: number): void;
  wake(): void;
}

export function createMemoryStream(clock: Clock, bytesMax: number): MemoryStream {
  let messages: StoredMessage[] = [];
  let usedBytes = 0;
  const late: (() => AppendOutcome)[] = [];

  const stream: MemoryStream = {
    available: true,
    wakes: new Set(),
    stored: () => messages,
    at: (sequence) => (stream.available ? (messages[sequence - 1] ?? null) : null),
    store(bytes, expectedSequence) {
      if (expectedSequence !== messages.length) return { kind: 'refused' };
      if (usedBytes + bytes.length > bytesMax) return { kind: 'full' };
      usedBytes += bytes.length;
      const sequence = messages.length + 1;
      messages.push({ sequence, bytes: bytes.slice(), storedAtMs: clock.now() });
      stream.wake();
      return { kind: 'stored', sequence };
    },
    storeFailing(fault, bytes, expectedSequence) {
      if (fault === 'refused' || fault === 'full') return { kind: fault };
      if (fault === 'unanswered') stream.store(bytes, expectedSequence);
      if (fault === 'late') late.push(() => stream.store(bytes, expectedSequence));
      return { kind: 'unknown', why: `the append met the fault "${fault}"` };
    },
    landLate: () => late.splice(0).map((land) => land()),
    rewriteTail(keep) {
      messages = messages.slice(0, keep);
      usedBytes = messages.reduce((sum, message) => sum + message.bytes.length, 0);
    },
    wake() {
      for (const pump of [...stream.wakes]) pump();
    },
  };
  return stream;
}
