import { describe, expect, test } from 'vitest';
import * as codec from '../../../../shared/wire/codec.ts';
import type { Codec } from '../../../../shared/wire/codec.ts';
import * as value from '../../../../shared/wire/value-codecs.ts';

const aFact = { name: 'ARCH', value: 'text', text: 'x86_64' };
const many = Object.fromEntries(Array.from({ length: 65 }, (_none, i) => [`A${i}`, 1]));

/** The codec, what may not be sent, what may not be read. */
const refused: readonly [string, Codec<never>, readonly unknown[], readonly unknown[]][] = [
  ['uint', codec.uint() as never, [-1, 0.5, 2 ** 32, Number.NaN, '1'], [-1, '1', null, undefined]],
  ['uint from 1', codec.uint(9, 1) as never, [0, 10], [0, 10]],
  ['long', codec.long() as never, [-1, 2 ** 53, 1.5, Infinity], [-1, 2 ** 53, {}, null]],
  ['flag', codec.flag as never, [0, 'true', null], [1, undefined]],
  ['text', codec.text(3) as never, ['abcd', 'éé', 'a\0', '\ud800', 7], ['abcd', 7, null]],
  ['bytes', codec.bytes(2) as never, [new Uint8Array(3), 'ab'], [new Uint8Array(3), [1]]],
  ['hex', codec.hex(2) as never, ['abc', 'abcdef', 'zzzz', 'ABCD', ''], [new Uint8Array(3), 'ab']],
  ['hexOrEmpty', codec.hexOrEmpty(2) as never, ['ab', 'zzzz'], [new Uint8Array(1)]],
  ['uuid', codec.uuid as never, ['', 'not-a-uuid', '1'.repeat(32)], [new Uint8Array(15), null]],
  ['mac', codec.mac as never, ['02:00', '02-00-0a-4d-09-05', 'zz:00:00:00:00:00'], [[1]]],
  ['word', codec.word({ on: 1 }) as never, ['off', 'toString', undefined], [0, 2, 'on']],
  ['list', codec.list(codec.uint(), 1) as never, [[1, 2], [-1]], [[1, 2], null, ['a']]],
  ['record', codec.record({ one: codec.uint() }) as never, [{ one: -1 }, {}], [null, 7, {}]],
  ['reason', value.reason as never, ['because', 'toString'], [0, 9999, 'halted']],
  ['contentDigest', value.contentDigest as never, [{ algorithm: 'md5', value: 'ab' }], [{}, null]],
  [
    'attributes',
    value.attributes as never,
    [many, { ['a'.repeat(65)]: 1 }, { A: 1.5 }, { A: 'a'.repeat(257) }],
    [Array.from({ length: 65 }, () => aFact), [{ name: 'A' }], null],
  ],
];

describe('codecs refuse what is out of range', () => {
  test.each(refused)('%s, when it is sent', (_name, one, notSent) => {
    for (const given of notSent)
      expect(() => one.encode(given as never), String(given)).toThrow(codec.WireError);
  });

  test.each(refused)('%s, when it is read', (_name, one, _notSent, notRead) => {
    for (const raw of notRead)
      expect(() => one.decode(raw, 'it'), String(raw)).toThrow(codec.WireError);
  });

  test('and name the field', () => {
    const machine = codec.record({ nic: codec.record({ address: codec.uint(5) }) });
    expect(() => machine.decode({ nic: { address: 6 } }, 'Wanted')).toThrow('Wanted.nic.address');
  });
});
