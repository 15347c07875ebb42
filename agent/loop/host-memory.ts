/**
 * What the agent holds: its own memory and the guard of each machine, in memory and on disk. Nothing is seen here before
 * it is durable.
 */
import type { AgentMemory, Guard } from '../../shared/model/conversation.ts';
import type { Held } from '../../shared/model/digests.ts';
import type { Guards } from '../guards/guards.ts';

export interface HostMemory {
  memory(): AgentMemory;
  guards(): ReadonlyMap<string, Guard>;
  writeMemory(memory: AgentMemory): Promise<void>;
  /**
   * Changes the guard of one machine, after all changes of it that were asked for before: `edit` sees the newest. It gives
   * the new guard, or null to forget the machine; the same guard changes nothing. Rejects with what `edit` throws.
   */
  change(machineId: string, edit: (guard: Guard | undefined) => Guard | null): Promise<void>;
  /** For the digest of what is held; `purges`: machines whose purge was ordered. */
  held(purges: { has(machineId: string): boolean }): Held[];
}

/** Who the agent is, for a host that keeps nothing yet. */
export type Identity = Pick<AgentMemory, 'cloudId' | 'hostId' | 'hypervisorUuid' | 'storageId'>;

/** The disks or the hypervisor of this host are not those the agent was started on first. */
export class WrongHost extends Error {
  override readonly name = 'WrongHost';
  readonly code = 'wrongHost';
}

/** Throws `WrongHost` when what is kept belongs to another cloud or host. */
export async function openHostMemory(guards: Guards, identity: Identity): Promise<HostMemory> {
  const kept = await guards.load();
  let memory: AgentMemory = kept.memory ?? { ...identity, position: null, term: 0 };
  for (const field of ['cloudId', 'hostId'] as const) {
    if (memory[field] !== identity[field]) {
      throw new WrongHost(
        `this storage directory belongs to ${field} ${memory[field]}, the agent is configured for ${identity[field]}; give it a directory of its own`,
      );
    }
  }
  if (!kept.memory) await guards.writeMemory(memory);
  const byMachine = new Map(kept.guards.map((guard) => [guard.order.machineId, guard]));
  const turns = new Map<string, Promise<void>>();

  async function keep(
    machineId: string,
    edit: (guard: Guard | undefined) => Guard | null,
  ): Promise<void> {
    const known = byMachine.get(machineId);
    const next = edit(known);
    if (next === (known ?? null)) return;
    if (next === null) {
      await guards.remove(machineId);
      byMachine.delete(machineId);
    } else {
      await guards.write(next);
      byMachine.set(machineId, next);
    }
  }

  return {
    memory: () => memory,
    guards: () => byMachine,
    async writeMemory(next) {
      await guards.writeMemory(next);
      memory = next;
    },
    change(machineId, edit) {
      const turn = (turns.get(machineId) ?? Promise.resolve())
        .catch(() => undefined)
        .then(() => keep(machineId, edit));
      turns.set(machineId, turn);
      return turn;
    },
    held: (purges) =>
      [...byMachine.values()].map(({ order, purgeIntended, purged }) => ({
        machineId: order.machineId,
        generation: order.generation,
        purge: purgeIntended || purged || purges.has(order.machineId),
      })),
  };
}
