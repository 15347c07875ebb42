/** `stratus log archive` on a real nats-server, with the files that the starter writes; and a genesis that is run again afterwards. */
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLogStreams } from '../../cli/archive/log-streams.ts';
import { systemRandom } from '../../shared/base/random.ts';
import { foldAll, messageHash } from '../../shared/log/fold.ts';
import { exportFooter, exportHeader, exportLine, signHead } from '../../shared/log/log-export.ts';
import { openNatsSegments } from '../../shared/log/nats-segments.ts';
import type { Segments } from '../../shared/log/segments.ts';
import { createSegmentedLog } from '../../shared/log/segmented-log.ts';
import { stateDigest } from '../../shared/model/state-digest.ts';
import { systemClock } from '../../shared/time/system-clock.ts';
import { decodeCommit } from '../../shared/wire/commit.ts';
import { aHeadKey } from '../support/an-api.ts';
import { openTerminal } from '../support/a-terminal.ts';
import type { Terminal } from '../support/a-terminal.ts';
import { cloudId, natsProgram, startNatsServer } from '../support/nats-server.ts';
import type { NatsServer } from '../support/nats-server.ts';
import { recordedLog } from '../support/recorded-log.ts';

const program = await natsProgram();
const run = promisify(execFile);

describe.skipIf(typeof program === 'string')(
  `the log is archived on a real nats-server${typeof program === 'string' ? `: ${program}` : ''}`,
  () => {
    let server: NatsServer;
    let segments: Segments;
    let seals: readonly number[];
    let terminal: Terminal;
    let folder: string;
    let file: string;

    beforeAll(async () => {
      if (typeof program === 'string') return;
      server = await startNatsServer(program);
      const options = { clock: systemClock, cloudId, bytesMax: 16 * 1_048_576 };
      segments = openNatsSegments(await server.connect('scheduler'), options);
      terminal = openTerminal();
      folder = join(terminal.home, 'cloud');
      file = join(terminal.home, 'log.export');
      seals = await writeLog(segments, file);
      writeFiles(terminal, folder, server);
    });
    afterAll(async () => {
      terminal?.close();
      await server?.close();
    });

    const opened = async () => {
      const own = openNatsSegments(await server.connect('api'), { clock: systemClock, cloudId });
      return createSegmentedLog({ segments: own, clock: systemClock });
    };

    test('first nothing, then the oldest segment; readers come to the same state', async () => {
      const knew = await opened();
      const { state } = await foldAll(knew);
      const asked = await terminal.run(['log', 'archive', file]);
      expect([asked.exitCode, (await segments.size(1))?.lastSequence]).toEqual([1, seals[0]]);
      const done = await terminal.run(['log', 'archive', file, '--yes']);
      expect([done.exitCode, done.err.split('\n').length, await segments.size(1)]).toEqual([
        ...[0, 6, null],
      ]);
      expect(done.out).toContain(`messages 1 to ${seals[0]}`);
      for (const log of [knew, await opened()]) {
        expect(await log.firstSequence()).toBe(seals[0]! + 1);
        expect(await log.read(seals[0]!)).toBeNull();
        expect(stateDigest((await foldAll(log)).state)).toBe(stateDigest(state));
      }
    });

    test('a genesis that is run again begins no other log where the archived segment was', async () => {
      const config = join(folder, 'config', 'genesis.json');
      const { stdout } = await run(process.execPath, [
        ...['--import', 'tsx', 'scheduler/genesis.ts', config],
      ]);
      expect(stdout).toContain('"created":false');
      expect(await segments.size(1)).toBeNull();
    });

    test('who may not read the files is told who may', async () => {
      const other = openLogStreams(join(folder, 'nowhere'), {
        ...{ clock: systemClock, random: systemRandom, signal: new AbortController().signal },
      });
      await expect(other).rejects.toMatchObject({ code: 'commandFailed' });
    });
  },
);

/** The recorded log on the server, and an export of it; where its segments end. */
async function writeLog(segments: Segments, file: string): Promise<readonly number[]> {
  const recorded = await recordedLog();
  const messages = recorded.segments.messages();
  for (let number = 1; number <= recorded.segments.count(); number++) {
    if (number > 1) await segments.create(number);
    for (const { sequence, bytes } of recorded.segments.at(number).messages())
      expect((await segments.open(number).append(bytes, sequence - 1)).kind).toBe('stored');
  }
  const { sequence, bytes } = messages.at(-1)!;
  const { logId } = decodeCommit(bytes);
  const head = { cloudId, logId, sequence, hash: messageHash(bytes), at: '2026-11-21T12:00:00Z' };
  const end = exportFooter(signHead(head, aHeadKey.reveal()));
  writeFileSync(file, [exportHeader(cloudId), ...messages.map(exportLine), end].join(''));
  return recorded.seals;
}

/** As the starter writes them: two configurations, two keys, and the profile that leads to them. */
function writeFiles(terminal: Terminal, folder: string, server: NatsServer): void {
  const inConfig = (name: string): string => join(folder, 'config', name);
  mkdirSync(join(folder, 'config'), { recursive: true });
  const [seedFile, headKeyFile, cloudKeyFile] = ['setup.nk', 'log-head.key', 'cloud.key'].map(
    inConfig,
  ) as [string, string, string];
  writeFileSync(seedFile, server.seedOf('setup'));
  writeFileSync(headKeyFile, aHeadKey.reveal());
  writeFileSync(cloudKeyFile, '07'.repeat(32));
  const nats = { servers: [`nats://127.0.0.1:${server.port}`], seedFile };
  const site = { networks: [] };
  const limits = { logBytesMax: 128 * 1_048_576, vaultBytesMax: 64 * 1_048_576 };
  writeFileSync(
    inConfig('genesis.json'),
    JSON.stringify({ cloudId, nats, cloudKeyFile, site, ...limits }),
  );
  writeFileSync(inConfig('api.json'), JSON.stringify({ cloudId, nats, headKeyFile }));
  terminal.writeProfile({ endpoint: 'http://127.0.0.1:1', token: 'none', folder });
  const signal = new AbortController().signal;
  terminal.openLogStreams = (named) =>
    openLogStreams(named, { clock: systemClock, random: systemRandom, signal });
}
