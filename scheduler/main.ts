/** The scheduler as a process: reads its configuration, connects, and leads or waits to lead until it is ended. */
import pino from 'pino';
import { readCloudKey, readConfig, readSeed } from '../shared/base/config-reader.ts';
import { systemRandom } from '../shared/base/random.ts';
import { runPart } from '../shared/base/run-part.ts';
import { connectNats } from '../shared/bus/connect.ts';
import { openNatsBus } from '../shared/bus/nats-bus.ts';
import { partInbox } from '../shared/bus/subjects.ts';
import { openNatsSegments } from '../shared/log/nats-segments.ts';
import { createSegmentedLog } from '../shared/log/segmented-log.ts';
import { createSnapshotStream } from '../shared/log/log-stream.ts';
import { openNatsSnapshotStore } from '../shared/log/nats-snapshot-store.ts';
import { openNatsVault } from '../shared/log/nats-vault.ts';
import { systemClock } from '../shared/time/system-clock.ts';
import { configSchema, siteWish } from './config.ts';
import { createScheduler } from './scheduler.ts';

/** Two snapshots and what an older release left of larger ones; a full stream costs time at a start and nothing else. */
const snapshotBytesMax = 64 * 1_048_576;

runPart('scheduler', async ({ args, signal, ready }) => {
  const config = readConfig(configSchema, args, 'scheduler/main');
  const site = siteWish(config.site);
  const logger = pino({ level: config.logLevel ?? 'info', name: 'scheduler' }, pino.destination(2));
  const { connection, close } = await connectNats({
    ...{ servers: config.nats.servers, seed: readSeed(config.nats.seedFile), signal },
    ...{ inboxPrefix: partInbox('scheduler'), name: config.writerName ?? 'scheduler' },
    ...{ clock: systemClock, random: systemRandom },
    ...(config.nats.caFile ? { caFile: config.nats.caFile } : {}),
    onProblem: (problem) => logger.warn(problem),
  });
  const { cloudId } = config;
  await createSnapshotStream(connection, { cloudId, bytesMax: snapshotBytesMax }).catch(
    (error: Error) => logger.warn(`there will be no snapshots: ${error.message}`),
  );
  const segments = openNatsSegments(connection, {
    ...{ clock: systemClock, cloudId },
    ...(config.logBytesMax === undefined ? {} : { bytesMax: config.logBytesMax }),
  });
  const { segmentBytesMax } = config;
  const scheduler = createScheduler(
    {
      log: createSegmentedLog({ segments, clock: systemClock }),
      vault: openNatsVault(connection, { cloudId }),
      snapshots: openNatsSnapshotStore(connection, { cloudId }),
      ...{ bus: openNatsBus(connection), clock: systemClock, random: systemRandom, logger },
    },
    {
      ...{ cloudId, cloudKey: readCloudKey(config.cloudKeyFile), site },
      ...(segmentBytesMax === undefined ? {} : { segmentBytesMax }),
    },
  );
  signal.addEventListener('abort', () => scheduler.stop(), { once: true });
  await scheduler.run((term) => ready({ term }));
  await close();
});
