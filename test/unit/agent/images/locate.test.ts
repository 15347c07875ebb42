import { describe, expect, it } from 'vitest';

import { isAddressAllowed, locate, strictLocationRules } from '../../../../agent/images/locate.ts';

const withFolder = { ...strictLocationRules, fileFolder: '/srv/images' };

describe('where an image may come from', () => {
  it.each([
    'https://images.example.org/a.qcow2.gz',
    'http://images.example.org:8080/a?b=c',
    'http://8.8.8.8/a',
    'https://[2a00:1450::1]/a',
    'file:///srv/images/a.raw',
  ])('allows %s', (location) => {
    expect(locate(location, withFolder).ok).toBe(true);
  });

  it.each([
    ['no URL', 'images/a.raw'],
    ['nothing', ''],
    ['another scheme', 'ftp://images.example.org/a'],
    ['gopher', 'gopher://images.example.org/a'],
    ['data', 'data:text/plain,abc'],
    ['a password', 'https://a:b@images.example.org/a'],
    ['a user that looks like a host', 'http://a@10.0.0.1/'],
    ['loopback', 'http://127.0.0.1/a'],
    ['loopback, short', 'http://127.1/'],
    ['loopback, hexadecimal', 'http://0x7f000001/'],
    ['loopback, octal', 'http://0177.0.0.1/'],
    ['loopback, one number', 'http://2130706433/'],
    ['loopback, IPv6', 'http://[::1]/'],
    ['loopback, IPv4 in IPv6', 'http://[::ffff:127.0.0.1]/'],
    ['loopback, IPv4 in IPv6 as it once was', 'http://[::127.0.0.1]/'],
    ['the cloud’s metadata', 'http://169.254.169.254/latest'],
    ['a private network', 'https://10.1.2.3/a'],
    ['another', 'https://192.168.1.1/a'],
    ['carrier NAT', 'https://100.64.0.1/a'],
    ['unique local', 'https://[fd00::1]/a'],
    ['link-local', 'https://[fe80::1]/a'],
    ['no address', 'https://0.0.0.0/a'],
    ['a file on a named host', 'file://server/a.raw'],
    ['an encoded slash', 'file:///srv/images/a%2fb'],
  ])('refuses %s: %s', (_what, location) => {
    const located = locate(location, withFolder);
    expect(located).toMatchObject({ ok: false, reason: { reason: 'imageLocationRefused' } });
  });

  it('refuses files where no folder is set', () => {
    expect(locate('file:///srv/images/a.raw', strictLocationRules).ok).toBe(false);
  });

  it('does not repeat a password in its answer', () => {
    const located = locate('https://me:hunter2@images.example.org/a', strictLocationRules);
    expect(JSON.stringify(located)).not.toContain('hunter2');
  });
});

describe('an address', () => {
  it.each([
    ['10.0.0.1', { allowPrivateAddresses: true }, true],
    ['10.0.0.1', { allowedRanges: ['10.0.0.0/24'] }, true],
    ['10.0.1.1', { allowedRanges: ['10.0.0.0/24'] }, false],
    ['::ffff:10.0.0.1', { allowedRanges: ['10.0.0.0/24'] }, true],
    ['8.8.8.8', { forbiddenRanges: ['8.0.0.0/8'] }, false],
    ['10.0.0.1', { allowPrivateAddresses: true, forbiddenRanges: ['10.0.0.0/8'] }, false],
    ['fd00::1', { allowedRanges: ['fd00::/8'] }, true],
    ['not an address', { allowPrivateAddresses: true }, false],
  ])('%s under %j: %s', (address, changes, allowed) => {
    expect(isAddressAllowed(address, { ...strictLocationRules, ...changes })).toBe(allowed);
  });
});
