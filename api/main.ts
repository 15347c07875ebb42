/**
 * The API as a process: reads its configuration, connects, reads the log to its end, and only then listens. Says once on
 * stdout where; log records go to stderr.
 */
import pino from 'pino';
import {
  ConfigRefused,
  readCloudKey,
  readConfig,
  readSeed,
  readText,
} from '../shared/base/config-reader.ts';
import { systemRandom } from '../shared/base/random.ts';
import { secret } from '../shared/base/secret.ts';
import { aborted, runPart } from '../shared/base/run-part.ts';
import { isLoopback } from '../shared/bus/bus-safety.ts';
import { connectNats } from '../shared/bus/connect.ts';
import { openNatsBus } from '../shared/bus/nats-bus.ts';
import { partInbox, subjectsOf } from '../shared/bus/subjects.ts';
import type { Log } from '../shared/log/log.ts';
import { openNatsSegments } from '../shared/log/nats-segments.ts';
import { createSegmentedLog } from '../shared/log/segmented-log.ts';
import { openNatsSnapshotStore } from '../shared/log/nats-snapshot-store.ts';
import type { SnapshotStore } from '../shared/log/snapshot-store.ts';
import { startFromSnapshot } from '../shared/log/snapshots.ts';
import { openNatsVault } from '../shared/log/nats-vault.ts';
import { systemClock } from '../shared/time/system-clock.ts';
import { decodeCommit } from '../shared/wire/commit.ts';
import { parseTokens } from './auth/tokens.ts';
import { startCheckUp } from './check/check-up.ts';
import { lookAtHosts } from './check/look.ts';
import { createLeader } from './commands/leader.ts';
import { openCopyFolder } from './copy-folder.ts';
import { createLogCopies } from './log-copies.ts';
import { configSchema } from './config.ts';
import type { Config } from './config.ts';
import { entranceOf, openEntrance } from './entrance.ts';
import { listen } from './read-model/hearing.ts';
import { createReadModel } from './read-model/read-model.ts';
import { createSnapshotKeeper } from './read-model/snapshot-keeper.ts';
import { buildServer } from './server.ts';
import type { Services } from './server.ts';

const commandTimeoutMs = 15_000;
const viewWaitMs = 5_000;
/** The log's last message at the start must be in the view before anything is answered. */
const catchUpMs = 60_000;

type Adapters = Pick<Services, 'bus' | 'vault' | 'logger'> & {
  readonly log: Log;
  readonly snapshots: SnapshotStore;
};

async function createServices(config: Config, { bus, log, vault, snapshots, logger }: Adapters) {
  const { cloudId, snapshotEveryCommits: everyCommits } = config;
  const subjects = subjectsOf(cloudId);
  const onProblem = (problem: string): void => logger.warn(problem);
  const start = await startFromSnapshot({ log, store: snapshots, cloudId, onIgnored: onProblem });
  const keeper = createSnapshotKeeper({
    ...{ store: snapshots, clock: systemClock, onProblem },
    lastSequence: start?.fold.state.sequence ?? 0,
    ...(everyCommits === undefined ? {} : { everyCommits }),
  });
  const model = createReadModel({
    ...{ log, clock: systemClock, decode: ({ bytes }) => decodeCommit(bytes), onProblem },
    ...{ start, snapshots: keeper },
  });
  const hearing = listen({
    ...{ bus, subjects, cloudId, clock: systemClock, state: () => model.state, onProblem },
    onBeat: ({ position }) => model.heardOf(position.logId, position.sequence),
  });
  const checkUp = startCheckUp({
    clock: systemClock,
    state: () => model.state,
    look: (state) => lookAtHosts({ bus, subjects, cloudId }, state),
  });
  const headKey = config.headKeyFile ? secret(readText(config.headKeyFile)) : null;
  const copies =
    config.copyFolder && headKey
      ? createLogCopies({
          ...{ log, model, clock: systemClock, cloudId, headKey },
          ...{ folder: openCopyFolder(config.copyFolder, cloudId), onFailure: onProblem },
        })
      : null;
  const services: Services = {
    ...{ cloudId, model, hearing, bus, subjects, vault, logger, viewWaitMs },
    ...{ clock: systemClock, random: systemRandom, checkUp },
    leader: createLeader({ bus, subjects, cloudId, timeoutMs: commandTimeoutMs }),
    cloudKey: readCloudKey(config.cloudKeyFile),
    ...{ log, headKey, copies },
    volatileLog: config.volatileLog ?? false,
    logFolder: config.logFolder ?? null,
    entrance: config.entrance ? entranceOf(config.entrance) : null,
    ...(config.commands ? { commands: config.commands } : {}),
    tokens: parseTokens(readText(config.tokenFile), config.tokenFile),
  };
  return {
    services,
    async caughtUp(signal: AbortSignal): Promise<void> {
      const seen = await model.waitFor(await log.lastSequence(), catchUpMs, signal);
      if (!seen && !signal.aborted) logger.warn('the log is not read to its end yet');
    },
    stop(): void {
      copies?.stop();
      checkUp.stop();
      hearing.stop();
      model.stop();
    },
  };
}

runPart('api', async (self) => {
  const { args, signal } = self;
  const config = readConfig(configSchema, args, 'api/main');
  checkListen(config);
  const logger = pino({ level: config.logLevel ?? 'info', name: 'api' }, pino.destination(2));
  const connected = await connectNats({
    ...{ servers: config.nats.servers, seed: readSeed(config.nats.seedFile), signal },
    ...{ inboxPrefix: partInbox('api'), name: 'api', clock: systemClock, random: systemRandom },
    ...(config.nats.caFile ? { caFile: config.nats.caFile } : {}),
    onProblem: (problem) => logger.warn(problem),
  });
  const { cloudId } = config;
  const { connection } = connected;
  const segments = openNatsSegments(connection, { clock: systemClock, cloudId });
  const part = await createServices(config, {
    bus: openNatsBus(connection),
    log: createSegmentedLog({ segments, clock: systemClock }),
    snapshots: openNatsSnapshotStore(connection, { cloudId }),
    ...{ vault: openNatsVault(connection, { cloudId }), logger },
  });
  const app = await buildServer(part.services);
  await part.caughtUp(signal);
  const url = await app.listen({ ...config.listen, signal });
  const closeEntrance = config.entrance ? await openEntrance(app, config.entrance) : null;
  self.ready({ url });
  logger.info({ url }, 'listening');
  await aborted(signal);
  await closeEntrance?.();
  await app.close();
  part.stop();
  await connected.close();
});

/** Tokens never cross a network in the clear. */
function checkListen({ listen: { host } }: Config): void {
  if (isLoopback(host) || host === '::1') return;
  throw new ConfigRefused(
    `listen.host: ${host} is beyond loopback, and this listener is not encrypted; name the address under entrance`,
  );
}
