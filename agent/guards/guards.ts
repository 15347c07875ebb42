/**
 * The port of guards: the little the agent must not forget over a crash, written and made durable before the act that it
 * guards. The guard of a machine lies beside its disks, so that whoever has the disks has the record.
 */
import type { AgentMemory, Guard } from '../../shared/model/conversation.ts';

export interface Guards {
  /** Everything kept, or nothing on a new host. A file that cannot be read is an error: guessing could start a machine twice. */
  load(): Promise<{ readonly memory: AgentMemory | null; readonly guards: readonly Guard[] }>;
  /** Durable when it resolves. */
  writeMemory(memory: AgentMemory): Promise<void>;
  /** Durable when it resolves; replaces the machine's earlier guard. */
  write(guard: Guard): Promise<void>;
  /** Durable when it resolves; no error when there is none. */
  remove(machineId: string): Promise<void>;
}
