import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openNatsLog } from '../../shared/log/nats-log.ts';
import { systemClock } from '../../shared/time/system-clock.ts';
import type { LogBench } from '../contract/log-suite.ts';
import { logSuite } from '../contract/log-suite.ts';
import type { NatsServer } from '../support/nats-server.ts';
import { cloudId, natsProgram, startNatsServer } from '../support/nats-server.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { until } from '../support/until.ts';

const program = await natsProgram();
const timeouts = { appendTimeoutMs: 1_000, readTimeoutMs: 1_000, pollMs: 200 };
const place = { clock: systemClock, cloudId, segment: 1 };

async function openBench({ bytesMax }: { bytesMax?: number }): Promise<LogBench> {
  if (typeof program === 'string') throw new Error(program);
  const server = await startNatsServer(program, bytesMax ? { logBytesMax: bytesMax } : {});
  const proxy = await startTcpProxy(server.port);
  const writer = openNatsLog(await server.connect('scheduler', proxy.port), {
    ...place,
    ...timeouts,
  });
  const other = openNatsLog(await server.connect('scheduler'), { ...place, ...timeouts });
  return {
    writer,
    other,
    async appendLost(bytes, expected) {
      proxy.hold('toServer');
      const outcome = await writer.append(bytes, expected);
      proxy.cut();
      return outcome;
    },
    async appendUnanswered(bytes, expected) {
      proxy.hold('toClient');
      const outcome = await writer.append(bytes, expected);
      proxy.cut();
      return outcome;
    },
    appendLate(bytes, expected) {
      proxy.hold('toServer');
      return writer.append(bytes, expected);
    },
    landLate: async () => proxy.release(),
    interrupt: async () => proxy.cut(),
    copy: () => server.copyDisk(),
    putBack: () => server.putBack(),
    async close() {
      await server.close();
      await proxy.close();
    },
  };
}

if (typeof program === 'string') {
  test.skip(`the log on a real nats-server: ${program}`, () => undefined);
} else {
  logSuite(`on nats-server ${program.version}`, openBench);

  describe(`a paused nats-server ${program.version}`, () => {
    let server: NatsServer;
    beforeAll(async () => {
      server = await startNatsServer(program);
    });
    afterAll(() => server?.close());

    test('applies what timed out once it goes on, and the barrier tells', async () => {
      const log = openNatsLog(await server.connect('scheduler'), { ...place, ...timeouts });
      const bytes = new TextEncoder().encode('written while the server stood still');
      await server.pause();
      const outcome = await log.append(bytes, 0);
      expect(outcome.kind).toBe('unknown');
      server.goOn();
      expect(await log.append(new Uint8Array(), 0)).toEqual({ kind: 'refused' });
      expect((await log.read(1))?.bytes).toEqual(bytes);
    });

    test('is waited for no longer when it is killed: the append is unknown at once', async () => {
      const limits = { ...timeouts, appendTimeoutMs: 60_000 };
      const log = openNatsLog(await server.connect('scheduler'), { ...place, ...limits });
      const last = await log.lastSequence();
      await server.pause();
      const outcome = log.append(Uint8Array.of(1), last);
      await server.restart();
      expect(await outcome).toMatchObject({ kind: 'unknown' });
      await until('an append meets the server again', async () => {
        const { kind } = await log.append(Uint8Array.of(2), last);
        return kind !== 'unknown';
      });
      expect(await log.lastSequence()).toBe(last + 1);
    });

    test('keeps every acknowledged message when it is killed', async () => {
      const log = openNatsLog(await server.connect('scheduler'), { ...place, ...timeouts });
      let last = await log.lastSequence();
      for (let round = 0; round < 3; round++) {
        for (let i = 0; i < 50; i++) {
          const outcome = await log.append(Uint8Array.of(round, i), last);
          expect(outcome).toEqual({ kind: 'stored', sequence: ++last });
        }
        await server.restart();
        await until('the server answers again', async () => {
          const found = await log.lastSequence().catch(() => -1);
          return found === last;
        });
        expect((await log.read(last))?.bytes).toEqual(Uint8Array.of(round, 49));
      }
    });
  });
}
