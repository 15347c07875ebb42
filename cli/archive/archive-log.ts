/**
 * May the oldest segment of the log be taken away? Only when it is sealed, when the segment after it opens with the whole state, and
 * when a file holds it message for message, signed by this cloud, and leads to the very state with which the log goes on.
 */
import { createFold, foldMessage, messageHash } from '../../shared/log/fold.ts';
import { isSignedBy } from '../../shared/log/log-export.ts';
import { LogUnavailable } from '../../shared/log/log.ts';
import type { StoredMessage } from '../../shared/log/log.ts';
import type { Segments } from '../../shared/log/segments.ts';
import { createLogVerifier } from '../../shared/log/verify-log.ts';
import type { LogFinding } from '../../shared/log/verify-log.ts';
import { decodeCommit } from '../../shared/wire/commit.ts';
import { readExportFile } from '../read-log.ts';
import { CommandFailed } from '../surroundings.ts';

/** The log as its server has it, by the key that may take a segment away. */
export interface LogStreams {
  /** 32 hexadecimal digits. */
  readonly cloudId: string;
  /** With whose other half this cloud signs heads: 32 bytes, base64url. */
  readonly publicKey: string;
  readonly segments: Segments;
  /** Where the API writes a copy every hour over the one before; null: nowhere. */
  readonly copyFolder: string | null;
  /** Deletes the stream of a segment. Rejects with `LogUnavailable`. */
  remove(number: number): Promise<void>;
  close(): Promise<void>;
}

export interface OldestSegment {
  readonly number: number;
  /** Sequences of its first message, and of its last one, the seal. */
  readonly first: number;
  readonly last: number;
  readonly bytes: number;
  /** Of the seal, hexadecimal. */
  readonly lastHash: string;
  /** The beginning of the next segment, until it has carried the whole state. */
  readonly opening: readonly StoredMessage[];
  /** Number of the newest segment. */
  readonly newest: number;
}

/** Throws `CommandFailed` when it is not one that may go, and `LogUnavailable`. */
export async function oldestSegment(segments: Segments): Promise<OldestSegment> {
  const present = await presentOf(segments);
  const [number, next] = present;
  if (number === undefined) throw new LogUnavailable('there is no stream of the log');
  if (next === undefined)
    throw new CommandFailed(
      `segment ${number} is the newest one of the log and still written: nothing was archived.\n` +
        '  A segment is sealed, and may be archived, when it has grown to `segmentBytesMax` (docs/operating/log.md).',
    );
  const size = (await segments.size(number))!;
  const base = number === 1 ? 0 : placeOf(await messageAt(segments, number, 1)) - 1;
  const seal = await messageAt(segments, number, size.lastSequence);
  const last = base + size.lastSequence;
  const isSealed = decodeCommit(seal.bytes).entries.some(({ events }) =>
    events.some((event) => event.type === 'sealed' && event.nextSegment === next),
  );
  if (!isSealed)
    throw new CommandFailed(
      `segment ${number} of the log does not end with its seal: nothing was archived`,
    );
  const opening = await openingOf(segments, next, last);
  const lastHash = messageHash(seal.bytes);
  return {
    ...{ number, first: base + 1, last, bytes: size.bytes, lastHash, opening },
    newest: present.at(-1)!,
  };
}

/** Numbers of the segments that are there and written, oldest first. */
async function presentOf(segments: Segments): Promise<number[]> {
  const present: number[] = [];
  for (let number = 1; number <= segments.most; number++) {
    const size = await segments.size(number);
    // The next one is made before it is written.
    if (size !== null && size.lastSequence > 0) present.push(number);
  }
  return present;
}

async function messageAt(
  segments: Segments,
  number: number,
  index: number,
): Promise<StoredMessage> {
  const message = await segments.open(number).read(index);
  if (message) return message;
  throw new LogUnavailable(`segment ${number} of the log has no message ${index}`);
}

function placeOf({ bytes }: StoredMessage): number {
  return decodeCommit(bytes).sequence ?? 0;
}

/** Without the whole state there the log could not be read once the segment before it is gone. */
async function openingOf(
  segments: Segments,
  number: number,
  last: number,
): Promise<readonly StoredMessage[]> {
  const fold = createFold();
  const opening: StoredMessage[] = [];
  const { lastSequence } = (await segments.size(number))!;
  try {
    for (let index = 1; index <= lastSequence; index++) {
      const message = await messageAt(segments, number, index);
      opening.push({ ...message, sequence: last + index });
      foldMessage(fold, opening.at(-1)!);
      if (!fold.opening) return opening;
    }
  } catch (error) {
    if (error instanceof LogUnavailable) throw error;
    const why = (error as Error).message;
    throw new CommandFailed(
      `segment ${number} of the log cannot be read by itself: ${why}.\n  Nothing was archived.`,
      1,
      error,
    );
  }
  throw new CommandFailed(
    `segment ${number} of the log does not carry the whole state yet: nothing was archived.\n` +
      '  It does as soon as a scheduler leads: `stratus status`. Then try again.',
  );
}

/** Throws `CommandFailed` unless the file holds this segment, and the log goes on from just what it holds. */
export async function checkArchive(
  file: string,
  oldest: OldestSegment,
  { cloudId, publicKey }: Pick<LogStreams, 'cloudId' | 'publicKey'>,
): Promise<void> {
  const [whole, joined] = [createLogVerifier(), createLogVerifier()];
  let [first, lastHash] = [0, ''];
  const { cloudId: ofCloud, signed } = await readExportFile(file, (message) => {
    first ||= message.sequence;
    whole.add(message);
    if (message.sequence <= oldest.last) joined.add(message);
    if (message.sequence === oldest.last) lastHash = messageHash(message.bytes);
  });
  const no = (why: string): never => {
    throw new CommandFailed(
      `${file} ${why}.\n  Nothing was archived. A new copy: \`stratus log export FILE\`.`,
    );
  };
  if (ofCloud !== cloudId || signed.head.cloudId !== cloudId)
    no(`is of cloud ${ofCloud}, this is ${cloudId}`);
  if (!isSignedBy(signed, publicKey)) no('is not signed with the key of this cloud');
  orSay(whole.end(signed.head), (what) => no(`is not in order: ${what}`));
  const end = signed.head.sequence;
  if (first > oldest.first || end < oldest.last)
    no(
      `holds messages ${first} to ${end}, and segment ${oldest.number} is messages ${oldest.first} to ${oldest.last}`,
    );
  if (lastHash !== oldest.lastHash) no(`has another message ${oldest.last} than the log`);
  for (const message of oldest.opening) joined.add(message);
  orSay(joined.end(null), (what) => no(`does not lead to what the log goes on with: ${what}`));
}

function orSay([finding]: readonly LogFinding[], say: (what: string) => void): void {
  if (finding) say(`message ${finding.sequence}: ${finding.what}`);
}
