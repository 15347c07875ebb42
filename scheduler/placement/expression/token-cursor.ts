import type { Refusal } from '../../../shared/model/reasons.ts';
import { refuseAt } from './tokens.ts';
import type { ExpressionField, Symbol, Token } from './tokens.ts';

/**
 * Where does a parser stand in its words, and what stopped it? The first refusal is kept and every parsing function
 * returns null after it, so that grammars need no exceptions.
 */
export interface TokenCursor {
  readonly field: ExpressionField;
  readonly tokens: readonly Token[];
  next: number;
  /** Open parentheses, `!` and unary `-` around the current word. */
  depth: number;
  refusal: Refusal | null;
}

/** Deeper nesting is refused: the evaluation recurses (decisions 10). */
export const deepestNesting = 32;

export function cursorOver(field: ExpressionField, tokens: readonly Token[]): TokenCursor {
  return { field, tokens, next: 0, depth: 0, refusal: null };
}

/** The current word; the last word, `end`, stays current for ever. */
export function peek(cursor: TokenCursor): Token {
  const last = cursor.tokens.length - 1;
  return cursor.tokens[Math.min(cursor.next, last)] ?? { kind: 'end', column: 1 };
}

/** The current word, and on to the next. */
export function take(cursor: TokenCursor): Token {
  const token = peek(cursor);
  cursor.next++;
  return token;
}

/** Goes on when the current word is that symbol; tells whether it was. */
export function takeSymbol(cursor: TokenCursor, symbol: Symbol): boolean {
  const token = peek(cursor);
  if (token.kind !== 'symbol' || token.symbol !== symbol) return false;
  cursor.next++;
  return true;
}

/** Refuses at that column; always null, so that a parser can return it. */
export function refuse(
  cursor: TokenCursor,
  column: number,
  message: string,
  whatToDo: string,
): null {
  cursor.refusal ??= refuseAt(cursor.field, column, { message, whatToDo });
  return null;
}

/** Parses one level deeper, or refuses when that is too deep. */
export function nested<Node>(
  cursor: TokenCursor,
  column: number,
  parse: (cursor: TokenCursor) => Node | null,
): Node | null {
  if (cursor.depth >= deepestNesting)
    return refuse(
      cursor,
      column,
      `The expression is nested deeper than ${deepestNesting} levels.`,
      'Write it with fewer parentheses, "!" and "-" inside one another.',
    );
  cursor.depth++;
  const node = parse(cursor);
  cursor.depth--;
  return node;
}
