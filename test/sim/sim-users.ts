/** Who asks in a simulated history: an administrator, and users of two projects, each of whom tries what is another's now and then. */
import { createSimClient } from './sim-client.ts';
import type { SimActor, SimClient } from './sim-client.ts';
import type { SimWorld } from './sim-world.ts';

export const simActors = {
  admin: { actor: 'admin', projectId: 'p1', administrator: true },
  anna: { actor: 'anna', projectId: 'p1', administrator: false },
  bert: { actor: 'bert', projectId: 'p2', administrator: false },
} as const satisfies Record<string, SimActor>;

/** The administrator first. */
export function createUsers(world: SimWorld): SimClient[] {
  const { admin, anna, bert } = simActors;
  return [
    createSimClient(world, 'client-a', admin),
    createSimClient(world, 'client-b', anna),
    createSimClient(world, 'client-c', bert),
  ];
}
