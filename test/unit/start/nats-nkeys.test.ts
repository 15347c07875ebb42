import { fromPublic, fromSeed } from '@nats-io/nkeys';
import { expect, test } from 'vitest';
import { makeNkey, publicNkeyOf } from '../../../start/nats/nats-nkeys.mjs';

test('the keys are those of the nkeys library, and sign for each other', () => {
  for (let i = 0; i < 20; i++) {
    const { seed, publicKey } = makeNkey();
    const pair = fromSeed(new TextEncoder().encode(seed));
    expect(pair.getPublicKey()).toBe(publicKey);
    const words = new TextEncoder().encode('signed');
    expect(fromPublic(publicKey).verify(words, pair.sign(words))).toBe(true);
    expect(publicNkeyOf(`${seed}\n`)).toBe(publicKey);
  }
});

test('two keys differ, and one raw seed gives one key', () => {
  expect(makeNkey().publicKey).not.toBe(makeNkey().publicKey);
  const raw = new Uint8Array(32).fill(7);
  expect(makeNkey(raw)).toEqual(makeNkey(raw));
});

test.each([
  ['nothing', ''],
  ['a public key', makeNkey().publicKey],
  ['a changed seed', makeNkey().seed.replace(/(?<=^.{20})./, (one) => (one === 'A' ? 'B' : 'A'))],
  ['lower case', makeNkey().seed.toLowerCase()],
  ['a cut seed', makeNkey().seed.slice(0, -1)],
])('%s is not a seed', (_what, text) => {
  expect(() => publicNkeyOf(text)).toThrow(RangeError);
});
