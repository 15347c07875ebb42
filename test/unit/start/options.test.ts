// What stands on the command line of the starter, and what is refused there.

import { expect, test } from 'vitest';
import { howToAsk } from '../../../start/terminal/ask.mjs';
import { readOptions } from '../../../start/terminal/options.mjs';
import { locksAgree } from '../../../start/install/node-modules.mjs';

test('an instance has its own folder', () => {
  expect(readOptions('start', []).state).toBe('/var/lib/stratus/local');
  expect(readOptions('start', ['--instance', 'blue']).state).toBe('/var/lib/stratus/blue');
  expect(readOptions('start', ['--state', '/srv/x']).state).toBe('/srv/x');
});

test.each([
  [['--nonsense'], '--nonsense'],
  [['word'], 'word'],
  [['--instance', '../up'], '--instance ../up'],
  [['--once', '--detach'], 'exclude each other'],
  [['--hosts', '0'], '--hosts 0: a number from 1 to 16'],
  [['--hosts', '17'], '--hosts 17: a number from 1 to 16'],
  [['--hosts', 'two'], '--hosts two: a number'],
  [['--host-cpus', '1.5'], '--host-cpus 1.5: a number'],
])('%j is refused', (args, words) => {
  expect(() => readOptions('start', args)).toThrow(words);
});

test.each([
  [{ yes: true, terminal: false, ci: false }, 'go'],
  [{ yes: false, terminal: true, ci: true }, 'ask'],
  [{ yes: false, terminal: false, ci: true }, 'go'],
  [{ yes: false, terminal: false, ci: false }, 'stop'],
])('%j: %s', (situation, how) => {
  expect(howToAsk(situation)).toBe(how);
});

test.each([
  ['the same', { a: { version: '1' } }, { a: { version: '1' } }, true],
  ['one missing', { a: { version: '1' } }, {}, false],
  ['an optional one missing', { a: { version: '1', optional: true } }, {}, true],
  ['another version', { a: { version: '1' } }, { a: { version: '2' } }, false],
  ['one too many', {}, { a: { version: '1' } }, false],
])('node_modules with %s', (_case, wanted, installed, agree) => {
  expect(locksAgree(wanted, installed)).toBe(agree);
});

test('`npm run host` takes words, `npm start` takes the number of hosts', () => {
  expect(readOptions('host', ['host-2', 'kill', '--instance', 'blue'])).toMatchObject({
    ...{ words: ['host-2', 'kill'], instance: 'blue' },
  });
  expect(readOptions('start', ['--hosts', '3'])).toMatchObject({ hosts: 3, hostCpus: null });
  expect(readOptions('start', []).hosts).toBe(null);
});
