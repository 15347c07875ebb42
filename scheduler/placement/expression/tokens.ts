import type { Refusal } from '../../../shared/model/reasons.ts';
import { ok, refused } from '../../../shared/base/result.ts';
import type { Result } from '../../../shared/base/result.ts';

/**
 * Which words does an expression consist of, and at which column does each begin? One list of words for requirements
 * and ranks; the grammar of each decides which of them it takes.
 */
export type Token =
  | { readonly kind: 'symbol'; readonly symbol: Symbol; readonly column: number }
  | { readonly kind: 'number'; readonly value: number; readonly column: number }
  | { readonly kind: 'text'; readonly value: string; readonly column: number }
  | { readonly kind: 'attribute'; readonly name: string; readonly column: number }
  | { readonly kind: 'end'; readonly column: number };

export type Symbol = '=' | '!' | '>' | '<' | '&' | '|' | '(' | ')' | '+' | '-' | '*' | '/';

/** Which of a machine's two expressions: it names the reason and the place of a refusal. */
export type ExpressionField = 'requirements' | 'rank';

/** Bytes of UTF-8 (decisions 10). */
export const longestExpressionBytes = 4096;

const word = /\s+|([=!><&|()+\-*/])|(\d+(?:\.\d+)?)|"([^"]*)"|([A-Za-z_][A-Za-z0-9_]*)/y;

/** The words of the text, the last of kind `end`; columns count from 1. */
export function tokenize(field: ExpressionField, text: string): Result<readonly Token[], Refusal> {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > longestExpressionBytes)
    return refused({
      reason: reasonOf(field),
      message: `The ${field} expression has ${bytes} bytes; the limit is ${longestExpressionBytes}.`,
      where: field,
      whatToDo: `Shorten it by ${bytes - longestExpressionBytes} bytes or more.`,
    });
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    word.lastIndex = at;
    const match = word.exec(text);
    if (match === null) return refused(unreadable(field, text, at));
    const token = tokenOf(match, at + 1);
    if (token !== null) tokens.push(token);
    at = word.lastIndex;
  }
  tokens.push({ kind: 'end', column: text.length + 1 });
  return ok(tokens);
}

/** A refusal that points at a column of an expression. */
export function refuseAt(
  field: ExpressionField,
  column: number,
  said: { readonly message: string; readonly whatToDo: string },
): Refusal {
  return { reason: reasonOf(field), where: `${field}, column ${column}`, ...said };
}

/** A word as it is named in messages. */
export function nameOf(token: Token): string {
  switch (token.kind) {
    case 'symbol':
      return `"${token.symbol}"`;
    case 'number':
      return `the number ${token.value}`;
    case 'text':
      return `the text "${token.value}"`;
    case 'attribute':
      return `the attribute ${token.name}`;
    case 'end':
      return 'the end of the expression';
  }
}

function reasonOf(field: ExpressionField): 'invalidRequirement' | 'invalidRank' {
  return field === 'rank' ? 'invalidRank' : 'invalidRequirement';
}

function tokenOf(match: RegExpExecArray, column: number): Token | null {
  const [, symbol, number, text, name] = match;
  if (symbol !== undefined) return { kind: 'symbol', symbol: symbol as Symbol, column };
  if (number !== undefined) return { kind: 'number', value: Number(number), column };
  if (text !== undefined) return { kind: 'text', value: text, column };
  if (name !== undefined) return { kind: 'attribute', name: name.toUpperCase(), column };
  return null;
}

function unreadable(field: ExpressionField, text: string, at: number): Refusal {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (character === '"')
    return refuseAt(field, at + 1, {
      message: 'A text begins here and does not end.',
      whatToDo: 'Close it with a second double quote.',
    });
  return refuseAt(field, at + 1, {
    message: `${JSON.stringify(character)} has no meaning in an expression.`,
    whatToDo:
      character === "'" ? 'Put texts in double quotes.' : 'Remove it, or put it in double quotes.',
  });
}
