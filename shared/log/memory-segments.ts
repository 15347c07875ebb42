/** The segments of the simulator and of tests: streams in memory that any number of clients share. */
import { createMemoryLog } from './memory-log.ts';
import type { AppendFault, MemoryLog, MemoryLogOptions } from './memory-log.ts';
import type { Log, StoredMessage } from './log.ts';
import { LogUnavailable } from './log.ts';
import type { Segments } from './segments.ts';

export interface MemorySegments {
  /** As another process sees them; a test may put something in between. */
  client: (name: string) => Segments;
  /** What is in them, oldest first, with sequences over all of them. */
  messages(): readonly StoredMessage[];
  /** A segment that is there. */
  at(number: number): MemoryLog;
  /** How many are there. */
  count(): number;
  /** Takes the first `count` segments away, as after an archive. */
  archive(count: number): void;
  failNextAppend(fault: AppendFault): void;
  landLate(): void;
  /** Puts back an older copy of them all: only the first `keep` messages remain. */
  rewriteTail(keep: number): void;
  setAvailable(available: boolean): void;
  drop(name: string): void;
}

export function createMemorySegments(options: MemoryLogOptions): MemorySegments {
  const logs = new Map<number, MemoryLog>();
  /** The same by their numbers; null when one came or went since. */
  let ordered: readonly [number, MemoryLog][] | null = null;
  let available = true;
  let archived = 0;

  function create(number: number): MemoryLog {
    const made = logs.get(number) ?? createMemoryLog(options);
    made.setAvailable(available);
    logs.set(number, made);
    ordered = null;
    return made;
  }

  function remove(number: number): void {
    logs.delete(number);
    ordered = null;
  }

  const inOrder = (): readonly [number, MemoryLog][] =>
    (ordered ??= [...logs].sort(([a], [b]) => a - b));
  /** Of several segments, as last looked at: they are asked for after each thing that happens, and seldom changed. */
  let joined: Joined = { parts: [], messages: [] };
  const check = (): void => {
    if (!available) throw new LogUnavailable('the log does not answer');
  };

  create(1);
  return {
    client: (name) => ({
      most: 16,
      open: (number) => segmentOf(() => logs.get(number)?.client(name) ?? null, options),
      async size(number) {
        check();
        const log = logs.get(number);
        if (!log) return null;
        const messages = log.messages();
        const bytes = messages.reduce((sum, message) => sum + message.bytes.length, 0);
        return { lastSequence: messages.length, bytes };
      },
      async create(number) {
        check();
        create(number);
      },
    }),
    messages() {
      const [first] = logs.values();
      // As a rule there is one, and it is looked at after each thing that happens: nothing is copied.
      if (first && logs.size === 1 && archived === 0) return first.messages();
      const now = inOrder();
      if (!isSame(joined, now)) joined = join(now, archived);
      return joined.messages;
    },
    at: (number) => logs.get(number)!,
    count: () => logs.size,
    archive(count) {
      for (const [number, log] of inOrder().slice(0, count)) {
        archived += log.messages().length;
        remove(number);
      }
    },
    failNextAppend: (fault) => inOrder().at(-1)![1].failNextAppend(fault),
    landLate: () => inOrder().forEach(([, log]) => log.landLate()),
    rewriteTail(keep) {
      let left = keep;
      let isWhole = true;
      for (const [number, log] of inOrder()) {
        const kept = Math.min(left, log.messages().length);
        // The next segment is made before its predecessor is sealed.
        if (!isWhole) remove(number);
        isWhole &&= kept === log.messages().length;
        log.rewriteTail(kept);
        left -= kept;
      }
    },
    setAvailable(value) {
      available = value;
      for (const [, log] of inOrder()) log.setAvailable(value);
    },
    drop: (name) => inOrder().forEach(([, log]) => log.drop(name)),
  };
}

/** Segments, each with as many messages as it had, and what they hold together. */
interface Joined {
  readonly parts: readonly { readonly of: readonly StoredMessage[]; readonly count: number }[];
  readonly messages: readonly StoredMessage[];
}

function isSame({ parts }: Joined, now: readonly [number, MemoryLog][]): boolean {
  return (
    parts.length === now.length &&
    parts.every(({ of, count }, index) => of === now[index]![1].messages() && count === of.length)
  );
}

/** `archived`: messages that came before them. */
function join(logs: readonly [number, MemoryLog][], archived: number): Joined {
  let base = archived;
  const messages: StoredMessage[] = [];
  const lists = logs.map(([, log]) => log.messages());
  for (const list of lists) {
    for (const one of list) messages.push({ ...one, sequence: base + one.sequence });
    base += list.length;
  }
  return { parts: lists.map((of) => ({ of, count: of.length })), messages };
}

/** One segment, whether it is there or not yet. */
function segmentOf(
  find: () => Log | null,
  { clock, messageBytesMax = 1_000_000 }: MemoryLogOptions,
): Log {
  const missing = new LogUnavailable('there is no such segment');
  return {
    messageBytesMax,
    append: async (bytes, expected) =>
      find()?.append(bytes, expected) ?? { kind: 'unknown', why: missing.message },
    read: async (sequence) => find()?.read(sequence) ?? Promise.reject(missing),
    lastSequence: async () => find()?.lastSequence() ?? Promise.reject(missing),
    firstSequence: () => Promise.resolve(1),
    follow(from, onMessage) {
      let stop = (): void => undefined;
      const begin = (): void => {
        const found = find();
        stop = found ? found.follow(from, onMessage) : clock.after(1_000, begin);
      };
      begin();
      return () => stop();
    },
  };
}
