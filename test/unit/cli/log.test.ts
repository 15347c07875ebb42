/** `stratus log` and `stratus who`, against the whole API over a log in memory. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Commit } from '../../../shared/model/events.ts';
import { decodeCommit } from '../../../shared/wire/commit.ts';
import { anImage, startApi, token } from '../../support/an-api.ts';
import type { Api } from '../../support/an-api.ts';
import { openTerminal } from '../../support/a-terminal.ts';
import type { Terminal } from '../../support/a-terminal.ts';

let api: Api;
let terminal: Terminal;
let file: string;
beforeEach(async () => {
  api = await startApi();
  terminal = openTerminal();
  const endpoint = await api.app.listen({ host: '127.0.0.1', port: 0 });
  terminal.logIn(endpoint, token, anImage);
  file = join(terminal.home, 'log.export');
  await terminal.run(['run', 'small', '--name', 'web']);
  await terminal.run(['run', 'small', '--name', 'db']);
});
afterEach(async () => {
  terminal.close();
  await api.stop();
});

const commits = (): Commit[] => api.log.messages().map(({ bytes }) => decodeCommit(bytes));

async function exported(): Promise<string> {
  const { exitCode, out } = await terminal.run(['log', 'export', file]);
  expect(exitCode).toBe(0);
  return /^public key (\S{43})$/m.exec(out)![1]!;
}

describe('stratus log show', () => {
  test('tells every event in a line, and those of one machine', async () => {
    const all = await terminal.run(['log', 'show']);
    expect(all.out.trim().split('\n')).toHaveLength(
      commits().reduce((sum, { entries }) => sum + entries.flatMap((e) => e.events).length, 0),
    );
    const web = await terminal.run(['log', 'show', '--machine', 'web']);
    expect(web.out).toContain('machineAccepted');
    expect(web.out).not.toMatch(/ db$/m);
    expect(web.out).not.toContain('cloudCreated');
  });

  test('takes times and a number', async () => {
    const [first, last] = [commits()[0]!.timeMs, commits().at(-1)!.timeMs];
    const text = (ms: number): string => new Date(ms).toISOString();
    const early = await terminal.run(['log', 'show', '--until', text(first), '-o', 'json']);
    const types = (JSON.parse(early.out) as { events: { type: string }[] }).events;
    expect(types.map(({ type }) => type)).toContain('cloudCreated');
    expect(types.map(({ type }) => type)).not.toContain('machineAccepted');
    const late = await terminal.run(['log', 'show', '--since', text(last + 1)]);
    expect([late.exitCode, late.out]).toEqual([0, '']);
    expect((await terminal.run(['log', 'show', '-n', '2'])).out.trim().split('\n')).toHaveLength(2);
    expect((await terminal.run(['log', 'show', '--since', 'yesterday'])).exitCode).toBe(2);
  });
});

describe('stratus log verify', () => {
  test('finds nothing in the log of the cloud, nor in its export', async () => {
    const live = await terminal.run(['log', 'verify']);
    expect([live.exitCode, live.out]).toEqual([0, expect.stringContaining('untouched')]);
    const key = await exported();
    const kept = await terminal.run(['log', 'verify', file, '--key', key]);
    expect([kept.exitCode, kept.out]).toEqual([0, expect.stringContaining('is signed')]);
    await expect(exported()).rejects.toThrow();
  });

  test.each<[string, (lines: string[]) => string[], RegExp]>([
    ['a line is left out', (lines) => lines.filter((_l, i) => i !== 2), /came where message 2/],
    ['the head is cut off', (lines) => lines.slice(0, -1), /cut off/],
    ['a message was put on top', (lines) => [...lines, lines[1]!], /follows the signed head/],
    [
      'the end was cut and the head kept',
      (lines) => [...lines.slice(0, 2), lines.at(-1)!],
      /ends at/,
    ],
    ['a line is no message', (lines) => [lines[0]!, 'nonsense', ...lines.slice(1)], /no message/],
  ])('says where an export is wrong when %s', async (_what, tamper, word) => {
    const key = await exported();
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    writeFileSync(file, `${tamper(lines).join('\n')}\n`);
    const { exitCode, out, err } = await terminal.run(['log', 'verify', file, '--key', key]);
    expect(exitCode).toBe(1);
    expect(out + err).toMatch(word);
  });

  test('takes no head that another key signed', async () => {
    const key = await exported();
    const other = key.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'));
    const { exitCode, out } = await terminal.run(['log', 'verify', file, '--key', other]);
    expect([exitCode, out]).toEqual([1, expect.stringContaining('not signed with this key')]);
  });

  test('says so when there is no such file', async () => {
    const { exitCode, err } = await terminal.run(['log', 'verify', '/nowhere/log']);
    expect([exitCode, err]).toEqual([1, expect.stringContaining('/nowhere/log')]);
  });
});

describe('stratus who', () => {
  test('tells whose an address was at a time, also from an export', async () => {
    await exported();
    const leased = commits().find(({ entries }) =>
      entries.some(({ events }) => events.some((event) => event.type === 'addressLeased')),
    )!;
    const at = (ms: number): string[] => ['--at', new Date(ms).toISOString()];
    const now = await terminal.run(['who', '10.77.9.2', ...at(leased.timeMs), '--export', file]);
    expect(now.exitCode).toBe(0);
    expect(now.out).toMatch(/to now {2}web \([0-9a-f-]{36}\), project p1, asked for by admin/);
    const before = await terminal.run(['who', '10.77.9.2', ...at(leased.timeMs - 1)]);
    expect([before.exitCode, before.out]).toEqual([1, 'nobody\n']);
    const json = await terminal.run(['who', '10.77.9.3', '-o', 'json']);
    expect(JSON.parse(json.out)).toMatchObject([{ name: 'db', address: '10.77.9.3', until: null }]);
    expect((await terminal.run(['who', 'web'])).exitCode).toBe(2);
  });
});
