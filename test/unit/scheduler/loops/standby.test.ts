/** A candidate reads along while it waits, so that a take-over does not begin at the first message of the log. */
import { expect, test } from 'vitest';
import { readLog } from '../../../../scheduler/loops/read-log.ts';
import { startStandby } from '../../../../scheduler/loops/standby.ts';
import type { Log } from '../../../../shared/log/log.ts';
import { createMemoryLog } from '../../../../shared/log/memory-log.ts';
import type { Event } from '../../../../shared/model/events.ts';
import { stateDigest } from '../../../../shared/model/state-digest.ts';
import { aClock, settled } from '../../../support/a-clock.ts';
import { cloudId, createLogWriter, genesis, hostId } from '../../../support/log-writer.ts';

const renamed = (name: string): Event[] => [{ type: 'hostRenamed', hostId, name }];

/** A log with some commits, a writer at its end, and a candidate's view of it that counts where it begins to read. */
async function aLog() {
  const clock = aClock();
  const log = createMemoryLog({ clock });
  const writer = createLogWriter(log);
  await writer.write(genesis);
  for (let i = 1; i <= 20; i++) await writer.write(renamed(`host-${i}`));
  const begins: number[] = [];
  const warnings: string[] = [];
  const counted: Log = {
    ...log,
    follow(from, onMessage) {
      begins.push(from);
      return log.follow(from, onMessage);
    },
  };
  const logger = {
    ...{ info: () => undefined, error: () => undefined },
    warn: (_facts: object, text: string) => void warnings.push(text),
  };
  return { clock, log, writer, begins, warnings, ports: { log: counted, logger } };
}

test('what came while it waited is in the fold, and the take-over reads only what came after that', async () => {
  const { writer, begins, ports } = await aLog();
  const standby = startStandby(ports, cloudId);
  await settled();
  await writer.write(renamed('attic'));
  await settled();
  const known = standby.end();
  expect(known?.position?.sequence).toBe(22);
  await writer.write(renamed('cellar'));
  await settled();
  expect(known?.position?.sequence).toBe(22);
  const fold = await readLog(ports, cloudId, known);
  expect(begins).toEqual([1, 22, 23]);
  expect(fold.state.hosts.get(hostId)?.name).toBe('cellar');
  expect(stateDigest(fold.state)).toBe(stateDigest(writer.fold.state));
});

test('a log that was rewritten meanwhile is read anew', async () => {
  const { log, begins, ports } = await aLog();
  const standby = startStandby(ports, cloudId);
  await settled();
  log.rewriteTail(1);
  const known = standby.end();
  expect(known?.position?.sequence).toBe(21);
  const fold = await readLog(ports, cloudId, known);
  expect(begins).toEqual([1, 22, 1]);
  expect(fold.position?.sequence).toBe(1);
  expect(fold.state.hosts.get(hostId)?.name).toBe('host-1');
});

test('a candidate that cannot read the log says so, and has nothing', async () => {
  const { log, warnings, ports } = await aLog();
  log.setAvailable(false);
  const standby = startStandby(ports, cloudId);
  await settled();
  expect(standby.end()).toBeNull();
  expect(warnings).toEqual(['a candidate does not read along; its take-over takes longer']);
});
