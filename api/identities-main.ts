/**
 * The part that admits hosts, as a process of its own: it may write the keys that the bus takes, so it listens to nobody,
 * reads the log with a key that can do nothing else, and shares no process with the API, which faces the network.
 */
import { readFile } from 'node:fs/promises';
import pino from 'pino';
import { readConfig, readSeed } from '../shared/base/config-reader.ts';
import { writeDurably } from '../shared/base/durable-file.ts';
import { systemRandom } from '../shared/base/random.ts';
import { runPart } from '../shared/base/run-part.ts';
import { connectNats } from '../shared/bus/connect.ts';
import { openNatsBus } from '../shared/bus/nats-bus.ts';
import { partInbox } from '../shared/bus/subjects.ts';
import { openNatsSegments } from '../shared/log/nats-segments.ts';
import { createSegmentedLog } from '../shared/log/segmented-log.ts';
import { systemClock } from '../shared/time/system-clock.ts';
import { decodeCommit } from '../shared/wire/commit.ts';
import { configSchema } from './identities/config.ts';
import { keepKeys } from './identities/keep-keys.ts';
import { reloadServer } from './identities/reload-server.ts';
import { createReadModel } from './read-model/read-model.ts';

runPart('identities', async ({ args, signal, ready }) => {
  const config = readConfig(configSchema, args, 'api/identities-main');
  const logger = pino(
    { level: config.logLevel ?? 'info', name: 'identities' },
    pino.destination(2),
  );
  const onProblem = (problem: string): void => logger.warn(problem);
  const { connection, close } = await connectNats({
    ...{ servers: config.nats.servers, seed: readSeed(config.nats.seedFile), signal, onProblem },
    ...{ inboxPrefix: partInbox('identities'), name: 'identities' },
    ...{ clock: systemClock, random: systemRandom },
    ...(config.nats.caFile ? { caFile: config.nats.caFile } : {}),
  });
  const { cloudId, placed, pattern, usersFile } = config;
  const segments = openNatsSegments(connection, { clock: systemClock, cloudId });
  const log = createSegmentedLog({ segments, clock: systemClock });
  const model = createReadModel({
    ...{ log, clock: systemClock, decode: ({ bytes }) => decodeCommit(bytes), onProblem },
  });
  const bus = openNatsBus(connection);
  const ports = {
    ...{ model, log, clock: systemClock, onProblem },
    read: () => readFile(usersFile, 'utf8').catch(() => ''),
    write: (text: string) => writeDurably(usersFile, text, 0o600),
    reload: () => reloadServer(config),
    onReconnect: (listener: () => void) => bus.onReconnect(listener),
    onReady: () => ready(),
  };
  await keepKeys(ports, { placed, pattern }, signal);
  model.stop();
  await close();
});
