/** The ports in memory, on which the simulator rests, against a real nats-server: the same random operations on both. */
import { expect, test } from 'vitest';
import { comparePorts } from '../contract/port-comparison.ts';
import { natsProgram } from './nats-server.ts';
import { memoryWorld, natsWorld } from './port-worlds.ts';

const mostMs = 3_600_000;

/** `STRATUS_SIM_SEED` has the operations of that seed again. */
export async function portsCompared(operations: number): Promise<void> {
  const program = await natsProgram();
  const seed = Number(process.env['STRATUS_SIM_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  if (typeof program === 'string') {
    test.skip(`the ports in memory against a nats-server: ${program}`, () => undefined);
    return;
  }
  const title = `${operations} random operations from seed ${seed} give no difference`;
  test(
    title,
    async () => {
      const worlds = [memoryWorld(), await natsWorld(program)] as const;
      try {
        const { counts, differences } = await comparePorts(worlds, { operations, seed });
        console.log(`${operations} operations on memory and ${worlds[1].name}:`, counts);
        expect(differences).toEqual([]);
      } finally {
        for (const world of worlds) await world.close();
      }
    },
    mostMs,
  );
}
