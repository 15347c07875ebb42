import { describe, expect, test } from 'vitest';
import { NoAnswer } from '../../shared/bus/bus.ts';
import { openNatsBus } from '../../shared/bus/nats-bus.ts';
import { subjectsOf } from '../../shared/bus/subjects.ts';
import { busSuite } from '../contract/bus-suite.ts';
import { cloudId, hostA, hostB, natsProgram, startNatsServer } from '../support/nats-server.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { until } from '../support/until.ts';

const program = await natsProgram();
const subjects = subjectsOf(cloudId);

if (typeof program === 'string') {
  test.skip(`the bus on a real nats-server: ${program}`, () => undefined);
} else {
  busSuite(`on nats-server ${program.version}`, async () => {
    const server = await startNatsServer(program);
    const proxy = await startTcpProxy(server.port);
    const connections = [
      await server.connect('scheduler', proxy.port),
      await server.connect('hostA'),
      await server.connect('hostB'),
    ] as const;
    return {
      scheduler: openNatsBus(connections[0]),
      agentA: openNatsBus(connections[1]),
      agentB: openNatsBus(connections[2]),
      subjects,
      hostA,
      hostB,
      settle: async () => void (await Promise.all(connections.map((one) => one.flush()))),
      interruptScheduler: async () => proxy.cut(),
      async close() {
        await server.close();
        await proxy.close();
      },
    };
  });

  describe(`the bus without nats-server ${program.version}`, () => {
    test('drops what is published while it is away, and talks again when it is back', async () => {
      const server = await startNatsServer(program);
      try {
        const bus = openNatsBus(await server.connect('hostA'));
        const heard: number[] = [];
        const scheduler = await server.connect('scheduler');
        openNatsBus(scheduler).subscribe(subjects.everyHello, ({ bytes }) => heard.push(bytes[0]!));
        let ups = 0;
        bus.onReconnect(() => (ups += 1));
        await scheduler.flush();
        const gone = server.stop();
        await until('the bus has noticed', async () => {
          const refusal = bus.request(subjects.hello(hostA), new Uint8Array(), 50);
          return refusal.then(
            () => false,
            (error: unknown) => error instanceof NoAnswer && /not connected/.test(error.message),
          );
        });
        await gone;
        for (let i = 0; i < 1_000; i++) bus.publish(subjects.hello(hostA), Uint8Array.of(1));
        await server.restart();
        await until('the agent is back', () => ups === 1);
        await until('a new hello is heard', () => {
          bus.publish(subjects.hello(hostA), Uint8Array.of(2));
          return heard.includes(2);
        });
        expect(heard).not.toContain(1);
      } finally {
        await server.close();
      }
    });
  });
}
