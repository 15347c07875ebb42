/**
 * Does a text match a shell pattern (`*`, `?`, `[a-z]`, `[!a-z]`, `\` before a character)? The pattern is cut at its
 * stars once; each piece is then looked for leftmost and never given up again. All places of a piece are followed at once
 * in the bits of a few words (the "shift-and" search), so that the time is the text's length times those words: no
 * pattern and no text is slow.
 */
export interface Glob {
  /** What stands between the stars; one piece: the whole text must match it. */
  readonly pieces: readonly Piece[];
}

interface Piece {
  readonly places: readonly Place[];
  /** By character: bit j of the words is set when it may stand at place j. Filled when a text brings the character. */
  readonly masks: Map<number, Int32Array>;
}

/** Beyond so many different characters the masks are made anew: they are a cache. */
const mostMasks = 256;

/** One character of the pattern: `any`, or the ranges of which it is one, or (`not`) is none. Ends included. */
type Place =
  'any' | { readonly not: boolean; readonly ranges: readonly (readonly [number, number])[] };

/** Compiles a pattern. A `[` without its `]` and a last `\` stand for themselves. */
export function compileGlob(pattern: string): Glob {
  const pieces: Place[][] = [[]];
  let at = 0;
  while (at < pattern.length) {
    if (pattern[at] === '*') {
      pieces.push([]);
      at++;
      continue;
    }
    const [place, next] = placeAt(pattern, at);
    pieces.at(-1)?.push(place);
    at = next;
  }
  return { pieces: pieces.map((places) => ({ places, masks: new Map<number, Int32Array>() })) };
}

/** Whether the whole text matches. Characters are UTF-16 units. */
export function matchesGlob(glob: Glob, text: string): boolean {
  const first = glob.pieces[0]?.places ?? [];
  const last = glob.pieces.at(-1)?.places ?? [];
  if (!fits(first, text, 0)) return false;
  if (glob.pieces.length === 1) return first.length === text.length;
  const end = text.length - last.length;
  let at = first.length;
  for (let i = 1; i < glob.pieces.length - 1; i++) {
    const piece = glob.pieces[i];
    if (piece !== undefined) at = endOfFirst(piece, text, at, end);
    if (at < 0) return false;
  }
  return at <= end && fits(last, text, end);
}

function fits(places: readonly Place[], text: string, at: number): boolean {
  if (at + places.length > text.length) return false;
  return places.every((place, i) => mayBe(place, text.charCodeAt(at + i)));
}

/** Where the leftmost occurrence of the piece between `from` and `end` ends, or -1. */
function endOfFirst(piece: Piece, text: string, from: number, end: number): number {
  const length = piece.places.length;
  if (length === 0) return from;
  if (from + length > end) return -1;
  const words = Math.ceil(length / 32);
  const found = new Int32Array(words);
  const lastBit = 1 << ((length - 1) & 31);
  for (let at = from; at < end; at++) {
    const mask = maskOf(piece, text.charCodeAt(at), words);
    let carry = 1;
    for (let word = 0; word < words; word++) {
      const bits = found[word] ?? 0;
      found[word] = ((bits << 1) | carry) & (mask[word] ?? 0);
      carry = bits >>> 31;
    }
    if (((found[words - 1] ?? 0) & lastBit) !== 0) return at + 1;
  }
  return -1;
}

function maskOf(piece: Piece, code: number, words: number): Int32Array {
  const known = piece.masks.get(code);
  if (known !== undefined) return known;
  const mask = new Int32Array(words);
  piece.places.forEach((place, i) => {
    if (mayBe(place, code)) mask[i >>> 5] = (mask[i >>> 5] ?? 0) | (1 << (i & 31));
  });
  if (piece.masks.size >= mostMasks) piece.masks.clear();
  piece.masks.set(code, mask);
  return mask;
}

function mayBe(place: Place, code: number): boolean {
  if (place === 'any') return true;
  return place.ranges.some(([from, to]) => code >= from && code <= to) !== place.not;
}

function placeAt(pattern: string, at: number): readonly [Place, number] {
  const character = pattern[at];
  if (character === '?') return ['any', at + 1];
  if (character === '[') {
    const members = at + (/[!^]/.test(pattern[at + 1] ?? '') ? 2 : 1);
    const end = pattern.indexOf(']', members + 1);
    if (end > at) return [classOf(pattern.slice(at + 1, end)), end + 1];
  }
  const escaped = character === '\\' && at + 1 < pattern.length;
  const code = pattern.charCodeAt(escaped ? at + 1 : at);
  return [{ not: false, ranges: [[code, code]] }, at + (escaped ? 2 : 1)];
}

function classOf(inside: string): Place {
  const not = /^[!^]/.test(inside);
  const members = not ? inside.slice(1) : inside;
  const ranges: [number, number][] = [];
  for (let at = 0; at < members.length; at++) {
    const from = members.charCodeAt(at);
    const isRange = members[at + 1] === '-' && at + 2 < members.length;
    ranges.push([from, isRange ? members.charCodeAt(at + 2) : from]);
    if (isRange) at += 2;
  }
  return { not, ranges };
}
