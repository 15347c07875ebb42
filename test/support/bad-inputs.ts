/**
 * Requests that nobody in his right mind sends, made around known attacks: for each row of a list some seeds, and many
 * neighbours of them drawn by one seeded source, so that a run that found something can be repeated.
 */
import { anImage } from './an-api.ts';
import { addressAttempts, imageAttempts, projectAttempts } from './bad-references.ts';
import { plan, run, withImage } from './bad-request.ts';
import type { Attempt, Fields } from './bad-request.ts';
import type { Draw } from './draw.ts';

const legalName = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Rows 1 to 4: names. */
const names = [
  'a</name><qemu:commandline>',
  '<!DOCTYPE x [<!ENTITY a "b">]>',
  '../../etc/cron.d/x',
  '..',
  '.',
  '/',
  'a\0b',
  '\u202eexe.x',
  '\ud800',
  'x'.repeat(65_000),
  'x'.repeat(64),
  '',
  '-rf',
  '--help',
  'CON',
  'a b',
  "a';id;'",
  '$(id)',
  'a\nb',
  'ä',
  '17',
  '6f0f6f0e-0000-4000-8000-000000000000',
  'constructor ',
  '__proto__',
  '*',
  '>',
  'a.b',
];

function nameAttempts(draw: Draw): Attempt[] {
  const name = draw.mutated(names, (text) => !legalName.test(text));
  const row = name.includes('<') ? 1 : name.includes('/') ? 2 : name.length < 64 ? 3 : 4;
  const inPath = encodeURIComponent(name.toWellFormed().slice(0, 4_000)) || '%00';
  const verb = draw.pick(['kill', 'stop', 'start', 'shutdown']);
  return [
    run(row, { name }),
    { row, method: 'GET', path: `/machines/${inPath}`, end: 'answered' },
    { row, method: 'POST', path: `/machines/${inPath}/${verb}`, end: 'refused' },
    { row, method: 'POST', path: `/hosts/${inPath}/disable`, body: '{}', end: 'refused' },
    { row, method: 'POST', path: `/quarantine/${inPath}/hold`, body: '{}', end: 'refused' },
    { row, method: 'GET', path: `/events?machine=${inPath}&after=${inPath}`, end: 'refused' },
  ];
}

/** Rows 5 and 6: values that a shell would love; they are data, and may be accepted. */
const values = [
  "'; touch /pwn; '",
  '$(id)',
  '`id`',
  'a\nb',
  'a\rb',
  'a\\',
  "'",
  '"',
  '${IFS}',
  '\t',
];
/** Row 7: names of variables. */
const variables = [
  'A=1;B',
  'a',
  '1A',
  'A B',
  '__proto__',
  'A\n',
  '',
  'LD_PRELOAD',
  'PATH',
  'IFS',
  'BASH_ENV',
  'ÄÖ',
];
const mayBeVariable = /^[A-Z_][A-Z0-9_]*$/;

function contextAttempts(draw: Draw, round: number): Attempt[] {
  const value = draw.mutated(values);
  const odd = draw.mutated(variables);
  const refused = !mayBeVariable.test(odd);
  const body = `{"image":${JSON.stringify(anImage)},"context":{${JSON.stringify(odd)}:"x"}}`;
  return [
    // Some become machines, and are ended by the test; the others meet a size that no host has.
    round % 40 === 0
      ? run(5, { context: { VALUE: value.toWellFormed().replaceAll('\0', '') } }, 'answered')
      : run(6, { context: { VALUE: value }, memoryMiB: 1 << 30 }, 'answered'),
    refused ? { ...run(7, {}), body } : run(7, { context: { [odd]: 'x' }, count: 257 }, 'refused'),
    run(6, { context: { VALUE: { base64: draw.mutated(['AA==', '!', 'A', 'YQ']) } }, count: 0 }),
    run(6, { publicKeys: [draw.mutated(['ssh-ed25519 AAAA x', 'command="id" ssh-rsa AAAA', ''])] }),
  ];
}

/** Row 9: JSON that is none, or worse. */
function jsonAttempts(draw: Draw): Attempt[] {
  const image = JSON.stringify(anImage);
  const depth = draw.pick([1_000, 10_000, 30_000]);
  const texts = [
    `{"__proto__":{"administrator":true},"image":${image}}`,
    `{"constructor":{"prototype":{"x":1}},"image":${image}}`,
    `{"image":${image},"image":${image},"count":0}`,
    `{"image":${'['.repeat(depth)}${']'.repeat(depth)}}`,
    `${'{"image":'.repeat(depth / 10)}1${'}'.repeat(depth / 10)}`,
    `{"image":${image},"vcpus":1e999}`,
    `{"image":${image},"memoryMiB":-0e-999999999}`,
    `{"image":${image},"vcpus":NaN}`,
    `\ufeff{"image":1}`,
    '[]',
    'null',
    '"x"',
    '{',
    `{"image":${image}}x`,
    `{"image":"\\ud800"}`,
  ];
  const body = draw.chance(2)
    ? draw.pick(texts)
    : draw.mutated(texts.filter((one) => one.length < 900));
  const type = draw.pick([
    ...['application/json', 'application/json; charset=utf-16', 'text/plain'],
    ...['application/xml', 'multipart/form-data', 'application/json\t', ''],
  ]);
  const path = draw.pick(['/machines', '/plans', '/hosts']);
  const method = draw.pick(['POST', 'PUT', 'PATCH'] as const);
  return [
    { row: 9, method, path, body: `${body}`, headers: { 'content-type': type }, end: 'refused' },
  ];
}

/** Rows 10, 25 to 28 as far as requests say sizes. */
const numbers = [
  -1,
  0,
  1.5,
  0.001,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  2 ** 63,
  1e308,
  -(2 ** 53),
  '4',
  '',
  null,
  true,
  [],
  {},
];
const sizes = ['vcpus', 'cpu', 'memoryMiB', 'swapMiB', 'rootDiskMiB', 'volatileMiB', 'count'];

function sizeAttempts(draw: Draw): Attempt[] {
  const field = draw.pick(sizes);
  const value = draw.chance(2)
    ? draw.pick(numbers)
    : draw.below(2 ** 31) * (draw.chance(2) ? 1e6 : -1);
  return [
    plan(10, { [field]: value }, 'answered'),
    withImage(26, { bytes: draw.pick([...numbers, 2 ** 63, 60 * 2 ** 40]) }, 'answered'),
  ];
}

/** Row 33: tokens. `known` is the right one. */
function tokenAttempts(draw: Draw, known: string): Attempt[] {
  const none = Buffer.from('{"alg":"none"}').toString('base64url');
  const token = draw.mutated(
    [none + '.e30.', known.slice(1), `${known}x`, known.toLowerCase(), 'x'.repeat(4_000), ''],
    (text) => text.trim() !== known,
  );
  const clean = token.replace(/[^\x20-\x7e]/g, '?');
  const scheme = draw.pick(['Bearer ', 'bearer ', 'Basic ', 'Token ', '', 'Bearer Bearer ']);
  const path = draw.pick([
    '/machines',
    '/hosts',
    '/events',
    '/quarantine',
    '/status',
    '/openapi.json',
  ]);
  const authorization = (scheme + clean).trim() === `Bearer ${known}` ? 'x' : scheme + clean;
  return [{ row: 33, method: 'GET', path, headers: { authorization }, end: 'refused' }];
}

/** All of them; each round draws some of every row. */
export function badRequests(draw: Draw, token: string, rounds: number): Attempt[] {
  return Array.from({ length: rounds }, (_, round) => [
    ...nameAttempts(draw),
    ...contextAttempts(draw, round),
    ...jsonAttempts(draw),
    ...sizeAttempts(draw),
    ...addressAttempts(draw),
    ...imageAttempts(draw),
    ...projectAttempts(draw),
    ...tokenAttempts(draw, token),
  ]).flat();
}

/** Row 8: too much. A few are enough, each is large. */
export function largeRequests(): Attempt[] {
  const noise = Array.from({ length: 700_000 }, (_, i) =>
    ((i * 2_654_435_761) >>> 7).toString(36).slice(-2),
  ).join('');
  const keys = (count: number): Fields =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`K${i}`, 'x']));
  return [
    run(8, { userData: 'x'.repeat(10_000_000) }),
    run(8, { userData: noise }),
    run(8, { context: keys(100_000) }),
    run(8, { context: keys(1_025) }),
    run(8, { requirements: '('.repeat(4_000) }),
    run(8, { requirements: '!'.repeat(4_096) }),
    run(8, { rank: 'A+'.repeat(2_040) }, 'answered'),
    run(8, { publicKeys: Array(65).fill('x') }),
  ];
}
