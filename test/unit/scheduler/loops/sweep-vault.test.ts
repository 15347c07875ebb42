/** Which records of the vault are swept: those of machines that are gone, and orphans after an hour. */
import { expect, test } from 'vitest';
import { orphanAfterMs, sweepVault } from '../../../../scheduler/loops/sweep-vault.ts';
import { vaultId } from '../../../../scheduler/loops/user-contexts.ts';
import { machineIdOf } from '../../../support/a-cloud.ts';
import { aLeading } from '../../../support/a-leading.ts';

async function aVault() {
  const bench = aLeading();
  const living = bench.cloud.machine(bench.cloud.run()).spec.machineId;
  const name = bench.cloud.run();
  const ended = bench.cloud.machine(name).spec.machineId;
  bench.cloud.ask({ kind: 'kill', machines: [name] });
  bench.cloud.report(ended, 'gone');
  const orphan = machineIdOf(77);
  for (const id of [living, ended, orphan]) await bench.vault.put(vaultId(id), Uint8Array.of(1));
  const left = async (): Promise<string[]> => {
    await sweepVault(bench.leading);
    const kept = (await bench.vault.list()).map(({ machineId }) => machineId);
    return ['living', 'ended', 'orphan'].filter((_what, i) =>
      kept.includes(vaultId([living, ended, orphan][i]!)),
    );
  };
  return { bench, left };
}

test('what ended goes at once, an orphan after an hour, what lives stays', async () => {
  const { bench, left } = await aVault();
  expect(await left()).toEqual(['living', 'orphan']);
  await bench.clock.pass(orphanAfterMs);
  expect(await left()).toEqual(['living', 'orphan']);
  await bench.clock.pass(1);
  expect(await left()).toEqual(['living']);
});

test('a leader that has been overtaken sweeps nothing', async () => {
  const { bench, left } = await aVault();
  bench.leading.log.lastSequence = () => Promise.resolve(bench.position.sequence + 1);
  expect(await left()).toEqual(['living', 'ended', 'orphan']);
});
