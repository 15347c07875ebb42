/** Where does a reader of events begin? At his cursor, if it is one of this log; nobody is silently put anywhere else. */
import { parseCursor } from '../../shared/model/cursor.ts';
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

/** Throws `Refused` with `unknownCursor` for a text that is no cursor, or one of another log or a later place. */
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
  if (place.logId !== model.state.logId) return unknown(cursor, 'belongs to another log');
  if (place.sequence < (await model.firstSequence()) - 1)
    return unknown(cursor, 'lies in a part of the log that was archived');
  if (!(await model.waitFor(place.sequence, viewWaitMs)))
    return unknown(cursor, 'lies after everything that happened');
  return place;
}

function unknown(cursor: string, why: string): never {
  return refuse(
    'unknownCursor',
    `${JSON.stringify(cursor.slice(0, 100))} ${why}.`,
    'after',
    'Read the present state again (`stratus list`) and go on from the cursor of that answer.',
  );
}
