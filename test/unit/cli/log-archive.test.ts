/** `stratus log archive`, and what the log tells afterwards, on the recorded log over its segments. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isBegun } from '../../../scheduler/create-cloud.ts';
import { LogUnavailable } from '../../../shared/log/log.ts';
import { messageHash } from '../../../shared/log/fold.ts';
import {
  exportFooter,
  exportHeader,
  exportLine,
  publicKeyOf,
  signHead,
} from '../../../shared/log/log-export.ts';
import { createSegmentedLog } from '../../../shared/log/segmented-log.ts';
import { systemClock } from '../../../shared/time/system-clock.ts';
import { decodeCommit, encodeCommit } from '../../../shared/wire/commit.ts';
import { aHeadKey, call, memoryPorts, startApiOn, token } from '../../support/an-api.ts';
import { openTerminal } from '../../support/a-terminal.ts';
import type { Terminal } from '../../support/a-terminal.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import type { RecordedLog } from '../../support/recorded-log.ts';

let recorded: RecordedLog;
let api: Awaited<ReturnType<typeof startApiOn>>;
let terminal: Terminal;
let file: string;
let removed: number[];
let copyFolder: string | null;

async function open(most?: number, archived = 0): Promise<void> {
  recorded = await recordedLog(most);
  recorded.segments.archive(archived);
  const { segments, cloudId } = recorded;
  const log = createSegmentedLog({ segments: segments.client('api'), clock: systemClock });
  const { vault, hub } = memoryPorts();
  api = await startApiOn({ log, vault, hub, cloudId });
  await api.model.waitFor(segments.messages().at(-1)!.sequence, 5_000);
  const endpoint = await api.app.listen({ host: '127.0.0.1', port: 0 });
  terminal = openTerminal();
  file = join(terminal.home, 'log.export');
  removed = [];
  copyFolder = null;
  terminal.writeProfile({ endpoint, token, images: {}, publicKey: null, folder: '/the/cloud' });
  terminal.openLogStreams = async () => ({
    ...{ cloudId, publicKey: publicKeyOf(aHeadKey.reveal()), segments: segments.client('setup') },
    copyFolder,
    async remove(number) {
      removed.push(number);
      segments.archive(1);
    },
    close: () => Promise.resolve(),
  });
}

beforeEach(() => open());
afterEach(async () => {
  terminal.close();
  await api.stop();
});

const run = (line: string) => terminal.run(line.split(' '));
const archive = (): ReturnType<typeof run> => run(`log archive ${file} --yes`);
const cursorAt = (sequence: number): string => {
  const [first] = recorded.segments.messages();
  return `${decodeCommit(first!.bytes).logId}:${sequence}:0`;
};

describe('stratus log archive', () => {
  test('says first what it would do, and does nothing', async () => {
    await run(`log export ${file}`);
    const { exitCode, err } = await run(`log archive ${file}`);
    expect([exitCode, removed]).toEqual([1, []]);
    expect(err).toContain(`segment 1, messages 1 to ${recorded.seals[0]}`);
    expect(err).toContain('--yes');
  });

  test('takes one segment after the other, until only the newest is left', async () => {
    await run(`log export ${file}`);
    for (const [index, seal] of recorded.seals.entries()) {
      const { exitCode, out } = await archive();
      expect([exitCode, removed.at(-1)]).toEqual([0, index + 1]);
      expect(out).toContain(`The log begins with message ${seal + 1}.`);
    }
    const { exitCode, err } = await archive();
    expect([exitCode, removed.length]).toEqual([1, recorded.seals.length]);
    expect(err).toMatch(/is the newest one of the log/);
    expect(await isBegun(recorded.segments.client('setup'))).toBe(true);
  });

  test('takes a later export, which begins where the log does now', async () => {
    await run(`log export ${file}`);
    await archive();
    file = `${file}-2`;
    expect((await run(`log export ${file}`)).exitCode).toBe(0);
    expect((await run(`log verify ${file}`)).exitCode).toBe(0);
    expect((await archive()).exitCode).toBe(0);
    expect(removed).toEqual([1, 2]);
  });

  test.each<[string, (lines: string[]) => string[], RegExp]>([
    ['was cut off', (lines) => lines.slice(0, -1), /cut off/],
    ['misses a message', (lines) => lines.filter((_l, i) => i !== 2), /not in order: message 3/],
    ['begins too late', (lines) => [lines[0]!, ...lines.slice(3)], /holds messages 3 to/],
    [
      'is of another cloud',
      (lines) => ['{"stratusLog":1,"cloudId":"' + 'ab'.repeat(16) + '"}', ...lines.slice(1)],
      /is of cloud abab/,
    ],
    [
      'was signed by another',
      (lines) => [
        ...lines.slice(0, -1),
        lines
          .at(-1)!
          .replace(/"signature":"./, (s) => s.replace(/.$/, s.endsWith('A') ? 'B' : 'A')),
      ],
      /not signed with the key of this cloud/,
    ],
  ])('takes nothing away when the file %s', async (_what, tamper, word) => {
    await run(`log export ${file}`);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    writeFileSync(file, `${tamper(lines).join('\n')}\n`);
    const { exitCode, err } = await archive();
    expect([exitCode, removed]).toEqual([1, []]);
    expect(err).toMatch(word);
  });

  test('takes nothing away when the file holds another seal, signed with the key of the cloud', async () => {
    const [seal] = recorded.seals as [number];
    const messages = recorded.segments.messages().slice(0, seal);
    const other = decodeCommit(messages[seal - 1]!.bytes);
    const bytes = encodeCommit({ ...other, nonce: 'f'.repeat(16) });
    const lines = [...messages.slice(0, -1), { sequence: seal, bytes }].map(exportLine);
    const { cloudId } = recorded;
    const head = { cloudId, logId: other.logId, sequence: seal, hash: messageHash(bytes), at: '' };
    const signed = exportFooter(signHead(head, aHeadKey.reveal()));
    writeFileSync(file, [exportHeader(cloudId), ...lines, signed].join(''));
    expect((await run(`log verify ${file}`)).exitCode).toBe(0);
    const { exitCode, err } = await archive();
    expect([exitCode, removed]).toEqual([1, []]);
    expect(err).toContain(`has another message ${seal} than the log`);
  });

  test('takes nothing away for a file that the next hourly copy replaces', async () => {
    copyFolder = terminal.home;
    await run(`log export ${file}`);
    const { exitCode, err } = await archive();
    expect([exitCode, removed]).toEqual([1, []]);
    expect(err).toContain('hourly copy');
  });

  test('takes nothing away on a server that does not answer', async () => {
    await run(`log export ${file}`);
    recorded.segments.setAvailable(false);
    const { exitCode, err } = await archive();
    expect([exitCode, removed]).toEqual([1, []]);
    expect(err).toContain(new LogUnavailable('the log does not answer').message);
    recorded.segments.setAvailable(true);
  });

  test('needs the folder of a cloud that runs here', async () => {
    terminal.env['STRATUS_ENDPOINT'] = 'http://127.0.0.1:1';
    expect((await run('log archive x')).exitCode).toBe(2);
  });
});

describe('a log that does not reach far enough', () => {
  const reopened = async (most: number): Promise<string> => {
    terminal.close();
    await api.stop();
    await open(most);
    await run(`log export ${file}`);
    const { exitCode, err } = await archive();
    expect([exitCode, removed]).toEqual([1, []]);
    return err;
  };

  test('is left alone: one segment, sealed or not', async () => {
    const [seal] = recorded.seals;
    expect(await reopened(seal! - 1)).toMatch(/newest one/);
    expect(await reopened(seal!)).toMatch(/newest one/);
  });

  test('is left alone: the next segment does not carry the state yet', async () => {
    expect(await reopened(recorded.seals[0]! + 1)).toMatch(/does not carry the whole state yet/);
  });
});

describe('after an archive', () => {
  test('the log tells what is archived, and goes on', async () => {
    const [seal] = recorded.seals as [number];
    await run(`log export ${file}`);
    const before = (await run('who 10.77.9.3 -o json')).out;
    expect(before).toContain('"machineId"');
    await archive();
    const archived = `messages 1 to ${seal} of the log are archived`;
    const live = await run('log verify');
    expect([live.exitCode, live.out]).toEqual([0, expect.stringContaining(archived)]);
    expect((await run('log show')).err).toContain(archived);
    const partly = await run('who 10.77.9.200');
    expect(partly.err).toContain(archived);
    expect([partly.exitCode, partly.out]).toEqual([1, expect.stringContaining('not known')]);
    const whole = await run(`who 10.77.9.3 -o json --export ${file}`);
    expect([whole.out, whole.err]).toEqual([before, '']);
  });

  test('an API that starts then tells the same', async () => {
    terminal.close();
    await api.stop();
    await open(undefined, 1);
    const [seal] = recorded.seals as [number];
    for (const query of [`?after=${cursorAt(seal)}&limit=3`, '?limit=3']) {
      const { status, json } = await call(api, 'GET', `/events${query}`);
      expect([status, json.events[0]?.cursor]).toEqual([200, cursorAt(seal + 1)]);
    }
    expect((await call(api, 'GET', `/events?after=${cursorAt(seal - 1)}`)).status).toBe(400);
  });

  test('a cursor in it is refused by name, and one at its end goes on', async () => {
    const [seal] = recorded.seals as [number];
    await run(`log export ${file}`);
    await archive();
    const inside = await call(api, 'GET', `/events?after=${cursorAt(seal - 1)}`);
    expect([inside.status, inside.json.reason]).toEqual([400, 'unknownCursor']);
    expect(inside.json.detail).toContain(`archived: messages 1 to ${seal},`);
    for (const query of [`?after=${cursorAt(seal)}&limit=3`, '?limit=3']) {
      const { status, json } = await call(api, 'GET', `/events${query}`);
      expect([status, json.events[0]?.cursor]).toEqual([200, cursorAt(seal + 1)]);
    }
  });
});
