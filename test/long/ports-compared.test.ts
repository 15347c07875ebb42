/** The ports in memory, on which the simulator rests, against a real nats-server, for as long as it takes to be sure. */
import { expect, test } from 'vitest';
import { comparePorts } from '../contract/port-comparison.ts';
import { natsProgram } from '../support/nats-server.ts';
import { memoryWorld, natsWorld } from '../support/port-worlds.ts';

const program = await natsProgram();
const operations = 100_000;
const seed = Number(process.env['STRATUS_SIM_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

if (typeof program === 'string') {
  test.skip(`the ports in memory against a nats-server: ${program}`, () => undefined);
} else {
  test(`${operations} random operations from seed ${seed} give no difference`, async () => {
    const worlds = [memoryWorld(), await natsWorld(program)] as const;
    try {
      const { counts, differences } = await comparePorts(worlds, { operations, seed });
      console.log(`${operations} operations on memory and ${worlds[1].name}:`, counts);
      expect(differences).toEqual([]);
    } finally {
      for (const world of worlds) await world.close();
    }
  }, 3_600_000);
}
