import { describe, expect, test } from 'vitest';
import { variableOf } from '../../../cli/context.ts';
import { serverEvents } from '../../../cli/event-source.ts';
import { digestOf } from '../../../cli/image.ts';
import { removedNotes } from '../../../cli/commands/quarantine.ts';
import { sshArguments } from '../../../cli/known-hosts.ts';
import { hostKeyLines, hostKeysIn } from '../../../shared/render/host-keys.ts';
import { facts, printable, printableLines, table } from '../../../cli/render/table.ts';
import type { Evidence } from '../../../cli/rest-answers.ts';

describe('a table', () => {
  test('has columns as wide as what is in them, numbers to the right', () => {
    const rows = [
      ['a', 1, ''],
      ['long name', 100, 'why'],
    ];
    expect(table(['NAME', 'N', 'WHY'], rows)).toBe(
      ['NAME         N  WHY', 'a            1', 'long name  100  why', ''].join('\n'),
    );
  });

  test('is only its header when there is nothing', () => {
    expect(table(['A', 'B'], [])).toBe('A  B\n');
  });

  test('leaves out facts that are empty', () => {
    expect(
      facts([
        ['a', 1],
        ['long', null],
        ['b', ''],
      ]),
    ).toBe('a:  1\n');
  });

  test.each([
    ['an escape', 'a\u001b[2Jb', 'a�[2Jb'],
    ['a line break', 'a\r\nb', 'a b'],
    ['writing to the left', 'a\u202eb', 'a�b'],
    ['plain text', 'Grüße, 世界', 'Grüße, 世界'],
  ])('shows %s without obeying it', (_what, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  test('keeps the lines of a console', () => {
    expect(printableLines('one\r\n\ttwo\u0007\n')).toBe('one\n\ttwo\n');
  });
});

test.each([
  ['sha256:' + 'AB'.repeat(32), 'sha256', 'ab'.repeat(32)],
  ['ab'.repeat(20), 'sha1', 'ab'.repeat(20)],
])('the digest %s is a %s', (text, algorithm, value) => {
  expect(digestOf(text)).toEqual({ algorithm, value });
});

test.each([
  ['A=b', ['A', 'b']],
  ['A=', ['A', '']],
  ['A=b=c', ['A', 'b=c']],
])('the variable %s', (text, expected) => {
  expect(variableOf(text)).toEqual(expected);
});

describe('host keys on a console', () => {
  const key = 'A'.repeat(68);

  test('are taken once a kind, the first', () => {
    const text = `\r\nssh-host-key: ssh-ed25519 ${key}\r\nssh-host-key: ssh-ed25519 ${'B'.repeat(68)}\nssh-host-key: ssh-rsa ${key}==`;
    expect(hostKeysIn(text)).toEqual([
      { kind: 'ssh-ed25519', key },
      { kind: 'ssh-rsa', key: `${key}==` },
    ]);
  });

  test('are found again in the lines that are made of them', () => {
    const block = `-----BEGIN SSH HOST KEY KEYS-----\r\nssh-rsa ${key} root@deb\r\n-----END SSH HOST KEY KEYS-----\r\n`;
    const keys = hostKeysIn(`ssh-host-key: ssh-ed25519 ${key}\n${block}`);
    expect(keys).toHaveLength(2);
    expect(hostKeysIn(hostKeyLines(`ssh-host-key: ssh-ed25519 ${key}\n${block}`))).toEqual(keys);
    expect(hostKeyLines('no key')).toBe('');
  });

  test.each(['', 'ssh-host-key: ssh-dss AAAA', `ssh-host-key: ssh-rsa ${key};rm`])(
    'are not found in %j',
    (text) => {
      expect(hostKeysIn(text)).toEqual([]);
    },
  );

  test('are taken as cloud-init prints them, from the first such block alone', () => {
    const block = (kind: string) =>
      `-----BEGIN SSH HOST KEY KEYS-----\r\n${kind} ${key} root@deb\r\n-----END SSH HOST KEY KEYS-----\r\n`;
    const outside = `ssh-rsa ${key} root@deb\r\n`;
    expect(hostKeysIn(`${outside}${block('ssh-ed25519')}${outside}${block('ssh-rsa')}`)).toEqual([
      { kind: 'ssh-ed25519', key },
    ]);
    expect(hostKeysIn(`${block('ssh-ed25519').slice(0, -40)}`)).toEqual([]);
  });

  test('reach ssh by our file alone, and no word becomes an option', () => {
    const args = sshArguments({
      ...{ machineId: 'uuid', address: '10.77.9.2', user: 'root', privateKey: '/k' },
      ...{ knownHostsFile: '/a folder/uuid', command: ['-oProxyCommand=x'] },
    });
    expect(args.slice(args.indexOf('--'))).toEqual(['--', '10.77.9.2', '-oProxyCommand=x']);
    expect(args).toContain('UserKnownHostsFile="/a folder/uuid"');
  });
});

describe('server-sent events', () => {
  async function* chunks(text: string, size: number): AsyncGenerator<Uint8Array> {
    const bytes = new TextEncoder().encode(text);
    for (let i = 0; i < bytes.length; i += size) yield bytes.slice(i, i + size);
  }
  const text =
    ': hello\n\nid: 1\nevent: a\ndata: {"x":"ü"}\n\n: alive\n\nid: 2\ndata: y\n\nid: 3\ndata: cut';

  test.each([1, 7, 1000])('are read whole from pieces of %i bytes', async (size) => {
    const events = [];
    for await (const event of serverEvents(chunks(text, size))) events.push(event);
    expect(events).toEqual([
      { id: '1', type: 'a', data: '{"x":"ü"}' },
      { id: '2', type: 'message', data: 'y' },
    ]);
  });
});

test('what is kept on a removed host is told with what ends its entries', () => {
  const on = (name: string, removed: boolean): Evidence => ({
    ...{
      machineId: 'm',
      label: 1,
      name: 'web',
      state: 'kept',
      files: [],
      digest: null,
      held: null,
    },
    ...{ host: { name, removed }, keptAt: 'then', purgeNotBefore: 'later' },
  });
  expect(removedNotes([on('host-1', false)])).toBe('');
  const notes = removedNotes([on('host-1', true), on('host-2', false), on('host-1', true)]);
  expect(notes.match(/host host-1 was removed/g)).toHaveLength(1);
  expect(notes).toContain('stratus quarantine release ID');
  expect(notes).not.toContain('host-2');
});
