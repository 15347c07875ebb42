/**
 * Makes a cloud: its streams, and the first commit of its log, appended where the log is empty. Run once with the set-up
 * key; a second run finds everything made and changes nothing. Told that the former log is lost, it makes one that is frozen
 * until it was recovered (decisions 59).
 */
import { toHex } from '../shared/base/bytes.ts';
import { readConfig, readSeed } from '../shared/base/config-reader.ts';
import { systemRandom } from '../shared/base/random.ts';
import { runPart } from '../shared/base/run-part.ts';
import { connectNats } from '../shared/bus/connect.ts';
import { partInbox } from '../shared/bus/subjects.ts';
import { createLogStream, createVaultStream } from '../shared/log/log-stream.ts';
import { openNatsLog } from '../shared/log/nats-log.ts';
import { openNatsSegments } from '../shared/log/nats-segments.ts';
import { systemClock } from '../shared/time/system-clock.ts';
import { configSchema, siteWish } from './config.ts';
import { createCloud, isBegun } from './create-cloud.ts';

const firstSegment = 1;
const usualBytesMax = 256 * 1_048_576;

runPart('genesis', async ({ args, signal, ready }) => {
  const config = readConfig(configSchema, args, 'scheduler/genesis');
  const { cloudId } = config;
  const { connection, close } = await connectNats({
    ...{ servers: config.nats.servers, seed: readSeed(config.nats.seedFile), signal },
    ...{
      inboxPrefix: partInbox('setup'),
      name: 'genesis',
      clock: systemClock,
      random: systemRandom,
    },
    ...(config.nats.caFile ? { caFile: config.nats.caFile } : {}),
  });
  const bytesMax = config.logBytesMax ?? usualBytesMax;
  const isLater = await isBegun(openNatsSegments(connection, { clock: systemClock, cloudId }));
  if (!isLater) await createLogStream(connection, { cloudId, segment: firstSegment, bytesMax });
  await createVaultStream(connection, { cloudId, bytesMax: config.vaultBytesMax ?? usualBytesMax });
  const log = openNatsLog(connection, { clock: systemClock, cloudId, segment: firstSegment });
  const created =
    !isLater &&
    (await createCloud(log, {
      ...{ cloudId, site: siteWish(config.site), nowMs: systemClock.now() },
      ...{ logId: toHex(systemRandom.bytes(16)), writer: toHex(systemRandom.bytes(16)) },
      ...{ nonce: toHex(systemRandom.bytes(8)), macPrefix: '0200' },
      ...(config.lost ? { lost: config.lost } : {}),
    }));
  ready({ created });
  await close();
});
