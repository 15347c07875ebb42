import { ok, refused } from '../../../shared/base/result.ts';
import type { Result } from '../../../shared/base/result.ts';
import type { Refusal } from '../../../shared/model/reasons.ts';
import { numberOf, textOf } from './attribute-lookup.ts';
import type { AttributeLookup } from './attribute-lookup.ts';
import { compileGlob, matchesGlob } from './glob.ts';
import type { Glob } from './glob.ts';
import { cursorOver, nested, peek, refuse, take, takeSymbol } from './token-cursor.ts';
import type { TokenCursor } from './token-cursor.ts';
import { nameOf, tokenize } from './tokens.ts';
import type { Token } from './tokens.ts';

/**
 * On which hosts may a machine run? OpenNebula's REQUIREMENTS, to the letter, since people bring theirs: `&` and `|`
 * have one precedence and are read from left to right (`a | b & c` is `(a | b) & c`), `!` takes what follows it
 * directly, an attribute that the host lacks is 0 or empty, and no words at all are true.
 */
export interface Requirement {
  /** As the user wrote it. */
  readonly source: string;
  readonly condition: Condition;
}

type Condition =
  | { readonly kind: 'always' }
  | {
      readonly kind: 'number';
      readonly attribute: string;
      readonly is: Comparison;
      readonly than: number;
    }
  | {
      readonly kind: 'text';
      readonly attribute: string;
      readonly is: '=' | '!=';
      readonly like: Glob;
    }
  | { readonly kind: 'not'; readonly inner: Condition }
  | { readonly kind: 'chain'; readonly first: Condition; readonly rest: readonly Link[] };

type Comparison = '=' | '!=' | '>' | '<';
type Link = { readonly operator: '&' | '|'; readonly condition: Condition };

/** Reads a requirement of at most 4 KiB and 32 levels; a refusal names the column (from 1) and what to write. */
export function parseRequirement(source: string): Result<Requirement, Refusal> {
  const tokens = tokenize('requirements', source);
  if (!tokens.ok) return tokens;
  const cursor = cursorOver('requirements', tokens.value);
  if (peek(cursor).kind === 'end') return ok({ source, condition: { kind: 'always' } });
  const condition = chain(cursor);
  if (condition !== null && peek(cursor).kind !== 'end') unexpectedAfter(cursor);
  if (cursor.refusal !== null) return refused(cursor.refusal);
  return ok({ source, condition: condition ?? { kind: 'always' } });
}

/** Whether a host with these attributes meets the requirement. */
export function meets(requirement: Requirement, attributes: AttributeLookup): boolean {
  return holds(requirement.condition, attributes);
}

function holds(condition: Condition, attributes: AttributeLookup): boolean {
  switch (condition.kind) {
    case 'always':
      return true;
    case 'number':
      return compares(numberOf(attributes, condition.attribute), condition.is, condition.than);
    case 'text': {
      const isLike = matchesGlob(condition.like, textOf(attributes, condition.attribute));
      return isLike === (condition.is === '=');
    }
    case 'not':
      return !holds(condition.inner, attributes);
    case 'chain': {
      let value = holds(condition.first, attributes);
      for (const link of condition.rest)
        if (value === (link.operator === '&')) value = holds(link.condition, attributes);
      return value;
    }
  }
}

function compares(value: number, is: Comparison, than: number): boolean {
  switch (is) {
    case '=':
      return value === than;
    case '!=':
      return value !== than;
    case '>':
      return value > than;
    case '<':
      return value < than;
  }
}

function chain(cursor: TokenCursor): Condition | null {
  const first = term(cursor);
  if (first === null) return null;
  const rest: Link[] = [];
  for (;;) {
    const operator = takeSymbol(cursor, '&') ? '&' : takeSymbol(cursor, '|') ? '|' : null;
    if (operator === null) return rest.length === 0 ? first : { kind: 'chain', first, rest };
    const condition = term(cursor);
    if (condition === null) return null;
    rest.push({ operator, condition });
  }
}

function term(cursor: TokenCursor): Condition | null {
  const token = take(cursor);
  if (token.kind === 'attribute') return comparison(cursor, token.name);
  if (token.kind === 'symbol' && token.symbol === '!') {
    const inner = nested(cursor, token.column, term);
    return inner === null ? null : { kind: 'not', inner };
  }
  if (token.kind === 'symbol' && token.symbol === '(') {
    const inner = nested(cursor, token.column, chain);
    if (inner === null || takeSymbol(cursor, ')')) return inner;
    return unexpectedAfter(cursor, token);
  }
  return refuse(
    cursor,
    token.column,
    `A condition was expected, not ${nameOf(token)}.`,
    isDoubled(cursor, token)
      ? 'Write "&" and "|" once.'
      : 'Write an attribute and what it is compared with, e.g. ARCH = "x86_64" or FREECPU > 100.',
  );
}

function comparison(cursor: TokenCursor, attribute: string): Condition | null {
  const token = take(cursor);
  const is = comparisonOf(cursor, token);
  if (is === null)
    return refuse(
      cursor,
      token.column,
      `After ${attribute}, one of = != > < was expected, not ${nameOf(token)}.`,
      `Write e.g. ${attribute} = 1 or ${attribute} = "text".`,
    );
  const minus = takeSymbol(cursor, '-');
  const value = take(cursor);
  if (value.kind === 'number')
    return { kind: 'number', attribute, is, than: minus ? -value.value : value.value };
  if (value.kind !== 'text' || minus)
    return refuse(
      cursor,
      value.column,
      `A value was expected, not ${nameOf(value)}.`,
      valueAdvice(value),
    );
  if (is === '>' || is === '<')
    return refuse(
      cursor,
      value.column,
      `"${is}" compares numbers only, not ${nameOf(value)}.`,
      'Compare with a number, or use = or != for texts.',
    );
  return { kind: 'text', attribute, is, like: compileGlob(value.value) };
}

function comparisonOf(cursor: TokenCursor, token: Token): Comparison | null {
  if (token.kind !== 'symbol') return null;
  if (token.symbol === '=' || token.symbol === '>' || token.symbol === '<') return token.symbol;
  return token.symbol === '!' && takeSymbol(cursor, '=') ? '!=' : null;
}

function valueAdvice(token: Token): string {
  if (token.kind === 'attribute') return `Put texts in double quotes: "${token.name}".`;
  if (token.kind === 'symbol' && token.symbol === '=')
    return 'Write "=" once; for >= write !( ... < ... ), for <= write !( ... > ... ).';
  return 'Write a number, or a text in double quotes.';
}

function isDoubled(cursor: TokenCursor, token: Token): boolean {
  const before = cursor.tokens[cursor.next - 2];
  return (
    token.kind === 'symbol' &&
    (token.symbol === '&' || token.symbol === '|') &&
    before?.kind === 'symbol' &&
    before.symbol === token.symbol
  );
}

function unexpectedAfter(cursor: TokenCursor, opened: Token | null = null): null {
  const token = peek(cursor);
  if (opened !== null && token.kind === 'end')
    return refuse(cursor, opened.column, 'This parenthesis is not closed.', 'Add ")".');
  return refuse(
    cursor,
    token.column,
    `"&", "|" or the end was expected, not ${nameOf(token)}.`,
    token.kind === 'symbol' && token.symbol === ')'
      ? 'Remove this parenthesis, or open one before it.'
      : 'Join conditions with & (and) or | (or).',
  );
}
