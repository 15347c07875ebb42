import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  chattrHolds,
  isBelow,
  judgeServer,
  parseVersion,
} from '../../../start/nats/nats-version.mjs';

describe('a server is judged', () => {
  test.each([
    ['2.15.1', {}, 'sync_interval'],
    ['v2.10.0', {}, 'sync_interval'],
    ['nats-server: v2.10.27', {}, 'sync_interval'],
    ['2.10.18', {}, 'sync_interval'],
    ['2.10.23', { volatileAllowed: true }, 'sync_interval'],
    ['2.12.7', { replicas: 3 }, 'sync_interval'],
    ['2.9.10', { chattrWorks: true }, 'chattr'],
    ['2.9.25', { chattrWorks: true, volatileAllowed: true }, 'chattr'],
    ['2.9.10', { volatileAllowed: true }, 'volatile'],
  ])('%s with %o writes by %s', (version, rest, syncBy) => {
    expect(judgeServer({ version, ...rest })).toEqual({ ok: true, syncBy });
  });

  test.each([
    ['2.9.9', { chattrWorks: true, volatileAllowed: true }, 'tooOld', /2\.9\.10 or later/],
    ['1.4.1', {}, 'tooOld', /2\.9\.10/],
    ['2.9.10', {}, 'notDurable', /npm start -- --volatile-log/],
    ['2.9.25', { replicas: 3, chattrWorks: true }, 'tooOld', /2\.12\.7/],
    ['2.12.6', { replicas: 3 }, 'tooOld', /2\.12\.7/],
    ['2.10.19', {}, 'unsafe', /2\.10\.23/],
    ['2.10.22', {}, 'unsafe', /2\.10\.23/],
    ['2.15.1', { replicas: 2 }, 'replicas', /one server or three/],
    ['latest', {}, 'unreadable', /--version/],
    ['', {}, 'unreadable', /--version/],
  ])('%s with %o is refused: %s', (version, rest, refused, whatToDo) => {
    const judgement = judgeServer({ version, ...rest });
    expect(judgement).toMatchObject({ ok: false, refused });
    if (!judgement.ok) expect(judgement.whatToDo).toMatch(whatToDo);
  });
});

test.each([
  ['2.9.10', '2.9.9', false],
  ['2.9.9', '2.9.10', true],
  ['2.10.0', '2.9.10', false],
  ['2.9.10', '2.9.10', false],
  ['2.12.0-RC.1', '2.12.1', true],
  ['nonsense', '2.9.10', true],
])('%s is below %s: %s', (text, limit, expected) => {
  expect(isBelow(text, limit)).toBe(expected);
});

test('a version is read from what the program prints', () => {
  expect(parseVersion('nats-server: v2.9.10\n')).toEqual([2, 9, 10]);
  expect(parseVersion('nats-server: v2.15.1-beta.2')).toEqual([2, 15, 1]);
  expect(parseVersion('2.9')).toBeNull();
});

test('probing for synchronous writes leaves nothing behind', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stratus-probe-'));
  expect(typeof (await chattrHolds(folder))).toBe('boolean');
  expect(await readdir(folder)).toEqual([]);
  await rm(folder, { recursive: true });
});

test('probing a folder that is not there says so', async () => {
  await expect(chattrHolds('/nonexistent/folder')).rejects.toMatchObject({ code: 'ENOENT' });
});
