/** A bundle of the simulator with a process for each core that plays it, for as long as somebody uses them. */
import { availableParallelism } from 'node:os';
import { bundleSimulator } from './bundle.ts';
import type { Alteration } from './bundle.ts';
import { openPool } from './pool.ts';
import type { Pool } from './pool.ts';

export async function withPool<Value>(
  altered: Alteration | null,
  use: (pool: Pool) => Promise<Value>,
): Promise<Value> {
  const bundle = await bundleSimulator(altered);
  const pool = openPool(bundle.worker, availableParallelism());
  try {
    return await use(pool);
  } finally {
    pool.end();
    await bundle.remove();
  }
}
