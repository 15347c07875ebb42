/** Chance for tests that can be had again: everything is drawn from one seed, which the test prints. */

export interface Draw {
  readonly seed: number;
  /** 0 to `limit` - 1. */
  below(limit: number): number;
  /** One time in `times`. */
  chance(times: number): boolean;
  pick<Value>(list: readonly Value[]): Value;
  /** One of `seeds`, or a neighbour of it; with `fits`, only one for which that holds. */
  mutated(seeds: readonly string[], fits?: (text: string) => boolean): string;
  bytes(length: number): Uint8Array;
  /** A copy with some bytes changed, cut or doubled. */
  damaged(bytes: Uint8Array): Uint8Array;
}

const odd = [
  '\0',
  "'",
  '"',
  '<',
  '>',
  '&',
  '..',
  '/',
  '\\',
  '%',
  '$',
  '`',
  '\n',
  '\u202e',
  '\ud800',
  '*',
  ' ',
  '-',
  'é',
  '😀',
];

/** Mulberry32. */
function source(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

export function drawFrom(seed: number): Draw {
  const next = source(seed);
  const below = (limit: number): number => next() % limit;
  const pick = <Value>(list: readonly Value[]): Value => list[below(list.length)]!;

  function neighbour(text: string): string {
    const at = below(text.length + 1);
    switch (below(5)) {
      case 0:
        return text.slice(0, at) + pick(odd) + text.slice(at);
      case 1:
        return text.slice(0, at) + text.slice(at + 1);
      case 2:
        return text.slice(0, at) + String.fromCharCode(below(0x300)) + text.slice(at + 1);
      case 3:
        return text.length < 200 ? text.repeat(1 + below(4)) : text;
      default:
        return text;
    }
  }

  return {
    ...{ seed, below, pick },
    chance: (times) => below(times) === 0,
    mutated(seeds, fits = () => true) {
      for (let attempt = 0; attempt < 50; attempt++) {
        let text = pick(seeds);
        for (let change = below(3); change > 0; change--) text = neighbour(text);
        if (fits(text)) return text;
      }
      return seeds.find(fits) ?? seeds[0]!;
    },
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
    damaged(bytes) {
      const copy = Uint8Array.from(bytes);
      for (let change = 1 + below(4); change > 0; change--) copy[below(copy.length)] = below(256);
      const kind = below(4);
      if (kind === 0) return copy.subarray(0, below(copy.length));
      return kind === 1 ? Uint8Array.from([...copy, ...copy.subarray(below(copy.length))]) : copy;
    },
  };
}
