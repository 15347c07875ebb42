/** Does the command line believe a cloud by its own authority, from the profile or the environment, and nobody else by it? */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openEntrance } from '../../../api/entrance.ts';
import { readProfile } from '../../../cli/profile.ts';
import { certificateFile, keyFile, openCertificates } from '../../../start/join/certificates.mjs';
import { openClassicTerminal } from '../../support/a-classic-terminal.ts';
import { openTerminal } from '../../support/a-terminal.ts';
import type { Terminal } from '../../support/a-terminal.ts';
import { startApi, token } from '../../support/an-api.ts';
import type { Api } from '../../support/an-api.ts';
import { freePort } from '../../support/free-port.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stratus-over-tls-'));
const [ours, others] = [join(scratch, 'ours'), join(scratch, 'others')];
const caOf = (state: string): string => certificateFile(state, 'ca');
let api: Api;
let endpoint: string;
let endEntrance: () => Promise<void>;
let terminal: Terminal;

beforeAll(async () => {
  for (const state of [ours, others]) {
    mkdirSync(state);
    await openCertificates({ state, cloudId: 'c'.repeat(32), names: [] });
  }
  api = await startApi();
  const port = await freePort();
  endpoint = `https://127.0.0.1:${port}`;
  endEntrance = await openEntrance(api.app, {
    ...{ address: '127.0.0.1', port, busServers: [], caFile: caOf(ours) },
    ...{ certFile: certificateFile(ours, 'api'), keyFile: keyFile(ours, 'api') },
  });
  terminal = openTerminal();
});
afterAll(async () => {
  terminal.close();
  await endEntrance();
  await api.stop();
  rmSync(scratch, { recursive: true });
});
beforeEach(() => {
  terminal.env = {};
});

/** A profile in a folder of its own, as it is copied from the cloud's machine. */
function profile(fields: object, authority: string | null = caOf(ours)): string {
  const folder = mkdtempSync(join(scratch, 'profile-'));
  if (authority !== null) copyFileSync(authority, join(folder, 'ca.pem'));
  const path = join(folder, 'profile.json');
  writeFileSync(path, JSON.stringify({ endpoint, token, ...fields }));
  return path;
}

describe('a cloud with an authority of its own', () => {
  test('is believed by the certificate beside the profile, for questions, changes and streams', async () => {
    terminal.env = { STRATUS_PROFILE: profile({ caFile: 'ca.pem' }) };
    const listed = await terminal.run(['host', 'list', '-o', 'json']);
    expect(listed).toMatchObject({ exitCode: 0, err: '' });
    const before = api.model.cursor()!;
    const offered = await terminal.run(['host', 'add', 'big-1']);
    expect(offered.out + offered.err).toContain('stratus-join:10.1.2.3:8780:');
    const { out } = await terminal.run(['event', 'follow', '--after', before], (printed, stop) => {
      if (printed.out.includes('big-1')) stop();
    });
    expect(out).toMatch(/hostOffered .*big-1/);
  });

  test('is believed by the certificate that the environment names', async () => {
    terminal.env = {
      ...{ STRATUS_ENDPOINT: endpoint, STRATUS_TOKEN: token, STRATUS_CA_FILE: caOf(ours) },
      STRATUS_PROFILE: '/nowhere/profile.json',
    };
    expect((await terminal.run(['host', 'list'])).exitCode).toBe(0);
  });

  test.each([
    ['without its certificate', {}, null],
    ['with that of another', { caFile: 'ca.pem' }, others],
  ])('is not believed %s, and is sent nothing', async (_what, fields, authority) => {
    terminal.env = { STRATUS_PROFILE: profile(fields, authority && caOf(authority)) };
    const { exitCode, err } = await terminal.run(['host', 'list']);
    expect(err).toMatch(/certificate is not believed here.*caFile/s);
    expect([exitCode, err.includes(token)]).toEqual([1, false]);
  });

  test('says which certificate cannot be read', async () => {
    terminal.env = { STRATUS_PROFILE: profile({ caFile: 'ca.pem' }, null) };
    const { exitCode, err } = await terminal.run(['host', 'list']);
    expect(err).toMatch(/authority cannot be read.*ca\.pem/s);
    expect(exitCode).toBe(1);
  });

  test('is meant by its certificate alone, not another that is named beside the profile', () => {
    const path = profile({ caFile: 'ca.pem', images: { small: 'small.json' } });
    const env = { STRATUS_PROFILE: path };
    const read = readProfile({ env, home: scratch });
    expect(readFileSync(read.caFile!)).toEqual(readFileSync(caOf(ours)));
    expect(read.images['small']).toBe(join(path, '../small.json'));
    const elsewhere = { ...env, STRATUS_ENDPOINT: 'https://192.0.2.1:8780' };
    expect(readProfile({ env: elsewhere, home: scratch }).caFile).toBeNull();
  });

  test('is believed by the classic commands too, also under a name given with a password', async () => {
    const classic = openClassicTerminal();
    classic.env = { STRATUS_PROFILE: profile({ caFile: 'ca.pem' }) };
    const header = /^id {2}state/;
    expect((await classic.run('stratus-describe-instance')).out).toMatch(header);
    const named = `stratus-describe-instance --endpoint ${endpoint} -u admin -p ${token}`;
    expect((await classic.run(named)).out).toMatch(header);
    classic.env = { STRATUS_PROFILE: '/nowhere/profile.json' };
    expect((await classic.run(named)).exitCode).not.toBe(0);
    classic.env = { ...classic.env, STRATUS_CA_FILE: caOf(ours) };
    expect((await classic.run(named)).out).toMatch(header);
    classic.close();
  });
});
