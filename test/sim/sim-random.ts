/** Chance from a seed (xoshiro128**, Blackman and Vigna, public domain), and a few words to ask it with. */
import type { Random } from '../../shared/base/random.ts';

export interface SimRandom extends Random {
  /** True in `percent` of 100 cases. */
  chance(percent: number): boolean;
  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number;
  pick<Value>(values: readonly Value[]): Value;
  /** Lower-case hexadecimal digits. */
  hex(bytes: number): string;
  /** A source of its own: what is drawn from it changes nothing for others. */
  fork(): SimRandom;
}

export function simRandom(seed: number): SimRandom {
  const next = xoshiro(seed);
  const below = (limit: number): number => Math.floor((next() / 2 ** 32) * limit);
  const bytes = (length: number): Uint8Array => {
    const drawn = new Uint8Array(length);
    for (let i = 0; i < length; i++) drawn[i] = next() & 255;
    return drawn;
  };
  return {
    below,
    bytes,
    chance: (percent) => below(10_000) < percent * 100,
    between: (least, most) => least + below(most - least + 1),
    pick: (values) => values[below(values.length)]!,
    hex: (length) => Buffer.from(bytes(length)).toString('hex'),
    fork: () => simRandom(next()),
  };
}

/** Unsigned 32-bit numbers; the state is spread from the seed by splitmix32. */
function xoshiro(seed: number): () => number {
  let spread = seed >>> 0;
  const word = (): number => {
    spread = (spread + 0x9e3779b9) >>> 0;
    let z = spread;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  let [a, b, c, d] = [word(), word(), word(), word()];
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  };
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
