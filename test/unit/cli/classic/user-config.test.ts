import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { IniRefused, parseIni } from '../../../../cli/classic/ini.ts';
import { expandEndpoint } from '../../../../cli/classic/endpoint.ts';
import { aClassicCloudForEachTest } from '../../../support/a-classic-cloud.ts';
import { anImage, call, token } from '../../../support/an-api.ts';

const cloud = aClassicCloudForEachTest();
const path = '.stratuslab/stratuslab-user.cfg';
const header = /^id {2}state/;

/** Nothing but what the test says. */
function withoutProfile(): void {
  cloud.terminal.env = { STRATUS_PROFILE: '/nowhere/profile.json' };
}

function configured(section: string, selected = 'a'): string {
  return cloud.terminal.file(path, `[default]\nselected_section = ${selected}\n${section}`);
}

describe('who asks which cloud', () => {
  test('as the profile of `stratus` says, without a file', async () => {
    expect((await cloud.terminal.run('stratus-describe-instance')).out).toMatch(header);
  });

  test('by options alone', async () => {
    withoutProfile();
    const { out } = await cloud.terminal.run(
      `stratus-describe-instance --endpoint ${cloud.endpoint}/ -u admin -p ${token}`,
    );
    expect(out).toMatch(header);
  });

  test('by host and port', async () => {
    withoutProfile();
    const host = cloud.endpoint.replace('http://', '');
    const { out } = await cloud.terminal.run(
      `stratus-describe-instance --endpoint ${host} -u admin -p ${token}`,
    );
    expect(out).toMatch(header);
  });

  test('option before environment before section', async () => {
    withoutProfile();
    configured(`[a]\nendpoint = ${cloud.endpoint}\nusername = nobody\npassword = wrong\n`);
    const answer = async (options = '') =>
      (await cloud.terminal.run(`stratus-describe-instance${options}`)).exitCode;
    expect(await answer()).toBe(255);
    Object.assign(cloud.terminal.env, {
      ...{ STRATUSLAB_USERNAME: 'admin', STRATUSLAB_PASSWORD: token },
    });
    expect(await answer()).toBe(0);
    expect(await answer(' -u nobody')).toBe(255);
  });

  test('in another section, by option or environment', async () => {
    withoutProfile();
    configured(
      `[a]\nendpoint = ${cloud.endpoint}\n[b]\nendpoint = ${cloud.endpoint}\nusername = admin\npassword = ${token}\n`,
    );
    expect((await cloud.terminal.run('stratus-describe-instance')).exitCode).toBe(2);
    expect((await cloud.terminal.run('stratus-describe-instance -S b')).exitCode).toBe(0);
    cloud.terminal.env['STRATUSLAB_USER_CONFIG_SECTION'] = 'b';
    expect((await cloud.terminal.run('stratus-describe-instance')).exitCode).toBe(0);
  });

  test('with a password that is asked for', async () => {
    withoutProfile();
    cloud.terminal.secret = token;
    const { exitCode } = await cloud.terminal.run(
      `stratus-describe-instance --endpoint ${cloud.endpoint} -u admin`,
    );
    expect([exitCode, cloud.terminal.asked]).toEqual([0, ['Password for admin: ']]);
  });

  test('a token that belongs to another account is nobody’s', async () => {
    const { exitCode, out } = await cloud.terminal.run(
      `stratus-describe-instance -u other -p ${token}`,
    );
    expect(exitCode).toBe(255);
    expect(out).toMatch(/^Error: .*token.* \(code 401\)\n$/);
  });

  test('the token of the profile goes to no other cloud', async () => {
    let asked = 0;
    cloud.terminal.fetch = async () => {
      asked += 1;
      return new Response('{}');
    };
    const { exitCode, err } = await cloud.terminal.run(
      'stratus-describe-instance --endpoint https://other.example.org',
    );
    expect([exitCode, asked]).toEqual([2, 0]);
    expect(err).toContain(
      'error: Missing credentials. Please provide either --username/--password or --pem-cert/--pem-key\n',
    );
  });

  test('nothing at all: 2', async () => {
    withoutProfile();
    const { exitCode, err } = await cloud.terminal.run('stratus-kill-instance 1');
    expect(exitCode).toBe(2);
    expect(err).toContain('error: Missing cloud endpoint. Please provide --endpoint\n');
  });
});

test('the keys and the context method of the file are used', async () => {
  const key =
    'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPT1vNbMnRlmZZeuyU0mAX1+3wZ5jKNJBtaS8hMyMJb cfg';
  cloud.terminal.file('mine.pub', `${key}\n`);
  const file = `~/mine.pub`;
  configured(`[a]\nuser_public_key_file = ${file}\ndefault_context_method = cloud-init\n`);
  await cloud.terminal.run('stratus-run-instance small');
  expect(cloud.request()).toMatchObject({ volumeLabel: 'cidata' });
  expect((await cloud.context()).publicKeys).toEqual([key.replace('~', cloud.terminal.home)]);
});

describe('a file that cannot be used: 1', () => {
  test.each([
    ['no section is selected', '[default]\n[a]\n', '', 'has no selected_section'],
    ['a section that is not there', '[default]\nselected_section=b\n[a]\n', '', 'no section [b]'],
    ['another that is not there', '[default]\nselected_section=a\n[a]\n', ' -S c', 'it has [a]'],
    ['a line that says nothing', '[default]\nnonsense\n', '', 'line 2: write key = value'],
    ['a key before any section', 'a = 1\n', '', 'line 1: a [section] must come before'],
    ['a file that is not there', '', ' -c /nowhere/file', 'Configuration file /nowhere/file'],
  ])('%s', async (_what, text, options, message) => {
    cloud.terminal.file(path, text);
    const { exitCode, err } = await cloud.terminal.run(`stratus-describe-instance${options}`);
    expect(exitCode).toBe(1);
    expect(err).toMatch(/^ {2}\[ERROR\] /);
    expect(err).toContain(message);
  });
});

test('the old form of sections and keys', () => {
  const ini = parseIni(
    '# c\n; c\n[A b]\nKey: v = 1 ; why\nk2=\n  one\n  two\nkey3 = a;b\n[A b]\nkey = last\n',
    'file',
  );
  expect([...ini].map(([name, keys]) => [name, Object.fromEntries(keys)])).toEqual([
    ['A b', { key: 'last', k2: 'one\ntwo', key3: 'a;b' }],
  ]);
  expect(() => parseIni('[a]\n= 1\n', 'file')).toThrow(IniRefused);
});

test.each([
  ['cloud.example.org', 'https://cloud.example.org:8780'],
  ['cloud.example.org:9000', 'https://cloud.example.org:9000'],
  ['127.0.0.1', 'http://127.0.0.1:8780'],
  ['localhost:8781', 'http://localhost:8781'],
  ['https://cloud.example.org/', 'https://cloud.example.org'],
  ['http://127.0.0.1:8780/v1/', 'http://127.0.0.1:8780'],
  ['https://cloud.example.org/stratus', 'https://cloud.example.org/stratus'],
])('the endpoint %s is %s', (text, url) => {
  expect(expandEndpoint(text)).toBe(url);
});

test.each(['', 'ftp://cloud', 'http://cloud.example.org', 'https://a:b@cloud', 'http://', 'a b'])(
  '%j is no endpoint',
  (text) => {
    expect(() => expandEndpoint(text)).toThrow(/endpoint/);
  },
);

describe('stratus-copy-config', () => {
  test('writes a sample once, and again only when forced', async () => {
    const file = join(cloud.terminal.home, path);
    const done = { out: '', err: '', exitCode: 0, programs: [] };
    expect(await cloud.terminal.run('stratus-copy-config')).toEqual(done);
    const sample = readFileSync(file, 'utf8');
    expect(sample).toContain('selected_section = sl-cloud');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    cloud.terminal.file(path, 'mine');
    const again = await cloud.terminal.run('stratus-copy-config');
    expect(again).toMatchObject({ exitCode: 1, out: '' });
    expect(again.err).toBe(`  [ERROR] won't overwrite file (${file}); use --force to overwrite\n`);
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect(await cloud.terminal.run('stratus-copy-config --force')).toEqual(done);
    expect(readFileSync(file, 'utf8')).toBe(sample);
  });

  test('the sample is of use as it is', async () => {
    await cloud.terminal.run('stratus-copy-config');
    await call(cloud.api, 'POST', '/machines', { image: anImage });
    expect((await cloud.terminal.run('stratus-describe-instance')).out).toMatch(/\n1 {3}Prolog/);
  });
});

describe('stratus-hash-password', () => {
  test('prints both forms, and tells the password to nobody', async () => {
    cloud.terminal.secret = 'geheim';
    const { exitCode, out } = await cloud.terminal.run('stratus-hash-password me');
    const md5 = createHash('md5').update('geheim').digest('hex');
    expect([exitCode, out]).toEqual([0, `MD5:${md5}\nCRYPT:$6$salt$hash\n`]);
    expect(cloud.terminal.inputs).toEqual([['openssl', 'passwd', '-6', '-stdin', 'geheim\n']]);
  });

  test.each([
    ['stratus-hash-password', 2, 'error: Missing username'],
    ['stratus-hash-password a b', 2, 'error: Too many arguments'],
    ['stratus-hash-password me', 1, '  [ERROR] The password is empty'],
  ])('%s ends with %i', async (line, exitCode, text) => {
    const ended = await cloud.terminal.run(line);
    expect(ended.exitCode).toBe(exitCode);
    expect(ended.err).toContain(text);
  });
});
