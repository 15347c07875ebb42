/** Where does a reader of events begin? At his cursor, if it is one of this log; nobody is silently put anywhere else. */
import { parseCursor } from '../../shared/model/cursor.ts';
import type { Cursor } from '../../shared/model/cursor.ts';
import { refuse } from '../errors.ts';
import type { ReadModel } from './read-model.ts';

/** The place after which events are wanted. */
export interface Place {
  readonly sequence: number;
  readonly index: number;
}

export interface StartingOptions {
  readonly model: ReadModel;
  readonly viewWaitMs: number;
}

/**
 * Throws `Refused`: with `unknownCursor` for a text that is no cursor, or one of another log or a later place; with `logUnavailable`
 * while this view has not read as far as the log goes. Rejects with `LogUnavailable`.
 */
export async function startingPoint(
  { model, viewWaitMs }: StartingOptions,
  cursor: string | undefined,
  otherwise: 'beginning' | 'end',
): Promise<Place> {
  if (cursor === undefined) {
    const end = otherwise === 'end' ? parseCursor(model.cursor() ?? '') : null;
    return end ?? { sequence: (await model.firstSequence()) - 1, index: 0 };
  }
  const place = parseCursor(cursor);
  if (!place) return unknown(cursor, 'is not a cursor');
  const isOther = place.logId !== model.state.logId;
  const first = isOther ? 1 : await model.firstSequence();
  if (place.sequence < first - 1)
    return unknown(
      cursor,
      `lies in a part of the log that was archived: messages 1 to ${first - 1}, which an export of the log holds`,
    );
  if (!isOther && (await model.waitFor(place.sequence, viewWaitMs))) return place;
  if (await isAhead(model, place)) return notReadYet();
  return unknown(
    cursor,
    isOther ? 'belongs to another log' : 'lies after everything that happened',
  );
}

/** The log holds it, and this view has not come so far: an API that was restarted reads for a while. */
async function isAhead(model: ReadModel, { logId, sequence }: Cursor): Promise<boolean> {
  if (sequence <= model.state.sequence) return false;
  return (await model.commitAt(sequence))?.logId === logId;
}

function notReadYet(): never {
  return refuse(
    'logUnavailable',
    'The API has not read the log as far as this cursor yet.',
    'after',
    'Ask again in a moment.',
  );
}

function unknown(cursor: string, why: string): never {
  return refuse(
    'unknownCursor',
    `${JSON.stringify(cursor.slice(0, 100))} ${why}.`,
    'after',
    'Read the present state again (`stratus list`) and go on from the cursor of that answer.',
  );
}
