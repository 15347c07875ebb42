import { expect, test } from 'vitest';
import { aRunningMachine } from '../../../support/a-worker.ts';

test.each([
  ['is not burned again for a further start', '_STRATUSLAB', 0],
  ['is burned again under another label', 'cidata', 1],
] as const)('a context medium %s', async (_what, volumeLabel, times) => {
  const bench = await aRunningMachine();
  const { digest } = bench.guard().order.context;
  let burns = 0;
  const { burnContext } = bench.disks;
  bench.disks.burnContext = (...given) => {
    burns += 1;
    return burnContext(...given);
  };
  bench.host.haltInside(bench.machineId);
  await bench.order({ generation: 2, context: { digest, volumeLabel } });
  await bench.clock.pass(30_000);
  expect(bench.host.census.starts(bench.machineId)).toBe(2);
  expect(burns).toBe(times);
});
