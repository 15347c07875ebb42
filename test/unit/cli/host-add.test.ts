import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { secondsIn } from '../../../cli/commands/host-add.ts';
import { readJoinString } from '../../../start/join/join-string.mjs';
import { openTerminal } from '../../support/a-terminal.ts';
import { anEntrance, startApi, token } from '../../support/an-api.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function aTerminal(entrance: Parameters<typeof startApi>[0] = anEntrance) {
  const api = await startApi(entrance);
  const terminal = openTerminal();
  ends.push(async () => {
    terminal.close();
    await api.stop();
  });
  const endpoint = await api.app.listen({ host: '127.0.0.1', port: 0 });
  mkdirSync(join(terminal.home, '.config/stratus'), { recursive: true });
  writeFileSync(
    join(terminal.home, '.config/stratus/profile.json'),
    JSON.stringify({ endpoint, token, images: {}, publicKey: null }),
  );
  return { api, terminal };
}

describe('stratus host add', () => {
  test('prints the one line for the other machine, and beside it what to type there', async () => {
    const { api, terminal } = await aTerminal();
    const before = Date.now();
    const { exitCode, out, err } = await terminal.run([
      'host',
      'add',
      'big-1',
      '--valid-for',
      '2h',
    ]);
    expect(exitCode).toBe(0);
    const line = readJoinString(out);
    expect(line).toMatchObject({ address: anEntrance.address });
    expect(err).toMatch(
      /^On the other machine.*: sudo npm run join -- -, .*one machine, until 20/s,
    );
    expect(err).not.toContain(line.token);
    const { request } = api.leader.heard[0]!;
    expect(request).toMatchObject({ kind: 'offerHost', name: 'big-1' });
    const seconds = request.kind === 'offerHost' ? (request.expiresAtMs - before) / 1000 : 0;
    expect(Math.round(seconds / 3600)).toBe(2);
  });

  test('of a cloud on loopback says how to change that', async () => {
    const { terminal } = await aTerminal(null);
    const { exitCode, out, err } = await terminal.run(['host', 'add', 'big-1']);
    expect([exitCode, out]).toEqual([1, '']);
    expect(err).toContain('npm start -- --listen ADDRESS');
  });

  test.each(['0m', '1', '8d', '1h30m', '-1h', '59s', '999999999m'])(
    'refuses the time %s before anything is asked',
    async (text) => {
      const { api, terminal } = await aTerminal();
      const { exitCode } = await terminal.run(['host', 'add', 'big-1', `--valid-for=${text}`]);
      expect([exitCode, api.leader.heard]).toEqual([2, []]);
    },
  );
});

test.each([
  ['1m', 60],
  ['90m', 5_400],
  ['1h', 3_600],
  ['7d', 604_800],
])('%s is %i seconds', (text, seconds) => {
  expect(secondsIn(text)).toBe(seconds);
});
