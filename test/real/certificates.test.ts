/**
 * Does a cloud that runs for months keep certificates that others believe? A keeper's look at a later day makes them again
 * under the same authority: nats-server and the API show the new ones, and whoever is connected stays connected.
 */
import type { X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect as connectPlain } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import type { ConnectionOptions } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reloadServer } from '../../api/identities/reload-server.ts';
import { systemRandom } from '../../shared/base/random.ts';
import { secret } from '../../shared/base/secret.ts';
import { connectNats } from '../../shared/bus/connect.ts';
import { systemClock } from '../../shared/time/system-clock.ts';
import { natsPidFile } from '../../start/nats/nats-choice.mjs';
import { certificateLook } from '../../start/join/renew-certificates.mjs';
import { startListeningCloud } from '../support/real-cloud/listening-cloud.ts';
import type { ListeningCloud } from '../support/real-cloud/listening-cloud.ts';
import { natsProgram } from '../support/nats-server.ts';
import { until } from '../support/until.ts';

const program = await natsProgram();
const why = typeof program === 'string' ? program : null;
if (why !== null) process.stderr.write(`skipped: certificates of a running cloud: ${why}\n`);
/** Another address of loopback: the API is at the first in the clear. */
const address = '127.0.0.2';
const dayMs = 86_400_000;

describe.skipIf(why !== null)('a cloud that runs for months', () => {
  const state = mkdtempSync(join(tmpdir(), 'stratus-renewal-'));
  const problems: string[] = [];
  const said: string[] = [];
  let cloud: ListeningCloud;
  let connection: Awaited<ReturnType<typeof connectNats>>;
  /** What a keeper does so many days from now. */
  const lookAfter = async (days: number): Promise<void> => {
    const files = {
      pidFile: natsPidFile(state),
      configFile: join(state, 'config/nats-server.conf'),
    };
    let reloaded: Promise<string | null> = Promise.resolve(null);
    const look = certificateLook({
      ...{ state, settings: { cloudId: cloud.cloudId, listen: { address } } },
      now: () => Date.now() + days * dayMs,
      reload: () => void (reloaded = reloadServer(files)),
      say: (line) => said.push(line),
    });
    await look();
    expect(await reloaded).toBeNull();
  };

  /** The certificate that is shown there to who believes the cloud's authority alone. */
  const shown = (port: number, asks: boolean): Promise<X509Certificate> =>
    new Promise((resolve, reject) => {
      const trust = { ca: readFileSync(cloud.caFile), host: address };
      const begin = (options: ConnectionOptions): void => {
        const secure = connectTls({ ...trust, ...options }, () => {
          resolve(secure.getPeerX509Certificate()!);
          secure.destroy();
        });
        secure.once('error', reject);
      };
      if (!asks) return begin({ port });
      // nats-server says one line in the clear first.
      const socket = connectPlain(port, address).once('error', reject);
      socket.once('data', () => begin({ socket }));
    });
  const bus = (): Promise<X509Certificate> => shown(cloud.busPort, true);
  const api = (): Promise<X509Certificate> => shown(cloud.apiPort, false);

  beforeAll(async () => {
    const images = join(state, 'images');
    mkdirSync(images);
    cloud = await startListeningCloud(state, address, join(images, 'none.qcow2'));
    connection = await connectNats({
      ...{ servers: [`tls://${address}:${cloud.busPort}`], caFile: cloud.caFile },
      seed: secret(readFileSync(join(state, 'secrets/subscriber.seed'), 'utf8').trim()),
      ...{ clock: systemClock, random: systemRandom, inboxPrefix: '_INBOX_test', name: 'test' },
      onProblem: (problem) => problems.push(problem),
    });
  });
  afterAll(async () => {
    await connection?.close();
    await cloud?.end();
    rmSync(state, { recursive: true });
  });

  test('changes nothing as long as more than a third of their life is left', async () => {
    const before = [(await bus()).serialNumber, (await api()).serialNumber];
    await lookAfter(59);
    expect([(await bus()).serialNumber, (await api()).serialNumber]).toEqual(before);
    expect(said).toEqual([]);
  });

  test('shows others from then on, and who is connected stays so', async () => {
    const before = [(await bus()).serialNumber, (await api()).serialNumber];
    await lookAfter(61);
    expect(said).toEqual([
      expect.stringMatching(/certificate of the bus was made again: it ends in 2[89] days/),
      expect.stringMatching(/certificate of the api was made again/),
    ]);
    await until('the bus shows another', async () => (await bus()).serialNumber !== before[0]);
    await until(
      'the API shows another',
      async () => (await api()).serialNumber !== before[1],
      20_000,
    );
    await connection.connection.flush();
    expect(problems).toEqual([]);
    expect((await cloud.ask('GET', '/status')).status).toBe(200);
  });
});
