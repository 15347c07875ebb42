// What is written down, whose a folder is, what clean would do, and how a part that dies is waited for.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync, appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { remember } from '../../../lab/processes.mjs';
import { readAnswer } from '../../../start/terminal/attend.mjs';
import { hostKeyIn } from '../../../start/first-machine/first-machine.mjs';
import {
  checkInstance,
  lockInstance,
  objectionTo,
  openInstance,
} from '../../../start/cloud/instance.mjs';
import { journalFile, note, readJournal } from '../../../start/cloud/journal.mjs';
import { chooseNatsServer } from '../../../start/nats/nats-choice.mjs';
import { mountsBelow, removalLine, removeEntry } from '../../../start/cloud/removal.mjs';
import { openRotatingLog } from '../../../start/cloud/rotating-log.mjs';
import { backoffMs, saysReady } from '../../../start/cloud/supervise.mjs';
import { findPublicKey, keyLine } from '../../../start/first-machine/user.mjs';
import { existsSync, readFileSync } from 'node:fs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stratus-state-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a thing is written down once, in order, and a line that was cut short is passed over', () => {
  note(folder, { kind: 'folder', path: '/a' });
  note(folder, { kind: 'interface', name: 'stratus0', alias: 'stratus /a' });
  note(folder, { kind: 'folder', path: '/a' });
  appendFileSync(journalFile(folder), '{"kind":"fol');
  expect(readJournal(folder).map(({ kind }: { kind: string }) => kind)).toEqual([
    'folder',
    'interface',
  ]);
  note(folder, { kind: 'folder', path: '/b' });
  expect(readJournal(folder).map(({ kind }: { kind: string }) => kind)).toEqual([
    'folder',
    'interface',
    'folder',
  ]);
});

test('a folder is used by the checkout that made it, and by no other', () => {
  const state = join(folder, 'cloud');
  openInstance({ state, instance: 'local', checkout: '/src/one' });
  expect(() => checkInstance(state, '/src/one')).not.toThrow();
  expect(() => checkInstance(state, '/src/two')).toThrow('/src/one');
  expect(() => checkInstance(state, '/src/two')).toThrow('--instance NAME');
});

test('a folder with files of somebody else is left alone', () => {
  const found = { marker: null, entries: ['holiday.jpg'], checkout: '/src', state: '/srv/x' };
  expect(objectionTo(found)).toContain('not from Stratus');
  expect(objectionTo({ ...found, entries: [] })).toBeNull();
});

test('two starts of one cloud do not meet', () => {
  const release = lockInstance(folder);
  expect(() => lockInstance(folder)).toThrow('is at work');
  release();
  lockInstance(folder)();
});

test('clean lists what is there and passes over what is gone', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(removalLine({ kind: 'file', path: join(folder, 'file') })).toContain('remove');
  expect(removalLine({ kind: 'file', path: join(folder, 'gone') })).toBeNull();
  expect(removalLine({ kind: 'interface', name: 'lo', alias: 'stratus /nowhere' })).toBeNull();
  expect(removalLine({ kind: 'process', what: 'keeper', ...remember(process.pid) })).toContain(
    'end',
  );
  expect(
    removalLine({ kind: 'process', what: 'keeper', pid: process.pid, startTicks: '1' }),
  ).toBeNull();
  expect(removalLine({ kind: 'key', path: join(folder, 'file') })).toContain('KEEP');
});

test('a key that was made for a user is never removed', async () => {
  writeFileSync(join(folder, 'id'), 'secret');
  await removeEntry({ kind: 'key', path: join(folder, 'id') });
  expect(existsSync(join(folder, 'id'))).toBe(true);
});

test('a folder in which something is mounted is not removed', () => {
  const mounts =
    '30 1 0:1 / /srv/cloud/disk rw - ext4 x rw\n31 1 0:1 / /srv/cloudy rw - ext4 x rw\n';
  expect(mountsBelow('/srv/cloud', mounts)).toEqual(['/srv/cloud/disk']);
});

test('a log is renamed when it is full, and three old ones are kept', () => {
  const path = join(folder, 'part.log');
  const log = openRotatingLog(path, 10);
  for (const text of ['first....\n', 'second...\n', 'third....\n', 'fourth...\n', 'fifth....\n'])
    log.write(text);
  log.close();
  const texts = ['', '.1', '.2', '.3', '.4'].map(
    (end) => existsSync(path + end) && readFileSync(path + end, 'utf8'),
  );
  expect(texts).toEqual(['fifth....\n', 'fourth...\n', 'third....\n', 'second...\n', false]);
});

test('a part that dies is started again, later each time, up to a limit', () => {
  expect([0, 1, 2, 3].map(backoffMs)).toEqual([100, 200, 400, 800]);
  expect(backoffMs(1000)).toBe(30_000);
});

test.each([
  ['{"ready":true,"port":1}', true],
  ['{"ready":false}', false],
  ['{"level":30}', false],
  ['{ready', false],
  ['ready', false],
])('%s says ready: %s', (line, ready) => {
  expect(saysReady(line)).toBe(ready);
});

test.each([
  ['s', 'stop'],
  ['LEAVE', 'leave'],
  ['c', 'goOn'],
  ['', 'goOn'],
  ['what?', 'goOn'],
])('after Ctrl-C "%s" means %s', (line, meaning) => {
  expect(readAnswer(line)).toBe(meaning);
});

test('a user is known by his first key, ed25519 before others', () => {
  expect(findPublicKey(folder)).toBeNull();
  mkdirSync(join(folder, '.ssh'));
  writeFileSync(join(folder, '.ssh/a.pub'), 'ssh-rsa AAAA a\n');
  writeFileSync(join(folder, '.ssh/id_rsa.pub'), '# mine\nssh-rsa BBBB b\n');
  expect(findPublicKey(folder)?.key).toBe('ssh-rsa BBBB b');
  writeFileSync(join(folder, '.ssh/id_ed25519.pub'), 'ssh-ed25519 CCCC c\n');
  expect(findPublicKey(folder)?.key).toBe('ssh-ed25519 CCCC c');
  expect(keyLine('root:x:0:0\n')).toBeNull();
});

test('the host key that was printed first counts', () => {
  expect(
    hostKeyIn('x\r\nssh-host-key: ssh-ed25519 BBBB\r\n...\nssh-host-key: ssh-ed25519 AAAA\r\n'),
  ).toBe('ssh-ed25519 BBBB');
  expect(hostKeyIn('nothing')).toBeNull();
});

type Server = { path: string; version: string } | null;
const option = (version: string | null) => async (): Promise<Server> =>
  version === null ? null : { path: `/${version}`, version };
const unreachable = async (): Promise<Server> => {
  throw new Error('no such suite');
};

test.each<[string, Array<() => Promise<Server>>, boolean, boolean, string, string]>([
  ['the first that is new enough', [option('2.10.29')], false, false, '2.10.29', 'sync_interval'],
  ['an old one where chattr holds', [option('2.9.10')], true, false, '2.9.10', 'chattr'],
  [
    'a later suite',
    [option('2.9.10'), option(null), option('2.10.29')],
    false,
    false,
    '2.10.29',
    'sync_interval',
  ],
  ['the old one when asked to', [option('2.9.10'), unreachable], false, true, '2.9.10', 'volatile'],
])(
  'the nats-server is %s',
  async (_case, options, chattrWorks, volatileAllowed, version, syncBy) => {
    const where = { unpackedFolder: folder, stateFolder: folder };
    const chosen = await chooseNatsServer({ ...where, options, chattrWorks, volatileAllowed });
    expect([chosen.version, chosen.syncBy]).toEqual([version, syncBy]);
  },
);

test('without a durable nats-server the reasons are said, and the line that goes on without', async () => {
  const options = [option('2.9.10'), unreachable];
  const where = { unpackedFolder: folder, stateFolder: folder, chattrWorks: false };
  const choice = chooseNatsServer({ ...where, options, volatileAllowed: false });
  await expect(choice).rejects.toThrow('no such suite');
  await expect(choice).rejects.toThrow('npm start -- --volatile-log');
});
