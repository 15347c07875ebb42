/** What a scheduler does to the log when it takes over with a clock that is wrong. */
import { expect, test } from 'vitest';
import { takeOver } from '../../../../scheduler/loops/take-over.ts';
import { createMemoryBusHub } from '../../../../shared/bus/memory-bus.ts';
import { createMemoryLog } from '../../../../shared/log/memory-log.ts';
import { createMemoryVault } from '../../../../shared/log/memory-vault.ts';
import { decodeCommit } from '../../../../shared/wire/commit.ts';
import { simRandom } from '../../../sim/sim-random.ts';
import { aClock, settled } from '../../../support/a-clock.ts';
import { cloudId, createLogWriter, genesis } from '../../../support/log-writer.ts';
import { oneSegment } from '../../../support/one-segment.ts';

const tenYearsMs = 10 * 365 * 86_400_000;
const nothing = (): void => undefined;

async function takenOverWithClockOff(byMs: number) {
  const clock = aClock();
  const log = createMemoryLog({ clock });
  await createLogWriter(log, clock.now() - 10_000).write(genesis, { actor: 'system' });
  const taking = takeOver({
    ports: {
      log: oneSegment(log, clock),
      ...{ vault: createMemoryVault({ clock }), random: simRandom(1) },
      ...{ bus: createMemoryBusHub({ clock }).client('scheduler') },
      clock: { ...clock, now: () => clock.now() + byMs },
      logger: { info: nothing, warn: nothing, error: nothing },
    },
    ...{ cloudId, writer: 'a'.repeat(32), site: null },
    ...{ onCommitted: nothing, onDown: nothing },
  });
  const outcome = taking.then(
    () => 'leads',
    (error: Error) => error.message,
  );
  await settled();
  await clock.pass(100);
  const times = log.messages().map(({ bytes }) => decodeCommit(bytes).timeMs - clock.now());
  return { outcome: await outcome, newestMs: times.at(-1) ?? 0, commits: times.length };
}

test('a clock ten years ahead does not lead, and moves the time of the log by nothing', async () => {
  const { outcome, newestMs, commits } = await takenOverWithClockOff(tenYearsMs);
  expect(outcome).toMatch(/the clock of this scheduler is \d+ s off from the log server's/);
  expect(commits).toBe(2);
  expect(newestMs).toBeLessThan(0);
});

test('a clock that is right leads', async () => {
  expect((await takenOverWithClockOff(1_000)).outcome).toBe('leads');
});
