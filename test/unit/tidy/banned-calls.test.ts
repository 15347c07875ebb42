import { expect, test } from 'vitest';
import { bannedCalls } from '../../tidy/banned-calls.ts';

test.each([
  ['time', `setTimeout(f, 1);`],
  ['time', `const later = setInterval;`],
  ['time', `const now = Date.now();`],
  ['time', `const now = new Date();`],
  ['time', `const signal = AbortSignal.timeout(5);`],
  ['time', `const now = performance.now();`],
  ['time', `import { setTimeout } from 'node:timers/promises';`],
  ['chance', `const x = Math.random();`],
  ['chance', `const x = crypto.randomUUID();`],
  ['chance', `import { randomBytes } from 'node:crypto';`],
  ['shell', `import { exec } from 'node:child_process';`],
  ['shell', `childProcess.execSync('ls');`],
  ['shell', `spawn('ls', [], { shell: true });`],
  ['console', `console.log(1);`],
  ['any', `const x = y as any;`],
  ['silenced', `// @ts-${'ignore'}`],
  ['silenced', `// eslint-${'disable'}-next-line eqeqeq`],
])('%s: %s', (ban, line) => {
  const file = { path: 'agent/steps/start.ts', text: `// head\n${line}` };
  expect(bannedCalls(file)).toContainEqual(
    expect.objectContaining({ line: 2, rule: `banned call (${ban})` }),
  );
});

test.each([
  [`const at = new Date(commit.timeMs).toISOString();`],
  [`/x/.exec(text);`],
  [`database.exec(text);`],
  [`execFile('ls', ['-l']);`],
  [`const options = { setTimeout: 1, shell: false };`],
  [`// eslint-${'disable'}-next-line eqeqeq -- null and undefined are one here`],
])('allowed: %s', (text) => {
  expect(bannedCalls({ path: 'agent/steps/start.ts', text })).toEqual([]);
});

test('a file listed by hand is excepted from its ban alone', () => {
  const file = { path: 'shared/time/x.ts', text: 'Date.now(); Math.random();' };
  expect(bannedCalls(file, { time: { 'shared/time/x.ts': 'why' } })).toMatchObject([
    { rule: 'banned call (chance)' },
  ]);
});

test('the command line may print; tests and the starter reach time and chance', () => {
  expect(bannedCalls({ path: 'cli/main.ts', text: 'console.log(1);' })).toEqual([]);
  const text = 'setTimeout(f, 1); Math.random(); console.log(1);';
  expect(bannedCalls({ path: 'test/real/x.test.ts', text })).toEqual([]);
  expect(bannedCalls({ path: 'start/start.mjs', text })).toEqual([]);
});

test('nobody uses a shell or silences the compiler, not even tests', () => {
  const text = `import { exec } from 'node:child_process'; exec('ls'); const x = y as any;`;
  expect(bannedCalls({ path: 'test/real/x.test.ts', text })).toHaveLength(2);
  expect(bannedCalls({ path: 'start/x.mjs', text: `spawn('ls', { shell: true })` })).toHaveLength(
    1,
  );
});
