/** The API and the real scheduler on ports in memory, so that what one asks the other answers. */
import pino from 'pino';
import { createScheduler } from '../../scheduler/scheduler.ts';
import { siteWish } from '../../scheduler/config.ts';
import { systemRandom } from '../../shared/base/random.ts';
import type { Log } from '../../shared/log/log.ts';
import { systemClock } from '../../shared/time/system-clock.ts';
import { aCloudKey, memoryPorts, startApiOn } from './an-api.ts';
import { cloudId } from './log-writer.ts';
import { oneSegment } from './one-segment.ts';

const range = { cidr: '10.77.9.0/28', first: '10.77.9.2', last: '10.77.9.14' };
/** One network of 13 addresses, everything else as a site is without a wish of its own. */
export const aSite = siteWish({ networks: [{ class: 'public', gateway: '10.77.9.1', ...range }] });

/** `prepare` writes what the log begins with; resolves when the scheduler leads. */
export async function startApiWithScheduler(prepare: (log: Log) => Promise<unknown>, site = aSite) {
  const { log, vault, hub } = memoryPorts();
  await prepare(log);
  const scheduler = createScheduler(
    {
      ...{ log: oneSegment(log.client('scheduler'), systemClock), vault },
      bus: hub.client('scheduler'),
      ...{ clock: systemClock, random: systemRandom, logger: pino({ level: 'silent' }) },
    },
    { cloudId, cloudKey: aCloudKey, site },
  );
  await new Promise<void>((resolve) => void scheduler.run(() => resolve()));
  const api = await startApiOn({ log, vault, hub });
  return {
    ...api,
    hub,
    async stop(): Promise<void> {
      scheduler.stop();
      await api.stop();
    },
  };
}

export type ApiWithScheduler = Awaited<ReturnType<typeof startApiWithScheduler>>;
