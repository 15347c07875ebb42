/** Requests for machines that nobody should send: each ends in a clear refusal, and leaves nothing behind. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anImage, call, startApi } from '../../support/an-api.ts';
import type { Api } from '../../support/an-api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

/** Text that gzip does not make smaller than its bytes. */
function noise(bytes: number): { base64: string } {
  const parts = Array.from({ length: Math.ceil(bytes / 32) }, (_, i) =>
    createHash('sha256').update(String(i)).digest(),
  );
  return { base64: Buffer.concat(parts).toString('base64') };
}

const image = (changes: object) => ({ image: { ...anImage, ...changes } });
const rest = (changes: object) => ({ image: anImage, ...changes });
const variable = (name: string, value: unknown = 'x') =>
  rest({ context: Object.fromEntries([[name, value]]) });
const raw = (field: string) => `{"image":${JSON.stringify(anImage)},${field}}`;

test.each<[string, unknown, number, string, string]>([
  // name
  ['a name with XML', rest({ name: 'a</name><qemu:commandline>' }), 422, 'invalidName', 'name'],
  ['a name as a path', rest({ name: '../../etc/cron.d/x' }), 422, 'invalidName', 'name'],
  ['a name with NUL', rest({ name: 'a\0b' }), 422, 'invalidName', 'name'],
  ['a name with U+202E', rest({ name: 'a\u202eb' }), 422, 'invalidName', 'name'],
  ['a name with half a character', raw('"name":"a\\ud800"'), 422, 'invalidName', 'name'],
  ['a name of 64 KiB', rest({ name: 'a'.repeat(65_536) }), 422, 'invalidName', 'name'],
  ['an empty name', rest({ name: '' }), 422, 'invalidName', 'name'],
  ['a name as an option', rest({ name: '-rf' }), 422, 'invalidName', 'name'],
  ['a name of a dot', rest({ name: '.' }), 422, 'invalidName', 'name'],
  ['a name as a subject', rest({ name: 'a.>' }), 422, 'invalidName', 'name'],
  ['a name in capitals', rest({ name: 'CON' }), 422, 'invalidName', 'name'],
  ['a name that is a number', rest({ name: '7' }), 422, 'invalidName', 'name'],
  // sizes and counts
  ['no machine', rest({ count: 0 }), 422, 'invalidCount', 'count'],
  ['too many machines', rest({ count: 257 }), 422, 'invalidCount', 'count'],
  ['half a machine', rest({ count: 1.5 }), 422, 'invalidCount', 'count'],
  ['no CPU', rest({ vcpus: 0 }), 422, 'invalidSize', 'vcpus'],
  ['negative CPUs', rest({ vcpus: -1 }), 422, 'invalidSize', 'vcpus'],
  ['one and a half CPU', rest({ vcpus: 1.5 }), 422, 'invalidSize', 'vcpus'],
  ['2^31 CPUs', rest({ vcpus: 2 ** 31 }), 422, 'invalidSize', 'vcpus'],
  ['CPUs as text', rest({ vcpus: '4' }), 422, 'invalidSize', 'vcpus'],
  ['CPUs beyond numbers', raw('"vcpus":1e999'), 422, 'invalidSize', 'vcpus'],
  ['no share of a CPU', rest({ cpu: 0 }), 422, 'invalidSize', 'cpu'],
  ['a share of three decimals', rest({ cpu: 0.125 }), 422, 'invalidSize', 'cpu'],
  ['no memory', rest({ memoryMiB: 0 }), 422, 'invalidSize', 'memoryMiB'],
  ['memory of 2^53', rest({ memoryMiB: 2 ** 53 }), 422, 'invalidSize', 'memoryMiB'],
  ['fractional memory', rest({ memoryMiB: 0.5 }), 422, 'invalidSize', 'memoryMiB'],
  ['negative swap', rest({ swapMiB: -1 }), 422, 'invalidSize', 'swapMiB'],
  ['a scratch disk as text', rest({ volatileMiB: '1' }), 422, 'invalidSize', 'volatileMiB'],
  ['a root disk of null', rest({ rootDiskMiB: null }), 422, 'invalidSize', 'rootDiskMiB'],
  // where
  ['an address as a name', rest({ address: 'web' }), 422, 'addressOutside', 'address'],
  ['an address with octal', rest({ address: '010.77.9.5' }), 422, 'addressOutside', 'address'],
  ['a short address', rest({ address: '10.1' }), 422, 'addressOutside', 'address'],
  ['a mapped address', rest({ address: '::ffff:10.0.0.1' }), 422, 'addressOutside', 'address'],
  ['one address for two', rest({ address: '10.77.9.5', count: 2 }), 422, 'invalidCount', 'address'],
  ['an unknown network', rest({ networkClass: 'dmz' }), 422, 'unknownNetworkClass', 'networkClass'],
  ['a type as a path', rest({ type: '../m1' }), 422, 'unknownType', 'type'],
  [
    'a long requirement',
    rest({ requirements: 'A'.repeat(4097) }),
    422,
    'invalidRequirement',
    'requirements',
  ],
  [
    'a requirement with NUL',
    rest({ requirements: 'A\0' }),
    422,
    'invalidRequirement',
    'requirements',
  ],
  ['an unknown policy', rest({ policy: 'best' }), 400, 'malformedRequest', 'policy'],
  // image
  ['no image at all', {}, 422, 'invalidImage', 'image'],
  ['an image without a place', image({ locations: [] }), 422, 'invalidImage', 'image.locations'],
  ['an image as text', { image: 'ttylinux' }, 422, 'invalidImage', 'image'],
  ['an unknown format', image({ format: 'vmdk' }), 422, 'invalidImage', 'image.format'],
  [
    'a place of gopher',
    image({ locations: ['gopher://a/b'] }),
    422,
    'imageLocationRefused',
    'image.locations.0',
  ],
  [
    'a place without scheme',
    image({ locations: ['/etc/passwd'] }),
    422,
    'imageLocationRefused',
    'image.locations.0',
  ],
  [
    'a place with a password',
    image({ locations: ['http://a:b@10.0.0.1/'] }),
    422,
    'imageLocationRefused',
    'image.locations.0',
  ],
  [
    'a file of another machine',
    image({ locations: ['file://host/a'] }),
    422,
    'imageLocationRefused',
    'image.locations.0',
  ],
  [
    'a place with a line break',
    image({ locations: ['http://a/\r\nb'] }),
    422,
    'imageLocationRefused',
    'image.locations.0',
  ],
  ['no digest', image({ digests: [] }), 422, 'imageHasNoDigest', 'image.digests'],
  [
    'md5 alone',
    image({ digests: [{ algorithm: 'md5', value: 'ab'.repeat(16) }] }),
    422,
    'imageHasNoDigest',
    'image.digests',
  ],
  [
    'a digest cut short',
    image({ digests: [{ algorithm: 'sha256', value: 'ab'.repeat(31) }] }),
    422,
    'invalidImage',
    'image.digests.0',
  ],
  [
    'a digest that is none',
    image({ digests: [{ algorithm: 'sha256', value: 'xy'.repeat(32) }] }),
    422,
    'invalidImage',
    'image.digests.0.value',
  ],
  [
    'an identifier that is none',
    image({ identifier: 'x' }),
    422,
    'invalidImage',
    'image.identifier',
  ],
  [
    'an identifier of another image',
    image({
      identifier: 'CJZY2Oz3kCwb5gfuF2CMS6MDtUR',
      digests: [{ algorithm: 'sha1', value: '0'.repeat(40) }],
    }),
    ...([422, 'invalidImage', 'image.identifier'] as const),
  ],
  ['a size of nothing', image({ bytes: 0 }), 422, 'invalidImage', 'image.bytes'],
  ['a size of 2^63', image({ bytes: 2 ** 63 }), 422, 'invalidImage', 'image.bytes'],
  [
    'an unknown field of the image',
    image({ backing: '/etc/shadow' }),
    400,
    'malformedRequest',
    'image.backing',
  ],
  // context
  ...['A=1;B', 'PATH', 'IFS', 'ENV', 'LD_PRELOAD', 'a', '1A', '', 'A-B', 'Ä'].map(
    (name): [string, unknown, number, string, string] => [
      ...([`a variable ${JSON.stringify(name)}`, variable(name), 422] as const),
      ...(['invalidContext', `context.${name}`] as const),
    ],
  ),
  ['a variable with NUL', variable('A', 'a\0b'), 422, 'invalidContext', 'context.A'],
  ['a variable that is no text', variable('A', 1), 422, 'invalidContext', 'context.A'],
  ['bytes that are no base64', variable('A', { base64: '%' }), 422, 'invalidContext', 'context.A'],
  [
    'more variables than anybody needs',
    rest({ context: Object.fromEntries(Array.from({ length: 1025 }, (_, i) => [`V${i}`, ''])) }),
    ...([413, 'contextTooLarge', 'context'] as const),
  ],
  [
    'user data above the limit',
    rest({ userData: noise(262_145) }),
    413,
    'contextTooLarge',
    'userData',
  ],
  [
    '10 MB of user data',
    rest({ userData: 'x'.repeat(10_000_000) }),
    413,
    'requestTooLarge',
    'body',
  ],
  ['a key that is none', rest({ publicKeys: ['hello'] }), 422, 'invalidContext', 'publicKeys.0'],
  [
    'a private key',
    rest({ publicKeys: ['-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl'] }),
    422,
    'invalidContext',
    'publicKeys.0',
  ],
  [
    'a key with options',
    rest({ publicKeys: ['command="x" ssh-rsa AAAA'] }),
    422,
    'invalidContext',
    'publicKeys.0',
  ],
  [
    'two keys in one',
    rest({ publicKeys: ['ssh-ed25519 AAAA\nssh-rsa AAAA'] }),
    422,
    'invalidContext',
    'publicKeys.0',
  ],
  [
    'a key under another name',
    rest({
      publicKeys: ['ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIGPT1vNbMnRlmZZeuyU0mAX1+3wZ5jKNJBtaS8hMyMJb'],
    }),
    422,
    'invalidContext',
    'publicKeys.0',
  ],
  ['a field of nobody', rest({ vnc: true }), 400, 'malformedRequest', 'vnc'],
])('%s', async (_what, body, status, reason, where) => {
  const answer = await call(api, 'POST', '/machines', body);
  expect([answer.status, answer.json.reason, answer.json.where]).toEqual([status, reason, where]);
  expect(answer.json.whatToDo).toMatch(/\.$/);
  expect(api.leader.heard).toEqual([]);
  expect(await api.vault.list()).toEqual([]);
});

test('a context value of any shell meaning is taken as it is', async () => {
  const value = "'; touch /pwn; ' $(id) `id` \n \r trailing \\";
  const { status } = await call(api, 'POST', '/machines', variable('NASTY', value));
  expect(status).toBe(201);
});

test('user data counts as it is after gzip', async () => {
  const userData = '#!/bin/sh\n'.repeat(50_000);
  const { status } = await call(api, 'POST', '/machines', rest({ userData }));
  expect(status).toBe(201);
});
