/**
 * Is this log whole and untouched? Every message is held against the hash in the next one, against its place, and against what
 * the fold says of seals; the end is held against a head that somebody else kept. All that is wrong is told with its place.
 */
import { stateDigest } from '../model/state-digest.ts';
import type { Commit, Event } from '../model/events.ts';
import type { Position } from '../model/words.ts';
import { decodeCommit } from '../wire/commit.ts';
import { createFold, foldMessage, messageHash } from './fold.ts';
import type { StoredMessage } from './log.ts';

export interface LogFinding {
  /** Of the message at which it shows. */
  readonly sequence: number;
  /** One sentence. */
  readonly what: string;
}

export interface LogVerifier {
  /** The next message as it lies in the log or in an export; `onCommit` of the options sees it if it can be read. */
  add(message: Pick<StoredMessage, 'sequence' | 'bytes'>): void;
  /** All messages were given. `head`: the end that the log should have, null when nobody kept one. */
  end(head: Position | null): readonly LogFinding[];
  /** Of the last message; null before the first. */
  position(): Position | null;
}

export interface VerifyOptions {
  readonly onCommit?: (commit: Commit, sequence: number) => void;
}

/** Begins at the first message that is given: 1, or the first one of a later segment. */
export function createLogVerifier(options: VerifyOptions = {}): LogVerifier {
  const findings: LogFinding[] = [];
  const fold = createFold();
  let folds = true;
  let last: Position | null = null;

  function find(sequence: number, what: string): void {
    findings.push({ sequence, what });
  }

  function checkChain(commit: Commit, sequence: number): void {
    const expected = last && last.sequence + 1;
    if (expected !== null && sequence !== expected)
      find(sequence, `it came where message ${expected} was due`);
    if (commit.sequence !== undefined && commit.sequence !== sequence)
      find(sequence, `it says that it is message ${commit.sequence}`);
    if (last ? commit.previousHash !== last.hash : sequence === 1 && commit.previousHash !== '')
      find(sequence, 'it does not follow the message before it: that one or this one was changed');
  }

  /** What a seal or an opening says of the state must be so. */
  function checkDigests(commit: Commit, sequence: number): void {
    if (fold.position === null || fold.opening) return;
    for (const { events } of commit.entries)
      for (const event of events)
        if (saysDigest(event) && stateDigest(fold.state) !== event.stateDigest)
          find(sequence, `the state before it is not the one that its ${event.type} names`);
  }

  function foldIt(message: Pick<StoredMessage, 'sequence' | 'bytes'>): void {
    try {
      foldMessage(fold, { ...message, storedAtMs: 0 });
    } catch (error) {
      folds = false;
      find(message.sequence, `it cannot be folded: ${(error as Error).message}`);
    }
  }

  return {
    position: () => last,
    add(message) {
      const { sequence, bytes } = message;
      let commit: Commit | null = null;
      try {
        commit = decodeCommit(bytes);
      } catch (error) {
        find(sequence, `it cannot be read: ${(error as Error).message}`);
      }
      if (commit) {
        checkChain(commit, sequence);
        if (folds) checkDigests(commit, sequence);
        options.onCommit?.(commit, sequence);
      }
      if (folds) foldIt(message);
      last = { logId: commit?.logId ?? last?.logId ?? '', sequence, hash: messageHash(bytes) };
    },
    end(head) {
      if (head === null) return findings;
      const at = last?.sequence ?? 0;
      if (at < head.sequence)
        find(head.sequence, `the log ends at ${at}, its head is ${head.sequence}`);
      else if (at > head.sequence) find(at, `the log goes on after its head ${head.sequence}`);
      else if (last?.hash !== head.hash) find(at, 'the last message is not the one of the head');
      return findings;
    },
  };
}

function saysDigest(event: Event): event is Event & { readonly stateDigest: string } {
  return event.type === 'sealed' || event.type === 'segmentOpened';
}
