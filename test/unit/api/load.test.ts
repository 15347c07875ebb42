import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadText, sizeText } from '../../../api/views/load-text.ts';
import type { HostRoom } from '../../../api/views/load-text.ts';
import { anImage, call, startApi } from '../../support/an-api.ts';
import type { Api } from '../../support/an-api.ts';
import { hostId } from '../../support/log-writer.ts';

const header = '      ID NAME              RVM   TCPU   FCPU   ACPU   TMEM   FMEM   AMEM   STAT\n';
const site = { cpuOvercommitPercent: 100, memoryReservedMiB: 512, diskReservedMiB: 0 };
const heard = { ...{ hostId, heard: true, conflict: false, heardAtMs: 0, trouble: '' } };
const atMs = Date.UTC(2013, 7, 28, 9, 40, 1, 250);

type Wishes = Partial<Pick<HostRoom, 'note' | 'load' | 'machines'>> & {
  readonly enabled?: boolean;
};

function aRoom({ enabled = true, ...wishes }: Wishes = {}): HostRoom {
  const load = { cpuUsedHundredths: 150, memoryUsedMiB: 8_192 } as HostRoom['load'];
  const host = {
    ...{ hostId: '0123456789abcdef'.repeat(2), name: 'host-1', enabled },
    declared: { capacity: { cpuHundredths: 2400, memoryMiB: 36_147, diskMiB: 1 } },
    promised: { cpuHundredths: 300, memoryMiB: 34_000, diskMiB: 1 },
  } as unknown as HostRoom['host'];
  return { host, machines: 2, load, note: heard, ...wishes };
}

const row = (text: string): string => `01234567 host-1 ${text}\n`;

describe('the room in the cloud', () => {
  test.each([
    [
      'a host that works',
      aRoom(),
      '             2   2400   2250   2100  35.3G  27.3G   1.6G     on',
    ],
    [
      'a silent one',
      aRoom({ note: null }),
      '             2      0      0      0     0K     0K     0K    err',
    ],
    [
      'one that is two',
      aRoom({ note: { ...heard, conflict: true } }),
      '             2      0      0      0     0K     0K     0K    err',
    ],
    [
      'a disabled one',
      aRoom({ enabled: false, machines: 0 }),
      '             0   2400   2250   2100  35.3G  27.3G   1.6G    off',
    ],
    [
      'one whose load nobody told yet',
      aRoom({ load: null }),
      '             2   2400   2400   2100  35.3G  35.3G   1.6G     on',
    ],
  ])('of %s', (_what, room, text) => {
    expect(loadText([room], site, atMs)).toBe(`2013-08-28T09:40:01+0000\n${header}${row(text)}`);
  });

  test('counts what may be promised twice', () => {
    const text = loadText([aRoom()], { ...site, cpuOvercommitPercent: 200 }, atMs);
    expect(text.split('\n')[2]).toContain('   2400   2250   4500  ');
  });

  test.each([
    [0, '0K'],
    [1, '1M'],
    [968.4, '968.4M'],
    [1024, '1G'],
    [31 * 1024, '31G'],
    [36_147, '35.3G'],
  ])('%f MiB are %s', (mebibytes, text) => {
    expect(sizeText(mebibytes)).toBe(text);
  });
});

describe('/load/load.txt', () => {
  let api: Api;
  beforeEach(async () => {
    api = await startApi();
  });
  afterEach(() => api.stop());

  test('is plain text for everybody, and names no machine', async () => {
    await call(api, 'POST', '/machines', { image: anImage, name: 'secret-name' });
    const answer = await api.app.inject({ method: 'GET', url: '/load/load.txt' });
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      ...[200, 'text/plain; charset=utf-8'],
    ]);
    const [time, head, host, rest] = answer.body.split('\n');
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/);
    expect(`${head}\n`).toBe(header);
    // Nobody has heard it in this test.
    expect(host).toMatch(/^aaaaaaaa host-1 +1 .* err$/);
    expect(rest).toBe('');
    expect(answer.body).not.toContain('secret-name');
  });

  test('opens nothing else', async () => {
    for (const url of ['/load/', '/load/load.txt/x', '/v1/load/load.txt', '/v1/hosts'])
      expect((await api.app.inject({ method: 'GET', url })).statusCode).toBe(401);
  });
});

describe('a token as a password', () => {
  let api: Api;
  beforeEach(async () => {
    api = await startApi();
  });
  afterEach(() => api.stop());

  test.each([
    ['the account’s', 'admin:a-token-of-the-tests', 200],
    ['another account’s', 'other:a-token-of-the-tests', 401],
    ['without a name', ':a-token-of-the-tests', 401],
    ['without a colon', 'a-token-of-the-tests', 401],
    ['a wrong one', 'admin:wrong', 401],
    ['none', 'admin:', 401],
  ])('%s: %s is answered with %i', async (_what, pair, status) => {
    const authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
    const headers = { authorization };
    expect((await api.app.inject({ url: '/v1/hosts', headers })).statusCode).toBe(status);
  });
});
