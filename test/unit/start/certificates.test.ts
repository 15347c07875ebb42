/** Real openssl, in a folder of its own: what is made, when it is made again, and that the authority stays. */
import { X509Certificate } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  LEAVES,
  certificateFile,
  fingerprintOf,
  keyFile,
  namesIn,
  openCertificates,
} from '../../../start/join/certificates.mjs';

const folder = mkdtempSync(join(tmpdir(), 'stratus-certificates-'));
afterAll(() => rmSync(folder, { recursive: true }));
const cloudId = 'c'.repeat(32);
const dayMs = 86_400_000;
const wanted = { state: folder, cloudId, names: ['10.1.2.3'] };
const first = await openCertificates(wanted);
const certificate = (name: string, state = folder) =>
  new X509Certificate(readFileSync(certificateFile(state, name)));
const daysOf = (one: X509Certificate) =>
  Math.round((Date.parse(one.validTo) - Date.parse(one.validFrom)) / dayMs);

describe("a cloud's certificates", () => {
  test('are an authority of ten years and leaves of ninety days', () => {
    const authority = certificate('ca');
    expect([authority.ca, daysOf(authority)]).toEqual([true, 3650]);
    for (const leaf of LEAVES) {
      expect(certificate(leaf).verify(authority.publicKey)).toBe(true);
      expect([certificate(leaf).ca, daysOf(certificate(leaf))]).toEqual([false, 90]);
      expect(certificate(leaf).publicKey.asymmetricKeyDetails).toEqual({
        namedCurve: 'prime256v1',
      });
      expect(namesIn(certificate(leaf))).toEqual(['10.1.2.3', '127.0.0.1', 'localhost']);
    }
    expect(first.fingerprint).toBe(fingerprintOf(readFileSync(first.caFile)));
  });

  test('have keys that their owner alone reads', () => {
    for (const name of ['ca', ...LEAVES])
      expect(statSync(keyFile(folder, name)).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'tls')).mode & 0o777).toBe(0o700);
  });

  test('serve on at the next start', async () => {
    const again = await openCertificates(wanted);
    expect(again).toEqual({ ...first, renewed: {} });
  });

  test('serve on while more than 30 days are left', async () => {
    const again = await openCertificates({ ...wanted, nowMs: Date.now() + 59 * dayMs });
    expect(again.renewed).toEqual({});
  });

  const cases: [
    string,
    Partial<typeof wanted> & { nowMs?: number },
    (state: string) => void,
    RegExp,
  ][] = [
    [
      'fewer than 30 days are left',
      { nowMs: Date.now() + 61 * dayMs },
      () => undefined,
      /ends in 28 days|ends in 29 days/,
    ],
    ['the cloud is reached elsewhere', { names: ['10.9.9.9'] }, () => undefined, /other names/],
    [
      'a certificate is gone',
      {},
      (state) => rmSync(certificateFile(state, 'bus')),
      /there is none/,
    ],
    [
      'a certificate is damaged',
      {},
      (state) => writeFileSync(certificateFile(state, 'bus'), 'x'),
      /there is none/,
    ],
    ['its key is gone', {}, (state) => rmSync(keyFile(state, 'bus')), /its key is another/],
    [
      'its key is another one',
      {},
      (state) => cpSync(keyFile(state, 'api'), keyFile(state, 'bus')),
      /its key is another/,
    ],
    [
      'another authority signed it',
      {},
      (state) => rmSync(keyFile(state, 'ca')),
      /another authority/,
    ],
  ];
  test.each(cases)('are made again when %s', async (_what, different, harm, why) => {
    const state = mkdtempSync(join(folder, 'state-'));
    cpSync(join(folder, 'tls'), join(state, 'tls'), { recursive: true });
    harm(state);
    const again = await openCertificates({ ...wanted, ...different, state });
    expect(again.renewed['bus']).toMatch(why);
    const bus = certificate('bus', state);
    expect(bus.verify(certificate('ca', state).publicKey)).toBe(true);
    expect(namesIn(bus)).toContain(different.names?.[0] ?? '10.1.2.3');
  });

  test('are refused when the authority is near its end', async () => {
    const nowMs = Date.now() + 3600 * dayMs;
    await expect(openCertificates({ ...wanted, nowMs })).rejects.toThrow(/every host joins again/);
  });
});
