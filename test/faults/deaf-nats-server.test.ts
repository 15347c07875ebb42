// Is a nats-server whose disk was full taken back by the keeper's own looks, and only once there is room? Real servers of each kind
// there is here, as the starter configures them, on a small disk that is filled and emptied again.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { secret } from '../../shared/base/secret.ts';
import { systemRandom } from '../../shared/base/random.ts';
import { connectNats } from '../../shared/bus/connect.ts';
import { partInbox, subjectsOf } from '../../shared/bus/subjects.ts';
import { createLogStream } from '../../shared/log/log-stream.ts';
import { systemClock } from '../../shared/time/system-clock.ts';
import {
  END_LIMIT_MS,
  fullLogDiskLook,
  fullLogDiskText,
} from '../../start/cloud/full-log-disk.mjs';
import { lookAgain } from '../../start/cloud/look-again.mjs';
import { openSecrets } from '../../start/cloud/secrets.mjs';
import { supervise } from '../../start/cloud/supervise.mjs';
import { writeNatsConfig } from '../../start/nats/nats-choice.mjs';
import type { NatsProgram } from '../../start/nats/nats-program.mjs';
import { freePort } from '../support/free-port.ts';
import { natsProgram } from '../support/nats-server.ts';
import { newerNats } from '../support/newer-nats.ts';
import { until } from '../support/until.ts';

const cloudId = 'd15c'.repeat(8);
const mebibyte = 1_048_576;
const goesOnWithinMs = 30_000;

const isRoot = process.getuid?.() === 0;
if (!isRoot) console.log('skipped: a small disk of its own needs root');
const programs: NatsProgram[] = [];
for (const found of isRoot ? [await natsProgram(), await newerNats('2.11.0')] : [])
  if (typeof found === 'string') console.log(`skipped: ${found}`);
  else if (programs.every(({ version }) => version !== found.version)) programs.push(found);

interface Change {
  readonly state: string;
  readonly process?: object;
  readonly deaths: number;
}

/** A server under supervision, with the looks of the keeper. */
async function aSupervisedServer(state: string, program: NatsProgram) {
  const port = await freePort();
  const secrets = openSecrets(state);
  const server = { ...program, syncBy: 'volatile' };
  const { publicKeys } = secrets;
  const config = await writeNatsConfig({ state, server, port, cloudId, publicKeys });
  const servers = [`nats://127.0.0.1:${port}`];
  const seedFile = (secrets.seedFiles as Record<string, string>)['setup']!;
  const ending = new AbortController();
  const told: (string | null)[] = [];
  let last: Change = { state: 'new', deaths: 0 };
  const look = fullLogDiskLook({
    server: () => last.process ?? null,
    fullText: () => fullLogDiskText(join(state, 'nats')),
    restart: () => part.endOnce(END_LIMIT_MS),
    tell: (trouble) => told.push(trouble),
    nowMs: () => performance.now(),
  });
  const part = supervise(
    {
      ...{ name: 'nats-server', command: () => [program.path, '-c', config] },
      ...{ logFile: join(state, '../nats-server.log'), complains: look.heard },
    },
    (change: object) => {
      last = change as Change;
    },
  );
  const say = (line: string): void => console.log(line);
  const looks = lookAgain({ everyMs: 250, look: look.look, say, signal: ending.signal });
  return {
    ...{ servers, seedFile, told, deaths: () => last.deaths },
    async end() {
      ending.abort();
      await looks;
      await part.end(END_LIMIT_MS);
    },
  };
}

/** ext4, which keeps room for itself that it calls free; it is made as Debian makes it. */
function mounted(folder: string): string {
  const [disk, image] = [join(folder, 'disk'), join(folder, 'image')];
  mkdirSync(disk);
  execFileSync('truncate', ['-s', '800M', image]);
  execFileSync('/usr/sbin/mkfs.ext4', ['-q', '-F', image]);
  execFileSync('mount', ['-o', 'loop', image, disk]);
  return disk;
}

function fill(path: string): void {
  for (const bytes of [mebibyte, 4_096, 1])
    for (;;)
      try {
        writeFileSync(path, new Uint8Array(bytes), { flag: 'a' });
      } catch {
        break;
      }
}

if (programs.length === 0) test.skip('a deaf nats-server: none can be had here', () => undefined);

describe.each(programs)('nats-server $version', (program) => {
  test('is started anew when there is room again, never before, and then takes what it is given', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stratus-deaf-'));
    const disk = mounted(folder);
    const server = await aSupervisedServer(disk, program);
    const { connection, close } = await connectNats({
      ...{ servers: server.servers, inboxPrefix: partInbox('setup'), name: 'test' },
      seed: secret(readFileSync(server.seedFile, 'utf8').trim()),
      ...{ clock: systemClock, random: systemRandom },
    });
    const subject = subjectsOf(cloudId).log(1);
    const isTaken = async (): Promise<boolean> => {
      const answer = await connection
        .request(subject, new Uint8Array(8_192), { timeout: 1_000 })
        .catch(() => null);
      return answer !== null && !answer.string().includes('"error"');
    };
    try {
      await createLogStream(connection, { cloudId, segment: 1, bytesMax: 64 * mebibyte });
      expect(await isTaken()).toBe(true);
      fill(join(disk, 'ballast'));
      await until('nothing is taken', async () => !(await isTaken()), 30_000);
      await delay(5_000); // long enough for looks that would do harm
      expect(server.deaths()).toBe(0);
      expect(server.told).toEqual([expect.stringContaining(`The disk of ${disk}/nats is full`)]);
      rmSync(join(disk, 'ballast'));
      const startedAt = performance.now();
      await until('a write is taken', isTaken, goesOnWithinMs, 100);
      const tookMs = Math.round(performance.now() - startedAt);
      console.log(`${program.version}: taken ${tookMs} ms after there was room`);
      await until('all is well', () => server.told.at(-1) === null, goesOnWithinMs);
      expect(server.deaths()).toBeLessThanOrEqual(1);
    } finally {
      await close();
      await server.end();
      execFileSync('umount', [disk]);
      rmSync(folder, { recursive: true });
    }
  });
});
