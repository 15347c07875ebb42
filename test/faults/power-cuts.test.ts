// Is every acknowledged request still there after a power cut? The disk of nats-server is cut twenty times under load, with the
// configuration that is shipped; without what it sets, the same cuts lose requests, or this test would show nothing.

import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { NatsProgram } from '../../start/nats/nats-program.mjs';
import { chattrHolds, judgeServer, oldestSyncServer } from '../../start/nats/nats-version.mjs';
import { systemRandom } from '../../shared/base/random.ts';
import { secret } from '../../shared/base/secret.ts';
import { connectNats } from '../../shared/bus/connect.ts';
import { partInbox } from '../../shared/bus/subjects.ts';
import { systemClock } from '../../shared/time/system-clock.ts';
import { writeNatsConfig } from '../../start/nats/nats-choice.mjs';
import { openSecrets } from '../../start/cloud/secrets.mjs';
import { oneServer } from '../support/control-bus.ts';
import type { SyncBy } from '../support/control-bus.ts';
import { startControlPlane } from '../support/control-plane.ts';
import type { ControlPlane } from '../support/control-plane.ts';
import { drawFrom } from '../support/draw.ts';
import { recordLog } from '../support/fault-rounds/log-record.ts';
import { startLoad } from '../support/fault-rounds/load.ts';
import type { Load } from '../support/fault-rounds/load.ts';
import { freePort } from '../support/free-port.ts';
import { natsProgram } from '../support/nats-server.ts';
import { newerNats } from '../support/newer-nats.ts';
import { makeCutDisk, whyNoCutDisk } from '../support/power-cut.ts';
import type { CutDisk } from '../support/power-cut.ts';
import { partProcess } from '../support/real-cloud/part-process.ts';

const why = whyNoCutDisk();
if (why !== null) console.log(`skipped: power cuts: ${why}`);
const programs = [await natsProgram(), await newerNats(oldestSyncServer)];
for (const program of programs)
  if (typeof program === 'string')
    console.log(`skipped: power cuts of one nats-server: ${program}`);
const servers = [
  ...new Map(
    programs.flatMap((one) => (typeof one === 'string' ? [] : [[one.version, one] as const])),
  ).values(),
];
const mebibyte = 1_048_576;
const streamLimits = { logBytesMax: 32 * mebibyte, vaultBytesMax: 16 * mebibyte };
const cutsOf = Math.ceil(20 / Math.max(1, servers.length));

describe.skipIf(why !== null || servers.length === 0)('after a power cut', () => {
  test.each(servers)(
    'nats-server $version as it is shipped has kept every acknowledged request',
    async (program) => {
      const disk = makeCutDisk();
      try {
        const syncBy = await shippedSync(program, disk);
        const { acknowledged, lost } = await cutUnderLoad(program, syncBy, disk, cutsOf);
        console.log(
          `nats-server ${program.version} (${syncBy}): ${cutsOf} cuts, ${acknowledged} acknowledged, ${lost} lost`,
        );
        expect(acknowledged).toBeGreaterThan(cutsOf);
        expect(lost).toBe(0);
      } finally {
        disk.end();
      }
    },
  );

  test.each(servers)(
    'nats-server $version without what the shipped configuration sets has lost some: the cut is one',
    async (program) => {
      const disk = makeCutDisk();
      try {
        const { acknowledged, lost } = await cutUnderLoad(program, 'volatile', disk, 2);
        console.log(
          `nats-server ${program.version} (volatile): 2 cuts, ${acknowledged} acknowledged, ${lost} lost`,
        );
        expect(lost).toBeGreaterThan(0);
      } finally {
        disk.end();
      }
    },
  );
});

/** What the starter would choose on this disk. */
async function shippedSync({ version }: NatsProgram, disk: CutDisk): Promise<SyncBy> {
  const judged = judgeServer({ version, chattrWorks: await chattrHolds(disk.folder) });
  if (!judged.ok) throw new Error(judged.message);
  return judged.syncBy;
}

/** Cuts the power again and again under load; counts over all cuts what had been acknowledged before each, and is not in it. */
async function cutUnderLoad(
  program: NatsProgram,
  syncBy: SyncBy,
  disk: CutDisk,
  cuts: number,
): Promise<{ acknowledged: number; lost: number }> {
  const state = disk.folder;
  const edited = syncBy === 'volatile' ? withoutSync : (config: string): string => config;
  const bus = oneServer({ program, syncBy, state, streamLimits, edited });
  const plane = await startControlPlane({ bus });
  const draw = drawFrom(Date.now());
  const load = startLoad({ ...plane, draw, clients: 8, mayEnd: () => false, machinesMax: 1_000 });
  const total = { acknowledged: 0, lost: 0 };
  try {
    for (let done = 0; done < cuts; done++) {
      await delay(1_000 + draw.below(1_500));
      plane.parts.nats.pause();
      const acknowledged = acknowledgedOf(load);
      const copy = disk.cut();
      plane.parts.nats.goOn();
      const kept = await keysIn(program, plane, copy.folder).finally(() => copy.end());
      total.acknowledged += acknowledged.length;
      total.lost += acknowledged.filter((key) => !kept.has(key)).length;
    }
    await load.stop(30_000);
    return total;
  } finally {
    await plane.end();
  }
}

const withoutSync = (config: string): string => config.replace(/^ *sync_interval: always\n/m, '');

const acknowledgedOf = ({ requests }: Load): string[] =>
  requests.flatMap(({ key, answer }) => (answer !== null && answer.status < 300 ? [key] : []));

/** The requests in the log of a server that is started on the copy. */
async function keysIn(
  program: NatsProgram,
  plane: ControlPlane,
  state: string,
): Promise<ReadonlyMap<string, number>> {
  const { cloudId, folder, seedFiles } = plane;
  const port = await freePort();
  const { publicKeys } = openSecrets(folder);
  const server = { ...program, syncBy: 'volatile' };
  const config = await writeNatsConfig({ state, server, port, cloudId, publicKeys });
  const nats = partProcess({
    ...{ name: 'nats after the cut', readyText: 'Server is ready' },
    ...{ logFile: `${folder}/logs/after-cut.log`, command: () => [program.path, '-c', config] },
  });
  await nats.start();
  const seed = secret(readFileSync(seedFiles['identities']!, 'utf8').trim());
  const { connection, close } = await connectNats({
    ...{ servers: [`nats://127.0.0.1:${port}`], seed, inboxPrefix: partInbox('identities') },
    ...{ name: 'after-cut', clock: systemClock, random: systemRandom },
  });
  try {
    const log = recordLog(connection, cloudId);
    // A stream that did not come to the disk at all has kept nothing.
    await log
      .catchUp(15_000)
      .catch((error: Error) => console.log(`after the cut: ${error.message}`));
    return log.keys;
  } finally {
    await close();
    await nats.kill();
  }
}
