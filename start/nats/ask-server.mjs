// Does JetStream answer? One request with the key of the set-up, which may ask for the state of the log's first segment; that
// there is no such segment is an answer too.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readJson } from '../cloud/instance.mjs';

const LIMIT_MS = 2_000;

/**
 * @param {{checkout: string, configs: {genesis: string}}} orders of the keeper; what is built there connects as parts do
 * @returns {Promise<'answered' | 'silent' | 'away'>} away: it cannot be connected to
 */
export async function askServer({ checkout, configs }) {
  const built = (path) => import(join(checkout, 'dist/shared', path));
  const { connectNats } = await built('bus/connect.js');
  const { secret } = await built('base/secret.js');
  const { systemRandom: random } = await built('base/random.js');
  const { systemClock: clock } = await built('time/system-clock.js');
  const { cloudId, nats } = readJson(configs.genesis);
  const seed = secret(readFileSync(nats.seedFile, 'utf8').trim());
  const { servers, caFile } = nats;
  const ending = new AbortController();
  let isRefused = false;
  const connecting = connectNats({
    ...{ servers, seed, inboxPrefix: '_INBOX_setup', name: 'keeper', clock, random },
    ...(caFile ? { caFile } : {}),
    signal: ending.signal,
    onProblem: (problem) => (isRefused ||= /refused/i.test(problem)),
  });
  const unanswered = delay(LIMIT_MS, null, { signal: ending.signal });
  try {
    const connected = await Promise.race([connecting, unanswered]);
    // One that met a full disk may not even let anybody sign in.
    if (connected === null) return isRefused ? 'away' : 'silent';
    return await asked(connected.connection, cloudId);
  } catch {
    return 'away'; // it does not know the key
  } finally {
    ending.abort(new Error('asked'));
    unanswered.catch(() => {});
    connecting.then(({ connection }) => connection.close()).catch(() => {});
  }
}

const asked = (connection, cloudId) =>
  connection
    .request(`$JS.API.STREAM.INFO.STRATUS-${cloudId}-LOG-1`, '', { timeout: LIMIT_MS })
    .then(
      () => 'answered',
      () => (connection.isClosed() ? 'away' : 'silent'),
    );
