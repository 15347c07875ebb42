import { describe, expect, test } from 'vitest';

import { composeContext } from '../../../../scheduler/context/compose.ts';
import type { ContextInput } from '../../../../scheduler/context/compose.ts';
import { canonicalContext } from '../../../../shared/model/context-digest.ts';
import { aContextInput, textOf } from '../../../support/context.ts';

const incompressible = (bytes: Uint8Array) => bytes.length;

function composed(input: ContextInput) {
  const result = composeContext(input, incompressible);
  if (!result.ok) throw new Error(result.reason.message);
  return result.value;
}

function refusalOf(input: ContextInput, compressedLength = incompressible) {
  const result = composeContext(input, compressedLength);
  if (result.ok) throw new Error('it was accepted');
  return result.reason;
}

describe('the method one', () => {
  test('writes context.sh with what every machine is told, then what the user gives', () => {
    const { files, volumeLabel, canonical } = composed(
      aContextInput({ variables: { ROLE: 'master', NOTE: "it's $HOME" } }),
    );
    expect(volumeLabel).toBe('_STRATUSLAB');
    expect(files.map((file) => file.name)).toEqual([
      'context.sh',
      'epilog.sh',
      'init.sh',
      'prolog.sh',
    ]);
    expect(textOf(files, 'context.sh').split('\n').slice(1)).toEqual([
      "INSTANCE_ID='3f2a8c1e-0000-4000-8000-000000000001'",
      "HOSTNAME='one-1'",
      "PUBLIC_KEY='ssh-ed25519 AAAA a@b'",
      "ETH0_MAC='02:00:0a:4d:09:05'",
      "ETH0_IP='10.77.9.5'",
      "ETH0_PREFIX_LENGTH='24'",
      "ETH0_MASK='255.255.255.0'",
      "ETH0_GATEWAY='10.77.9.1'",
      "ETH0_DNS='1.1.1.1 8.8.8.8'",
      "ROLE='master'",
      "NOTE='it'\\''s $HOME'",
      '',
    ]);
    expect(canonical).toEqual(canonicalContext(files));
  });

  test('begins with a comment that holds no quote', () => {
    expect(textOf(composed(aContextInput()).files, 'context.sh')).toMatch(/^# [^'"\n]*\n/);
  });

  test('joins keys by line ends, without comments, blanks and repetitions', () => {
    const publicKeys = ['Comment: mine\nssh-rsa A a\r\n\n', 'ssh-rsa B b\nssh-rsa A a\n'];
    const text = textOf(composed(aContextInput({ publicKeys })).files, 'context.sh');
    expect(text).toContain("PUBLIC_KEY='ssh-rsa A a\nssh-rsa B b'\n");
  });

  test('says nothing where there is no gateway and no name server', () => {
    const [nic] = aContextInput().nics;
    if (nic === undefined) throw new Error('no card');
    const input = aContextInput({ nics: [{ ...nic, gateway: null }], nameServers: [] });
    expect(textOf(composed(input).files, 'context.sh')).toContain("ETH0_GATEWAY=''\nETH0_DNS=''\n");
  });

  test.each([
    '',
    '1A',
    'A-B',
    'A B',
    'A=B',
    'Ä',
    'ſ',
    'A\n',
    '../A',
    'a'.repeat(129),
    'PATH',
    'path',
    'IFS',
    'ENV',
    'BASH_ENV',
    'SHELLOPTS',
    'PS4',
    'LD_PRELOAD',
    'ld_library_path',
    'LC_ALL',
    'LANG',
    'HOME',
    'RANDOM',
    'LINENO',
    'OPTIND',
    'UID',
    '_',
    'BASHOPTS',
    'PUBLIC_KEY',
    'hostname',
    'INSTANCE_ID',
    'ETH0_IP',
    'eth12_mac',
  ])('refuses a variable named %j, naming it', (name) => {
    const refusal = refusalOf(aContextInput({ variables: { [name]: 'x' } }));
    expect(refusal.reason).toBe('invalidContext');
    expect(refusal.where).toContain(JSON.stringify(name.slice(0, 60)));
    expect(refusal.whatToDo).not.toBe('');
  });

  test.each([
    'ROLE',
    'ROLE',
    '_A',
    'A_1',
    'SCRIPT_EXEC',
    'ETH_0',
    'PATHS',
    'MY_PATH',
    'CONTEXT_METHOD',
  ])('takes a variable named %s', (name) => {
    expect(() => composed(aContextInput({ variables: { [name]: 'x' } }))).not.toThrow();
  });

  test.each<[string, ContextInput, string]>([
    ['a name given twice', withTwice('ROLE'), 'given twice'],
    ['a name in small letters', aContextInput({ variables: { role: 'a' } }), 'is not a name'],
    ['NUL in a value', aContextInput({ variables: { A: 'ab\0' } }), 'NUL byte, at 2'],
    ['NUL in a key', aContextInput({ publicKeys: ['ssh-rsa \0'] }), 'control character'],
    ['user data', aContextInput({ userData: '#cloud-config' }), 'for cloud-init'],
  ])('refuses %s', (_what, input, says) => {
    expect(refusalOf(input)).toMatchObject({ reason: 'invalidContext' });
    expect(refusalOf(input).message).toContain(says);
  });

  test('takes a value as long as an environment does, and no longer', () => {
    const longest = 131_072 - 'A=\0'.length;
    expect(() => composed(aContextInput({ variables: { A: 'x'.repeat(longest) } }))).not.toThrow();
    const refusal = refusalOf(aContextInput({ variables: { A: 'x'.repeat(longest + 1) } }));
    expect(refusal.reason).toBe('contextTooLarge');
    expect(refusal.message).toBe(
      'The variable A has 131073 bytes with its name; Linux takes 131072.',
    );
  });

  test('takes no more variables than an environment does', () => {
    const value = 'x'.repeat(120_000);
    const variables = Object.fromEntries([...'ABCDEFGHI'].map((name) => [name, value]));
    expect(refusalOf(aContextInput({ variables })).message).toContain('the limit is 1048576');
  });
});

describe('the method cloud-init', () => {
  const input = (said: Parameters<typeof aContextInput>[0] = {}) =>
    aContextInput({ volumeLabel: 'cidata', ...said });

  test.each([
    [{ hasVolatile: true }, { ephemeral0: '/dev/disk/by-label/ephemeral0' }],
    [{ hasSwap: true }, { swap: '/dev/disk/by-label/stratus-swap' }],
  ])('tells which disk is which with %o', (disks, aliases) => {
    const text = textOf(composed(input(disks)).files, 'vendor-data');
    expect(text.split('\n')[0]).toBe('#cloud-config');
    expect(JSON.parse(text.slice(text.indexOf('{')))).toEqual({ device_aliases: aliases });
  });

  test('has no vendor data for a machine with a root disk alone', () => {
    expect(composed(input()).files.map(({ name }) => name)).not.toContain('vendor-data');
  });

  test('writes what NoCloud reads', () => {
    const { files, volumeLabel } = composed(
      input({ publicKeys: ['ssh-rsa A a "b"', 'ssh-rsa B'] }),
    );
    expect(volumeLabel).toBe('cidata');
    expect(textOf(files, 'meta-data')).toBe(
      'instance-id: 3f2a8c1e-0000-4000-8000-000000000001\nlocal-hostname: "one-1"\n' +
        'public-keys:\n  - "ssh-rsa A a \\"b\\""\n  - "ssh-rsa B"\n',
    );
    expect(JSON.parse(textOf(files, 'network-config'))).toEqual({
      version: 1,
      config: [
        {
          type: 'physical',
          name: 'eth0',
          mac_address: '02:00:0a:4d:09:05',
          subnets: [
            {
              type: 'static',
              address: '10.77.9.5/24',
              gateway: '10.77.9.1',
              dns_nameservers: ['1.1.1.1', '8.8.8.8'],
            },
          ],
        },
      ],
    });
  });

  test('gives user data as it was given, whatever bytes it has', () => {
    const userData = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const { files } = composed(input({ userData }));
    expect(files.find((file) => file.name === 'user-data')?.bytes).toEqual(userData);
  });

  test('opens root to the keys when there is no user data', () => {
    const text = textOf(composed(input()).files, 'user-data');
    expect(text).toBe('#cloud-config\ndisable_root: false\n');
  });

  test('refuses variables, which nobody would read', () => {
    expect(refusalOf(input({ variables: { ROLE: 'a' } })).message).toContain('"ROLE" is one');
  });

  test('refuses user data that is too large compressed, with both numbers', () => {
    const userData = new Uint8Array(300_000);
    const size = composed(input({ userData: 'x' })).canonical.length - 1 + userData.length;
    const refusal = refusalOf(input({ userData }), () => 262_145);
    expect(refusal.reason).toBe('contextTooLarge');
    expect(refusal.message).toBe(
      `The context has ${size} bytes, 262145 compressed; the limit is 262144 compressed.`,
    );
    expect(composeContext(input({ userData }), () => 262_144).ok).toBe(true);
  });
});

function withTwice(name: string): ContextInput {
  const input = aContextInput();
  const variable = { name, value: new Uint8Array() };
  return { ...input, user: { ...input.user, variables: [variable, variable] } };
}
