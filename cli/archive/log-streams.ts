/** The streams of a cloud that runs on this machine, reached as its starter does: by the files that it wrote, with the set-up key. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Type from 'typebox';
import {
  ConfigRefused,
  filePath,
  hexId,
  natsSchema,
  parseConfig,
  readSeed,
  readText,
} from '../../shared/base/config-reader.ts';
import { connectNats } from '../../shared/bus/connect.ts';
import { partInbox } from '../../shared/bus/subjects.ts';
import { publicKeyOf } from '../../shared/log/log-export.ts';
import { deleteLogStream } from '../../shared/log/log-stream.ts';
import { openNatsSegments } from '../../shared/log/nats-segments.ts';
import type { Surroundings } from '../surroundings.ts';
import { CommandFailed } from '../surroundings.ts';
import type { LogStreams } from './archive-log.ts';

const connectWithinMs = 10_000;

/** Of the configuration with which the streams were made. */
const setupSchema = Type.Object({ cloudId: hexId, nats: natsSchema });
const headSchema = Type.Object({ headKeyFile: filePath, copyFolder: Type.Optional(filePath) });

/** `folder`: the cloud's own, as in the profile. Throws `CommandFailed`. */
export async function openLogStreams(
  folder: string,
  { clock, random, signal }: Pick<Surroundings, 'clock' | 'random' | 'signal'>,
): Promise<LogStreams> {
  const { nats, seed, ...facts } = readFiles(folder);
  const { cloudId } = facts;
  const limit = new AbortController();
  const cancel = clock.after(connectWithinMs, () =>
    limit.abort(new Error(`no answer in ${connectWithinMs / 1000} s`)),
  );
  const { connection, close } = await connectNats({
    ...{ servers: nats.servers, seed, clock, random },
    ...{ inboxPrefix: partInbox('setup'), name: 'log archive' },
    signal: AbortSignal.any([signal, limit.signal]),
    ...(nats.caFile ? { caFile: nats.caFile } : {}),
  }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw new CommandFailed(
      `the server of the log is not reached at ${nats.servers.join(', ')}: ${(error as Error).message}.\n` +
        '  Nothing was archived. `npm run status` shows whether it runs.',
      1,
      error,
    );
  });
  cancel();
  return {
    ...{ ...facts, close },
    segments: openNatsSegments(connection, { clock, cloudId }),
    remove: (segment) => deleteLogStream(connection, { cloudId, segment }),
  };
}

function readFiles(folder: string) {
  const config = (name: string): string => join(folder, 'config', name);
  try {
    const setup = config('genesis.json');
    const { cloudId, nats } = parseConfig(setupSchema, readText(setup), setup);
    const { headKeyFile, copyFolder = null } = parseConfig(
      headSchema,
      readText(config('api.json')),
      config('api.json'),
    );
    const publicKey = publicKeyOf(readFileSync(headKeyFile, 'utf8'));
    return { cloudId, nats, seed: readSeed(nats.seedFile), publicKey, copyFolder };
  } catch (error) {
    const { code, cause } = error as { code?: string; cause?: { code?: string } };
    const denied = [code, cause?.code].includes('EACCES');
    if (!(error instanceof ConfigRefused) && code === undefined) throw error;
    throw new CommandFailed(
      `${(error as Error).message}\n  Nothing was archived. ` +
        (denied
          ? 'Only root may: `sudo -E stratus log archive FILE`.'
          : 'The log is archived on the machine that runs the cloud, with the profile that the starter wrote.'),
      1,
      error,
    );
  }
}
