// Does the comparison of a documented session with a real one find what is different, and only that?

import { expect, test } from 'vitest';
import { differs, typedCommands } from '../support/own-machine/console-blocks.ts';

const page = [
  'Text with $ signs.',
  '```console',
  '$ ask me',
  'Remove all? [y/N] y',
  '',
  'done',
  '$ say nothing',
  '```',
  '```sh',
  '$ not typed',
  '```',
];

test('commands, what was typed and what was seen are read from console blocks alone', () => {
  expect(typedCommands(page.join('\n'))).toEqual([
    { command: 'ask me', expected: ['Remove all? [y/N] y', 'done'], typed: 'y', at: 3 },
    { command: 'say nothing', expected: [], at: 7 },
  ]);
});

test.each([
  [
    'state: running since 2026-11-21T16:11:10.086Z',
    'state:  running since 2027-01-02T03:04:05.678Z',
  ],
  ['uuid: b90edad5-7b1d-48bb-b5bc-8178956fdeba', 'uuid: 00000000-7b1d-48bb-b5bc-8178956fdeba'],
  ['1 first running 10.77.1.2 host-1', '1  first  running  10.77.30.254  host-1'],
  [
    'Waiting 13.6 s root@10.77.1.2',
    '\x1b[2K Waiting 0.1 s\r\x1b[2K  Waiting  9.0 s  root@10.77.1.9\r',
  ],
  ['1 of 4 declared 512 of 21627', '3 of 16   2048 of 99'],
  ['image: Phxslr3FFEQ0zd5H2Phma7B86WJ', 'image: AO6T-olf_Du46AQJ8S-vVS5aWWX'],
  ['Go on? [y/N] y', '\x1b[1G\x1b[0JGo on? [y/N] \x1b[14Gy'],
])('%s is as good as %j', (documented, seen) => {
  expect(differs([documented], `${seen}\n\n`)).toBeNull();
});

test.each([
  ['1 first running 10.77.1.2 host-1', '1 first stopped 10.77.1.2 host-1'],
  ['1 first running 10.77.1.2 host-1', '1 first running 10.77.1.2 host-2'],
  ['done', 'done\nand a warning'],
  ['done', ''],
  ['id: 1', 'id: 2'],
  ['uuid: b90edad5-7b1d-48bb-b5bc-8178956fdeba', 'uuid: -'],
  ['Joining 2 hosts 1.5 s', 'Joining 2 hosts failed'],
])('%s is not %j', (documented, seen) => {
  expect(differs([documented], seen)).toContain('documented:');
});

test('`...` stands for any lines, and for none', () => {
  expect(differs(['...', 'b', '...'], 'a\nb')).toBeNull();
  expect(differs(['...', 'b'], 'a\nb\nc')).not.toBeNull();
  expect(differs(['a', '...', 'd'], 'a\nb\nc\nd')).toBeNull();
});
