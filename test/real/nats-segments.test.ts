import { test } from 'vitest';
import { logStreamName } from '../../shared/bus/subjects.ts';
import { openNatsSegments } from '../../shared/log/nats-segments.ts';
import { systemClock } from '../../shared/time/system-clock.ts';
import { segmentsSuite } from '../contract/segments-suite.ts';
import { cloudId, natsProgram, startNatsServer } from '../support/nats-server.ts';

const program = await natsProgram();

if (typeof program === 'string') {
  test.skip(`the log over its segments on a real nats-server: ${program}`, () => undefined);
} else {
  segmentsSuite(`on nats-server ${program.version}`, async () => {
    const server = await startNatsServer(program);
    const options = { clock: systemClock, cloudId, pollMs: 200, bytesMax: 16 * 1_048_576 };
    return {
      client: async () => openNatsSegments(await server.connect('scheduler'), options),
      async archiveFirst() {
        const setup = await server.connect('setup');
        await setup.request(`$JS.API.STREAM.DELETE.${logStreamName(cloudId, 1)}`);
      },
      close: () => server.close(),
    };
  });
}
