// Does a log of three copies lose or double anything when the server that leads them is killed, ten times under load? And is a
// server refused that is too old for it?

import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judgeServer, isBelow, oldestClusterServer } from '../../start/nats/nats-version.mjs';
import { logStreamName } from '../../shared/bus/subjects.ts';
import { threeServers } from '../support/control-bus.ts';
import { drawFrom } from '../support/draw.ts';
import { startFaultCloud } from '../support/fault-rounds/fault-cloud.ts';
import type { FaultCloud } from '../support/fault-rounds/fault-cloud.ts';
import { startLoad } from '../support/fault-rounds/load.ts';
import type { Load } from '../support/fault-rounds/load.ts';
import { startManyWrites } from '../support/fault-rounds/many-writes.ts';
import { natsProgram } from '../support/nats-server.ts';
import { newerNats } from '../support/newer-nats.ts';
import { until } from '../support/until.ts';

const kills = 10;
/** Acknowledged ones that are waited for, in equal parts between the kills. */
const writesMin = Number(process.env['STRATUS_REPLICA_WRITES'] ?? 100_000);
const writers = 40;
const testLimitMs = 3_600_000;
const writesWithinMs = 15_000;
const newer = await newerNats(oldestClusterServer);
if (typeof newer === 'string') console.log(`skipped: a log of three copies: ${newer}`);
const installed = await natsProgram();
const isOld = typeof installed !== 'string' && isBelow(installed.version, oldestClusterServer);
if (!isOld)
  console.log('skipped: refusing three copies: the nats-server here is new enough for them');

test.skipIf(!isOld)(
  'the server of this machine is refused for three copies, with what is needed',
  () => {
    const { version } = installed as Exclude<typeof installed, string>;
    const judged = judgeServer({ version, replicas: 3, chattrWorks: true });
    expect(judged).toMatchObject({ ok: false, refused: 'tooOld' });
    expect(judged).toHaveProperty('message', expect.stringContaining(version));
    expect(judged).toHaveProperty('whatToDo', expect.stringContaining(oldestClusterServer));
  },
);

describe.skipIf(typeof newer === 'string')('three servers', () => {
  let cloud: FaultCloud;
  beforeAll(async () => {
    if (typeof newer !== 'string')
      cloud = await startFaultCloud({
        bus: threeServers(newer),
        watchers: { streams: 0, subscribers: 0 },
      });
  });
  afterAll(() => cloud?.end());

  test(
    `whose leader is killed ${kills} times under load lose and double nothing`,
    async () => {
      const { plane, log } = cloud;
      const writes = await startManyWrites(plane, writers);
      const startedAt = performance.now();
      const seed = Date.now() % 1_000_000_000;
      const draw = drawFrom(seed);
      const load = startLoad({
        ...{ endpoint: plane.endpoint, token: plane.token, draw, clients: 8 },
        ...{ mayEnd: cloud.mayEnd, machinesMax: 200 },
      });
      const gapsMs: number[] = [];
      for (let kill = 0; kill < kills; kill++) {
        const share = ((kill + 1) * writesMin) / (kills + 1);
        const isDue = (): boolean => writes.acknowledged.size >= share;
        await until('as many writes as are due', isDue, testLimitMs, 100);
        await delay(draw.below(1_000));
        const name = await streamLeader(cloud);
        const part = plane.busServers.find((one) => one.name === name)!;
        await part.kill();
        const killedAt = performance.now();
        await until('writes are taken again', () => writes.takenSince(killedAt), 60_000, 20);
        gapsMs.push(performance.now() - killedAt);
        await part.start();
        await until('all three have all', () => isWhole(cloud), 60_000, 200);
      }
      await until(
        'all writes that are due',
        () => writes.acknowledged.size >= writesMin,
        testLimitMs,
        100,
      );
      await Promise.all([load.stop(60_000), writes.stop()]);
      const seconds = Math.round((performance.now() - startedAt) / 1_000);
      await log.catchUp();
      const acknowledged = [
        ...writes.acknowledged,
        ...load.requests.filter(isAcknowledged).map(({ key }) => key),
      ];
      const sent = [...writes.sent, ...load.requests.map(({ key }) => key)];
      const times = (key: string): number => log.keys.get(key) ?? 0;
      const lost = acknowledged.filter((key) => times(key) === 0).length;
      const doubled = sent.filter((key) => times(key) > 1).length;
      const gaps = gapsMs.map((gapMs) => (gapMs / 1_000).toFixed(1)).join(' ');
      console.log(
        `nats-server ${(newer as { version: string }).version}, three copies, seed ${seed}: ${kills} leaders killed, ` +
          `${acknowledged.length} acknowledged in ${seconds} s, ${lost} lost, ${doubled} doubled; writes again after ${gaps} s`,
      );
      expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 });
      expect([...log.problems, ...(await cloud.guests.problems(log))]).toEqual([]);
      expect(Math.max(...gapsMs)).toBeLessThan(writesWithinMs);
    },
    testLimitMs,
  );
});

const isAcknowledged = ({ answer }: Load['requests'][0]): boolean =>
  answer !== null && answer.status < 300;

interface StreamCluster {
  readonly leader?: string;
  readonly replicas?: readonly { readonly current: boolean; readonly offline?: boolean }[];
}

async function clusterOf({ schedulerBus, plane }: FaultCloud): Promise<StreamCluster> {
  const subject = `$JS.API.STREAM.INFO.${logStreamName(plane.cloudId, 1)}`;
  const answer = await schedulerBus.request(subject, '', { timeout: 2_000 }).catch(() => null);
  return answer?.json<{ cluster?: StreamCluster }>().cluster ?? {};
}

async function streamLeader(cloud: FaultCloud): Promise<string> {
  let leader: string | undefined;
  await until('the log has a leader', async () => {
    ({ leader } = await clusterOf(cloud));
    return leader !== undefined && leader !== '';
  });
  return leader!;
}

async function isWhole(cloud: FaultCloud): Promise<boolean> {
  const { leader, replicas = [] } = await clusterOf(cloud);
  return (
    Boolean(leader) &&
    replicas.length === 2 &&
    replicas.every(({ current, offline }) => current && !offline)
  );
}
