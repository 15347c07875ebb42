import { ok, refused } from '../base/result.ts';
import type { Result } from '../base/result.ts';
import type { UserContext } from './command.ts';
import type { Refusal } from './reasons.ts';

/**
 * Which variables does a user's context text name? `key=value`, one a line in a file, or separated by `#` in an option
 * (reference part 4.2). The text is bytes and a value keeps every byte of its line, whatever its encoding.
 */
export type ContextVariable = UserContext['variables'][number];

/** Between two pairs: the end of a line in a file, `#` in an option. */
export type PairSeparator = '\n' | '#';

/**
 * The pairs in their order; empty pieces are skipped, names are as written. A piece without `=` is refused with the words
 * that StratusLab's users know.
 */
export function parseContext(
  text: Uint8Array,
  separator: PairSeparator,
): Result<readonly ContextVariable[], Refusal> {
  const variables: ContextVariable[] = [];
  const decoder = new TextDecoder();
  for (const piece of pieces(text, separator.charCodeAt(0))) {
    const equals = piece.indexOf('='.charCodeAt(0));
    if (equals < 0) return refused(noPair(decoder.decode(piece), separator));
    const name = decoder.decode(piece.subarray(0, equals));
    variables.push({ name, value: piece.slice(equals + 1) });
  }
  return ok(variables);
}

function pieces(text: Uint8Array, separator: number): Uint8Array[] {
  const found: Uint8Array[] = [];
  let start = 0;
  while (start <= text.length) {
    const next = text.indexOf(separator, start);
    const end = next < 0 ? text.length : next;
    if (end > start) found.push(text.subarray(start, end));
    start = end + 1;
  }
  return found;
}

function noPair(piece: string, separator: PairSeparator): Refusal {
  return {
    reason: 'invalidContext',
    message: `Error while parsing contextualization file.\nSyntax error in line \`${piece}\``,
    where: 'context',
    whatToDo: `Write key=value, pairs separated by ${separator === '#' ? '"#"' : 'line ends'}.`,
  };
}
