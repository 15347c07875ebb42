import { nkeyAuthenticator } from '@nats-io/transport-node';
import { expect, test } from 'vitest';
import { secret } from '../../../../shared/base/secret.ts';
import { signInWith } from '../../../../shared/bus/sign-in.ts';
import { makeNkey } from '../../../../start/nats/nats-nkeys.mjs';

test('a sign-in is the very one that the client library makes', () => {
  for (let index = 0; index < 5; index++) {
    const { seed, publicKey } = makeNkey();
    const theirs = nkeyAuthenticator(new TextEncoder().encode(seed));
    const ours = signInWith(secret(seed));
    expect(ours('nonce-of-the-server')).toEqual(theirs('nonce-of-the-server'));
    expect(ours()).toEqual({ nkey: publicKey, sig: '' });
  }
});

const { seed, publicKey } = makeNkey();

test.each([
  ['nothing', ''],
  ['a public key', publicKey],
  ['a seed cut short', seed.slice(0, -1)],
  [
    'a seed with a wrong letter',
    `${seed.slice(0, 9)}${seed[9] === 'A' ? 'B' : 'A'}${seed.slice(10)}`,
  ],
  ['letters outside of base 32', `${seed.slice(0, -1)}!`],
])('%s is no key to sign with', (_what, text) => {
  expect(() => signInWith(secret(text))).toThrow(/seedFile/);
});
