import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NatsConnection } from '@nats-io/transport-node';
import { systemRandom } from '../../shared/base/random.ts';
import { secret } from '../../shared/base/secret.ts';
import { BusRefused, connectNats } from '../../shared/bus/connect.ts';
import { logStreamName, vaultStreamName } from '../../shared/bus/subjects.ts';
import { createLogStream, createVaultStream } from '../../shared/log/log-stream.ts';
import { openNatsLog } from '../../shared/log/nats-log.ts';
import { systemClock } from '../../shared/time/system-clock.ts';
import { makeNkey } from '../../start/nats/nats-nkeys.mjs';
import { freePort } from '../support/free-port.ts';
import type { NatsServer } from '../support/nats-server.ts';
import { cloudId, natsProgram, startNatsServer } from '../support/nats-server.ts';
import { until } from '../support/until.ts';

const program = await natsProgram();
const mebibyte = 1024 * 1024;

if (typeof program === 'string') {
  test.skip(`the streams on a real nats-server: ${program}`, () => undefined);
} else {
  describe(`on nats-server ${program.version}`, () => {
    let server: NatsServer;
    let setup: NatsConnection;
    beforeAll(async () => {
      server = await startNatsServer(program);
      setup = await server.connect('setup');
    });
    afterAll(() => server?.close());
    streams(() => ({ server, setup }));
    speed(() => server);
    connecting(() => server);
  });
}

function streams(bench: () => { server: NatsServer; setup: NatsConnection }): void {
  test.each([
    [logStreamName(cloudId, 1), { deny_delete: true, max_msgs_per_subject: -1 }],
    [vaultStreamName(cloudId), { max_msgs_per_subject: 1 }],
  ])('%s has the rules of the architecture', async (stream, own) => {
    const answer = await bench().setup.request(`$JS.API.STREAM.INFO.${stream}`);
    const { config } = answer.json<{ config: Record<string, unknown> }>();
    expect(config).toMatchObject({
      ...{ storage: 'file', retention: 'limits', discard: 'new', num_replicas: 1 },
      ...{ max_age: 0, max_msgs: -1, deny_purge: true, ...own },
    });
    expect(config['max_bytes']).toBeGreaterThan(0);
    expect(config['allow_direct'] ?? false).toBe(false);
    expect(config['deny_delete'] ?? false).toBe(own.max_msgs_per_subject === -1);
  });

  test('making a stream again with the same rules is no error, with others it is', async () => {
    const { setup } = bench();
    await createLogStream(setup, { cloudId, segment: 1, bytesMax: 128 * mebibyte });
    await createVaultStream(setup, { cloudId, bytesMax: 64 * mebibyte });
    const other = createLogStream(setup, { cloudId, segment: 1, bytesMax: 64 * mebibyte });
    await expect(other).rejects.toMatchObject({ code: 'logUnavailable' });
  });

  test('a stream larger than the disk the server may use is refused with its reason', async () => {
    const scheduler = await bench().server.connect('scheduler');
    const huge = createLogStream(scheduler, { cloudId, segment: 3, bytesMax: 10_000 * mebibyte });
    await expect(huge).rejects.toThrow(/insufficient/);
  });

  test('the scheduler makes the next segment and writes to it', async () => {
    const scheduler = await bench().server.connect('scheduler');
    await createLogStream(scheduler, { cloudId, segment: 2, bytesMax: mebibyte });
    const next = openNatsLog(scheduler, { clock: systemClock, cloudId, segment: 2 });
    expect(await next.append(Uint8Array.of(1), 0)).toEqual({ kind: 'stored', sequence: 1 });
  });

  test('a segment that is not there is unknown to append to and unavailable to read', async () => {
    const options = { clock: systemClock, cloudId, segment: 9, appendTimeoutMs: 500 };
    const missing = openNatsLog(await bench().server.connect('scheduler'), options);
    expect((await missing.append(Uint8Array.of(1), 0)).kind).toBe('unknown');
    await expect(missing.read(1)).rejects.toMatchObject({ code: 'logUnavailable' });
    await expect(missing.lastSequence()).rejects.toMatchObject({ code: 'logUnavailable' });
  });
}

function speed(server: () => NatsServer): void {
  test('a new follower reads 3000 messages in batches, in order', async () => {
    const options = { clock: systemClock, cloudId, segment: 1 };
    const log = openNatsLog(await server().connect('scheduler'), options);
    for (let last = 0; last < 3_000; last++)
      expect((await log.append(new Uint8Array(500), last)).kind).toBe('stored');
    const reader = openNatsLog(await server().connect('api'), options);
    const started = systemClock.elapsed();
    let next = 1;
    const end = reader.follow(1, ({ sequence }) => {
      expect(sequence).toBe(next);
      next += 1;
    });
    await until('all are read', () => next === 3_001);
    end();
    console.log(`3000 messages followed in ${Math.round(systemClock.elapsed() - started)} ms`);
  });
}

function connecting(server: () => NatsServer): void {
  const options = {
    inboxPrefix: '_INBOX_api',
    name: 'api',
    clock: systemClock,
    random: systemRandom,
  };

  test('a key that the server does not know is refused soon, and not shown', async () => {
    const { seed } = makeNkey();
    const refusal = connectNats({
      ...options,
      servers: [`nats://127.0.0.1:${server().port}`],
      seed: secret(seed),
    });
    const error: unknown = await refusal.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(BusRefused);
    expect(String(error)).toContain('add its public key');
    expect(String(error)).not.toContain(seed);
  });

  test('a connection closes also while the server is away', async () => {
    const connected = await connectNats({
      ...options,
      servers: [`nats://127.0.0.1:${server().port}`],
      seed: secret(server().seedOf('api')),
    });
    await server().stop();
    await connected.close();
    expect(connected.connection.isClosed()).toBe(true);
    await server().restart();
  });

  test('a server that is not there yet is waited for until the signal ends it', async () => {
    const problems: string[] = [];
    const stop = new AbortController();
    const waiting = connectNats({
      ...options,
      servers: [`nats://127.0.0.1:${await freePort()}`],
      seed: secret(makeNkey().seed),
      signal: stop.signal,
      onProblem: (problem) => {
        problems.push(problem);
        stop.abort(new Error('enough'));
      },
    });
    await expect(waiting).rejects.toThrow('enough');
    expect(problems[0]).toMatch(/no connection to nats:\/\/127\.0\.0\.1:\d+ yet/);
  });
}
