/** Attacks by what a request points at: addresses, images, owners. */
import { isImageId } from '../../shared/model/image-id.ts';
import { run, withImage } from './bad-request.ts';
import type { Attempt } from './bad-request.ts';
import type { Draw } from './draw.ts';

/** Rows 11 and 12: addresses. */
const macs = ['ff:ff:ff:ff:ff:ff', '01:00:5e:00:00:01', '02:00:0a:4d:00:02', 'x', ''];
const addresses = [
  ...[
    '10.77.0.0',
    '10.77.15.255',
    '10.77.0.1',
    '10.78.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '127.0.0.1',
  ],
  ...[
    '::ffff:10.77.0.9',
    '::1',
    '010.077.000.009',
    '10.77.9',
    '0x0a4d0009',
    '172818441',
    '10.77.0.9/20',
  ],
  ...['10.77.0.9 ', ' 10.77.0.9', '10.77.0.9\0', '10.77.0.256', '10.77..9', '１０.77.0.9', ''],
];
const isInside = (text: string): boolean => /^10\.77\.([0-9]|1[0-5])\.\d{1,3}$/.test(text);

export function addressAttempts(draw: Draw): Attempt[] {
  const address = draw.mutated(addresses, (text) => !isInside(text));
  const mac = draw.mutated(macs);
  return [
    run(12, { address }),
    run(12, { address: draw.pick(['10.77.0.0', '10.77.15.255', '10.77.0.1']) }),
    run(11, { [draw.pick(['mac', 'nics', 'macAddress'])]: draw.chance(2) ? mac : [{ mac }] }),
    run(11, {
      networkClass: draw.mutated(['public', 'PUBLIC', 'none', ''], (text) => text !== 'public'),
      address: 'x',
    }),
  ];
}

/** Rows 13 to 15: where an image is said to be; 17: what it is said to be. */
const schemes = [
  'gopher',
  'ftp',
  'data',
  'javascript',
  'jar',
  'FILE',
  'nbd',
  'json',
  'ssh',
  'http+unix',
];
const hidden = [
  'http://a@10.0.0.1/',
  'http://a:b@h/',
  'file://server/x',
  'http://h/\n',
  'http://[::1',
  'http:///',
  '//h/x',
];
const digits = 'ab'.repeat(32);

export function imageAttempts(draw: Draw): Attempt[] {
  const scheme = draw.pick(schemes.filter((one) => one !== 'FILE'));
  const value = draw.mutated(
    [digits, digits.slice(1), `${digits}a`, 'zz'.repeat(32), ''],
    (text) => text.length !== 64 && text.length !== 40,
  );
  return [
    withImage(13, { locations: [`${scheme}://${draw.pick(['h', '127.0.0.1', ''])}/x`] }),
    withImage(14, { locations: [draw.pick(hidden)] }),
    withImage(13, {
      locations: draw.pick([[], [''], ['x'.repeat(3_000)], Array(17).fill('http://h/x')]),
    }),
    withImage(
      17,
      { digests: [{ algorithm: draw.pick(['sha256', 'sha1', 'sha512']), value }] },
      'answered',
    ),
    withImage(17, {
      digests: draw.pick([
        [],
        [{ algorithm: 'md5', value: 'ab'.repeat(16) }],
        [{ algorithm: 'crc32', value: digits }],
      ]),
    }),
    withImage(17, {
      identifier: draw.mutated(['x'.repeat(26), 'é'.repeat(27), ''], (text) => !isImageId(text)),
      digests: [],
    }),
    withImage(25, { format: draw.pick(['vmdk', 'qed', 'QCOW2', '', null, 'raw\0']) }),
    withImage(30, { compression: draw.pick(['zip', 'tar', 'bz2', 'xz', '../x', 'gzip']) }),
  ];
}

/** Row 18: who it is for, as text that would be a subject; and whatever else is no field. */
const paths = [
  '/machines/%zz',
  '/machines/%c0%ae%c0%ae',
  '/machines/..%2f..%2fetc%2fpasswd',
  '/%00',
  '/machines/a%0d%0aX',
  '/machines/%f',
  '//x',
  '/hosts/%',
];
const projects = ['*', '>', 'a.b', 'p 1', '', '$SYS', '_INBOX', 'p1.>'];

export function projectAttempts(draw: Draw): Attempt[] {
  const project = draw.mutated(projects);
  const inQuery = encodeURIComponent(project.toWellFormed());
  return [
    run(18, { [draw.pick(['projectId', 'project', 'tenant', 'actor'])]: project }),
    { row: 2, method: 'GET', path: draw.pick(paths), end: 'refused' },
    { row: 18, method: 'GET', path: `/events?after=${inQuery || 'x'}`, end: 'refused' },
    { row: 18, method: 'GET', path: `/events?limit=${inQuery || 'x'}`, end: 'answered' },
    { row: 18, method: 'GET', path: `/machines?state=${inQuery || 'x'}`, end: 'refused' },
    {
      row: 18,
      method: 'POST',
      path: '/hosts',
      body: JSON.stringify({ hostId: project, name: 'x' }),
      end: 'refused',
    },
  ];
}
