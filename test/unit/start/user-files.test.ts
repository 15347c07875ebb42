// What does a user have of two clouds on one machine? The second takes nothing of the first's, and says how it is meant.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runningText } from '../../../start/terminal/status-text.mjs';
import { imageFileOf, writeProfile } from '../../../start/first-machine/user.mjs';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'stratus-home-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const aUser = () => ({ name: 'anna', uid: process.getuid!(), gid: process.getgid!(), home });
const aProfile = (port: number) => ({ endpoint: `http://127.0.0.1:${port}`, token: 't' });
const noteNothing = (): void => undefined;

test('the second cloud has a profile of its own, and the first is found as before', async () => {
  const user = aUser();
  const first = await writeProfile(user, 'local', aProfile(8780), noteNothing);
  const before = readFileSync(first, 'utf8');
  const second = await writeProfile(user, 'two', aProfile(8781), noteNothing);
  expect(second).toBe(join(home, '.config/stratus/profile-two.json'));
  expect(readFileSync(first, 'utf8')).toBe(before);
  expect(await writeProfile(user, 'local', aProfile(8780), noteNothing)).toBe(first);
});

test('each cloud describes its own image', () => {
  const user = aUser();
  const files = ['local', 'two', 'three'].map((instance) => imageFileOf(user, instance));
  expect(new Set(files).size).toBe(3);
});

test.each([
  ['profile.json', false],
  ['profile-two.json', true],
])('after a start with %s it is told whether it has to be named: %s', (file, isNamed) => {
  const profileFile = join(home, '.config/stratus', file);
  const text = runningText({
    ...{ plan: { instance: 'two', state: '/var/lib/stratus/two', apiPort: 8781 }, profileFile },
    ...{ machine: { name: 'first' }, address: '10.77.1.2', user: aUser(), locked: false },
    ...{ key: { path: '/k.pub', made: false }, seconds: 20 },
  });
  expect(text.includes(`export STRATUS_PROFILE=${profileFile}`)).toBe(isNamed);
  expect(text).toContain('npm run status -- --instance two');
});
