/**
 * Which orders does a host take? Only those of its own cloud, meant for this start of its agent, from a leader whose term
 * and position are not behind what the host was shown before, and for each machine only a higher generation. Absence
 * from a set orders nothing. Too many ends at once wait, unless they were meant.
 *
 * A recovered log has a greater id than the one it replaces, and a term and sequences of its own. It is taken only when it
 * goes on from just what this host was shown, so when what the host holds is in it (decisions 59).
 */
import type {
  AgentMemory,
  Forget,
  Guard,
  PurgeOrder,
  Wanted,
} from '../../shared/model/conversation.ts';
import type { MachineRecord } from '../../shared/model/machine-record.ts';
import type { Position } from '../../shared/model/words.ts';

export interface HostMind {
  readonly memory: AgentMemory;
  readonly nonce: string;
  readonly guards: ReadonlyMap<string, Guard>;
  readonly purges: ReadonlyMap<string, PurgeOrder>;
  /** Ends that were accepted within the last minute. */
  readonly recentEnds: number;
}

export type Acceptance =
  | { readonly kind: 'ignored'; readonly why: string }
  | {
      readonly kind: 'taken';
      readonly memory: AgentMemory;
      /** To be written into the guards (`withOrder`) before anything is done about them. */
      readonly orders: readonly MachineRecord[];
      readonly purges: readonly PurgeOrder[];
      readonly forgets: readonly Forget[];
      /** Ends that wait, because too many came within a minute. */
      readonly heldBack: readonly MachineRecord[];
      readonly ends: number;
    };

/** More ends than this within a minute wait: five, or a fifth of the host's machines. */
export function endsAtOnceMax(machines: number): number {
  return Math.max(5, Math.floor(machines / 5));
}

/** `pages` are all pages of one set. */
export function acceptOrders(mind: HostMind, pages: readonly Wanted[]): Acceptance {
  const first = pages[0];
  const why = first
    ? (pages.map((page) => whyNot(mind, page)).find(Boolean) ?? null)
    : 'it is empty';
  if (!first || why !== null) return { kind: 'ignored', why: why ?? '' };
  const machines = pages.flatMap((page) => page.machines);
  const known = mind.memory.position;
  const newer =
    known === null ||
    first.position.logId !== known.logId ||
    first.position.sequence > known.sequence;
  const memory = { ...mind.memory, term: first.term, position: newer ? first.position : known };
  const split = splitEnds(mind, machines, first.bulk);
  return {
    ...{ kind: 'taken', memory, heldBack: split.heldBack, ends: split.ends },
    orders: split.taken,
    purges: pages.flatMap((page) => page.purges).filter((purge) => mayPurge(mind, purge)),
    forgets: pages
      .flatMap((page) => page.forgets)
      .filter((forget) => mayForget(mind.guards.get(forget.machineId), forget)),
  };
}

/** The guard of a machine with an order that may be newer; what guards an act of an older generation stays. */
export function withOrder(old: Guard | undefined, order: MachineRecord): Guard {
  if (old && old.order.generation >= order.generation) return old;
  if (old) return { ...old, order };
  return {
    ...{
      order,
      startedGeneration: 0,
      startedBootId: '',
      goneGeneration: 0,
      failure: null,
      evidence: [],
    },
    ...{ seal: '', keptForMs: 0, purgeIntended: false, purged: false, stoppedReason: null },
    ...{ counters: null, stopAskedGeneration: 0 },
  };
}

/**
 * The guard of a machine that is on this host though nothing is known of it. A guard is written before the first file, so one
 * was lost: the machine counts as started under this generation, is never started by it, and what it left is evidence.
 */
export function withLostGuard(order: MachineRecord): Guard {
  return { ...withOrder(undefined, order), startedGeneration: order.generation };
}

function whyNot({ memory, nonce }: HostMind, wanted: Wanted): string | null {
  if (wanted.cloudId !== memory.cloudId)
    return `it is of cloud ${wanted.cloudId}, this host belongs to cloud ${memory.cloudId}`;
  if (wanted.hostId !== memory.hostId) return `it is for host ${wanted.hostId}`;
  if (wanted.nonce !== nonce) return 'it answers another start of this agent';
  if (memory.position && wanted.position.logId !== memory.position.logId)
    return whyNotRecovered(memory.position, wanted);
  return whyBehind(memory, wanted);
}

/** What an overtaken leader sends, or what was long on its way. A late set could bring back a machine that was forgotten since. */
function whyBehind({ term, position }: AgentMemory, wanted: Wanted): string | null {
  if (wanted.term < term) return `its term ${wanted.term} is behind ${term}`;
  if (position && wanted.position.sequence < position.sequence)
    return `its position ${wanted.position.sequence} is behind ${position.sequence}, which this host was shown`;
  return null;
}

/** Another log, so only one that an administrator recovered, and that knows all this host was shown. */
function whyNotRecovered(known: Position, { position, replaces }: Wanted): string | null {
  if (position.logId < known.logId) return `it is of an older log, ${position.logId}`;
  if (replaces?.logId !== known.logId)
    return `it is of another log, ${position.logId}, which does not go on from the one this host was shown`;
  const isBehind =
    replaces.sequence < known.sequence ||
    (replaces.sequence === known.sequence && replaces.hash !== known.hash);
  if (isBehind)
    return `it is of log ${position.logId}, which goes on from ${replaces.sequence}; this host was shown ${known.sequence}`;
  return null;
}

function splitEnds(mind: HostMind, machines: readonly MachineRecord[], bulk: boolean) {
  const taken: MachineRecord[] = [];
  const heldBack: MachineRecord[] = [];
  const room = endsAtOnceMax(mind.guards.size) - mind.recentEnds;
  let ends = 0;
  for (const record of machines) {
    const known = mind.guards.get(record.machineId);
    if (known && record.generation <= known.order.generation) continue;
    const isEnd = record.desired !== 'running' && known?.order.desired === 'running';
    if (isEnd && !bulk && ends >= room) heldBack.push(record);
    else taken.push(record);
    if (isEnd && (bulk || ends < room)) ends += 1;
  }
  return { taken, heldBack, ends };
}

function mayPurge({ guards }: HostMind, { machineId }: PurgeOrder): boolean {
  const guard = guards.get(machineId);
  return guard !== undefined && isGone(guard);
}

/** A tombstone goes only when nothing that it guards is left. */
export function mayForget(guard: Guard | undefined, { generation }: Forget): boolean {
  if (!guard || guard.order.generation > generation) return false;
  const nothingKept = guard.evidence.length === 0 || guard.purged;
  return (isGone(guard) && nothingKept) || guard.failure?.generation === guard.order.generation;
}

function isGone(guard: Guard): boolean {
  return guard.goneGeneration === guard.order.generation;
}
