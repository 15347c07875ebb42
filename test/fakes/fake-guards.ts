/**
 * Guards in memory: what was written survives the agent, byte for byte in the form of the real files. Each write may be told
 * to a witness; a crash before or after it is the business of whoever stands between the agent and this port.
 */
import type { Guards } from '../../agent/guards/guards.ts';
import type { AgentMemory, Guard } from '../../shared/model/conversation.ts';
import { agentMemoryMessage, guardMessage } from '../../shared/wire/conversation.ts';

export interface FakeGuards extends Guards {
  /** What is durable now. */
  kept(): ReadonlyMap<string, Guard>;
  memory(): AgentMemory | null;
}

export interface GuardsWitness {
  onWrite?(guard: Guard, before: Guard | null): void;
  onRemove?(before: Guard): void;
  onMemory?(memory: AgentMemory, before: AgentMemory | null): void;
}

export function fakeGuards(witness: GuardsWitness = {}): FakeGuards {
  const files = new Map<string, Uint8Array>();
  const guards = new Map<string, Guard>();
  let memoryFile: Uint8Array | null = null;
  const memory = (): AgentMemory | null => memoryFile && agentMemoryMessage.decode(memoryFile);

  return {
    kept: () => guards,
    memory,
    async load() {
      return { memory: memory(), guards: [...files.values()].map(guardMessage.decode) };
    },
    async writeMemory(next) {
      const before = memory();
      memoryFile = agentMemoryMessage.encode(next);
      witness.onMemory?.(next, before);
    },
    async write(guard) {
      const { machineId } = guard.order;
      const before = guards.get(machineId) ?? null;
      files.set(machineId, guardMessage.encode(guard));
      guards.set(machineId, guard);
      witness.onWrite?.(guard, before);
    },
    async remove(machineId) {
      const before = guards.get(machineId);
      files.delete(machineId);
      guards.delete(machineId);
      if (before) witness.onRemove?.(before);
    },
  };
}
