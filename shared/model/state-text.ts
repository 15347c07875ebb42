/**
 * A whole state as lines of text and back: every reader of it goes on exactly as if it had folded the log. Maps keep their
 * order, which the canonical dump (`shared/model/state-digest.ts`) does not show and the fold relies on (keys lie in order of
 * commit time). Lines and not a protobuf message: what a release adds to the state is in them without a second description
 * of it that could be forgotten, and the state's digest says whether they came back whole.
 */
import { emptyState } from './state.ts';
import type { State } from './state.ts';

/**
 * Raised with every change of the shape of `State`. Text of another number is not read: it lacks what this release needs, or
 * has what it does not know. A test holds the shape against this number.
 */
export const stateFormat = 2;

/** The text is not that of a state of this format. */
export class StateTextBroken extends Error {
  override readonly name = 'StateTextBroken';
  readonly code = 'stateTextBroken';
}

/** One line for each plain field and each entry of a map, without line ends. */
export function* stateLines(state: State): Generator<string> {
  for (const [field, held] of Object.entries(state) as [string, unknown][]) {
    if (!(held instanceof Map)) yield JSON.stringify([field, held], tagged);
    else for (const [key, value] of held) yield JSON.stringify([field, key, value], tagged);
  }
}

/** The state of these lines. Throws `StateTextBroken` for anything else. */
export function stateOfLines(lines: Iterable<string>): State {
  const state = emptyState();
  const fields = state as unknown as Record<string, unknown>;
  for (const line of lines) {
    const [field, first, second, ...more] = parsed(line);
    if (typeof field !== 'string' || !Object.hasOwn(fields, field) || more.length > 0)
      throw new StateTextBroken(`no field of a state: ${line.slice(0, 80)}`);
    const held = fields[field];
    if (held instanceof Map) held.set(first, second);
    else fields[field] = first;
  }
  return state;
}

const setTag = '#set';

function tagged(_name: string, value: unknown): unknown {
  return value instanceof Set ? { [setTag]: [...(value as Set<unknown>)] } : value;
}

function untagged(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, setTag)) return value;
  const members = (value as Record<string, unknown>)[setTag];
  return Array.isArray(members) ? new Set<unknown>(members) : value;
}

function parsed(line: string): unknown[] {
  try {
    const given: unknown = JSON.parse(line, line.includes(`"${setTag}"`) ? untagged : undefined);
    if (Array.isArray(given)) return given;
  } catch {
    // said below
  }
  throw new StateTextBroken(`not a line of a state: ${line.slice(0, 80)}`);
}
