/**
 * A copy of the log that leaves the machine every hour, with its signed head. Before a copy is replaced the log must still hold
 * the head of the one before: a log that was rewritten is told as an alarm, and does not wipe out what shows it.
 */
import { messageHash } from '../shared/log/fold.ts';
import type { Log } from '../shared/log/log.ts';
import { exportFooter, exportHeader, exportLine, signHead } from '../shared/log/log-export.ts';
import type { LogHead, SignedHead } from '../shared/log/log-export.ts';
import type { Secret } from '../shared/base/secret.ts';
import type { Clock } from '../shared/time/clock.ts';
import type { ReadModel } from './read-model/read-model.ts';

/** Where copies go: a folder, as a rule of another machine. */
export interface CopyFolder {
  /** Of the last copy that was written; null: none yet. Rejects when the folder cannot be read. */
  lastHead(): Promise<LogHead | null>;
  /** Writes the copy whole or not at all, then notes its head. */
  write(lines: AsyncIterable<string>, signed: SignedHead): Promise<void>;
}

export interface CopyStanding {
  /** Of the last copy of this process, ms since 1970. */
  readonly atMs: number | null;
  /** Why the last try failed; null: it did not. */
  readonly failure: string | null;
}

export interface LogCopies {
  standing(): CopyStanding;
  stop(): void;
}

export interface LogCopiesOptions {
  readonly log: Log;
  readonly model: Pick<ReadModel, 'position'>;
  readonly clock: Clock;
  readonly cloudId: string;
  readonly headKey: Secret<string>;
  readonly folder: CopyFolder;
  readonly onFailure: (why: string) => void;
}

const firstAfterMs = 60_000;
const everyMs = 3_600_000;
/** After a failure. */
const againMs = 300_000;

export function createLogCopies(options: LogCopiesOptions): LogCopies {
  const { clock, onFailure } = options;
  let standing: CopyStanding = { atMs: null, failure: null };
  let stopped = false;
  let cancel = clock.after(firstAfterMs, () => void look());

  async function look(): Promise<void> {
    try {
      await copyOnce(options);
      standing = { atMs: clock.now(), failure: null };
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      standing = { ...standing, failure };
      onFailure(`no copy of the log was made: ${failure}`);
    }
    const waitMs = standing.failure === null ? everyMs : againMs;
    if (!stopped) cancel = clock.after(waitMs, () => void look());
  }

  return {
    standing: () => standing,
    stop() {
      stopped = true;
      cancel();
    },
  };
}

async function copyOnce(options: LogCopiesOptions): Promise<void> {
  const { log, model, clock, cloudId, headKey, folder } = options;
  const position = model.position();
  if (position === null) throw new Error('the log is not read yet');
  const last = await folder.lastHead();
  if (last) await checkStands(log, last, cloudId);
  const at = new Date(clock.now()).toISOString();
  const signed = signHead({ cloudId, ...position, at }, headKey.reveal());
  await folder.write(linesOf(log, signed), signed);
}

async function checkStands(log: Log, last: LogHead, cloudId: string): Promise<void> {
  const where = `the last copy there ends at message ${last.sequence}`;
  if (last.cloudId !== cloudId) throw new Error(`${where} of cloud ${last.cloudId}`);
  if (last.sequence < (await log.firstSequence())) return;
  const message = await log.read(last.sequence);
  if (message === null) throw new Error(`${where}, and the log ends before it`);
  if (messageHash(message.bytes) !== last.hash)
    throw new Error(`${where}, and the log has another one there: it was rewritten`);
}

async function* linesOf(log: Log, signed: SignedHead): AsyncGenerator<string> {
  const { cloudId, sequence: end, hash } = signed.head;
  yield exportHeader(cloudId);
  for (let sequence = await log.firstSequence(); sequence <= end; sequence++) {
    const message = await log.read(sequence);
    if (message === null) throw new Error(`message ${sequence} of the log is not there`);
    if (sequence === end && messageHash(message.bytes) !== hash)
      throw new Error(`message ${sequence} of the log is another one than was followed`);
    yield exportLine(message);
  }
  yield exportFooter(signed);
}
