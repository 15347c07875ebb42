import { ok, refused } from '../../../shared/base/result.ts';
import type { Result } from '../../../shared/base/result.ts';
import type { Refusal } from '../../../shared/model/reasons.ts';
import { numberOf } from './attribute-lookup.ts';
import type { AttributeLookup } from './attribute-lookup.ts';
import { cursorOver, nested, peek, refuse, take, takeSymbol } from './token-cursor.ts';
import type { TokenCursor } from './token-cursor.ts';
import { nameOf, tokenize } from './tokens.ts';
import type { Token } from './tokens.ts';

/**
 * How good is a host for a machine? OpenNebula's RANK: numbers and attributes with `+ - * /` (the last two bind
 * tighter), unary minus and parentheses; the value is cut to an integer, no words at all are 0. A division by nothing
 * gives 0 here, where OpenNebula's result is undefined.
 */
export interface Rank {
  /** As the user wrote it. */
  readonly source: string;
  readonly value: Value;
}

type Value =
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'minus'; readonly inner: Value }
  | { readonly kind: 'chain'; readonly first: Value; readonly rest: readonly Link[] };

type Operator = '+' | '-' | '*' | '/';
type Link = { readonly operator: Operator; readonly value: Value };

/** Reads a rank of at most 4 KiB and 32 levels; a refusal names the column (from 1) and what to write. */
export function parseRank(source: string): Result<Rank, Refusal> {
  const tokens = tokenize('rank', source);
  if (!tokens.ok) return tokens;
  const cursor = cursorOver('rank', tokens.value);
  if (peek(cursor).kind === 'end') return ok({ source, value: { kind: 'number', number: 0 } });
  const value = sum(cursor);
  if (value !== null && peek(cursor).kind !== 'end') unexpectedAfter(cursor);
  if (cursor.refusal !== null) return refused(cursor.refusal);
  return ok({ source, value: value ?? { kind: 'number', number: 0 } });
}

/** The rank of a host with these attributes: an integer, higher is better. */
export function rankOf(rank: Rank, attributes: AttributeLookup): number {
  const value = Math.trunc(valueOf(rank.value, attributes));
  return Number.isFinite(value) ? value + 0 : 0;
}

function valueOf(value: Value, attributes: AttributeLookup): number {
  switch (value.kind) {
    case 'number':
      return value.number;
    case 'attribute':
      return numberOf(attributes, value.name);
    case 'minus':
      return -valueOf(value.inner, attributes);
    case 'chain':
      return value.rest.reduce(
        (result, link) => applied(result, link.operator, valueOf(link.value, attributes)),
        valueOf(value.first, attributes),
      );
  }
}

function applied(left: number, operator: Operator, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? 0 : left / right;
  }
}

const sum = (cursor: TokenCursor): Value | null => chain(cursor, ['+', '-'], product);
const product = (cursor: TokenCursor): Value | null => chain(cursor, ['*', '/'], factor);

function chain(
  cursor: TokenCursor,
  operators: readonly Operator[],
  operand: (cursor: TokenCursor) => Value | null,
): Value | null {
  const first = operand(cursor);
  if (first === null) return null;
  const rest: Link[] = [];
  for (;;) {
    const operator = operators.find((symbol) => takeSymbol(cursor, symbol));
    if (operator === undefined) return rest.length === 0 ? first : { kind: 'chain', first, rest };
    const value = operand(cursor);
    if (value === null) return null;
    rest.push({ operator, value });
  }
}

function factor(cursor: TokenCursor): Value | null {
  const token = take(cursor);
  if (token.kind === 'number') return { kind: 'number', number: token.value };
  if (token.kind === 'attribute') return { kind: 'attribute', name: token.name };
  if (token.kind === 'symbol' && token.symbol === '-') {
    const inner = nested(cursor, token.column, factor);
    return inner === null ? null : { kind: 'minus', inner };
  }
  if (token.kind === 'symbol' && token.symbol === '(') {
    const inner = nested(cursor, token.column, sum);
    if (inner === null || takeSymbol(cursor, ')')) return inner;
    return unexpectedAfter(cursor, token);
  }
  return refuse(
    cursor,
    token.column,
    `A number or an attribute was expected, not ${nameOf(token)}.`,
    'Write e.g. FREECPU or - RUNNING_VMS.',
  );
}

function unexpectedAfter(cursor: TokenCursor, opened: Token | null = null): null {
  const token = peek(cursor);
  if (opened !== null && token.kind === 'end')
    return refuse(cursor, opened.column, 'This parenthesis is not closed.', 'Add ")".');
  return refuse(
    cursor,
    token.column,
    `"+", "-", "*", "/" or the end was expected, not ${nameOf(token)}.`,
    token.kind === 'symbol' && token.symbol === ')'
      ? 'Remove this parenthesis, or open one before it.'
      : 'A rank is a number: comparisons belong into the requirements.',
  );
}
