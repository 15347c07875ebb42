/**
 * What scheduler and agents say to each other. It may be lost, doubled or reordered at any point: nothing follows
 * from silence or absence, and two digests show what was lost (proto/v1/agent.proto has every field's meaning).
 */
import type { MachineRecord } from './machine-record.ts';
import type { Reason } from './reasons.ts';
import type { Attributes, Counters, EvidenceFile, Position, Resources } from './words.ts';

/** Measurements of a host; never in the log. */
export interface Load {
  readonly cpuUsedHundredths: number;
  readonly memoryUsedMiB: number;
  readonly diskFreeMiB: number;
  readonly netReceiveBytes: number;
  readonly netSendBytes: number;
  readonly foreignCpuHundredths: number;
  readonly foreignMemoryMiB: number;
}

/** How busy a machine was between the last two counts; never in the log. */
export interface MachineUse {
  readonly machineId: string;
  /** Hundredths of a core. */
  readonly cpuUsedHundredths: number;
}

export interface Hello {
  readonly cloudId: string;
  readonly hostId: string;
  /** Random for each start of the agent. */
  readonly nonce: string;
  readonly bootId: string;
  readonly hypervisorUuid: string;
  readonly storageId: string;
  /** The highest position of the log that this host was ever shown. */
  readonly position: Position | null;
  readonly term: number;
  readonly heldDigest: string;
  readonly observedDigest: string;
  readonly clockMs: number;
  readonly capacity: Resources;
  readonly attributes: Attributes;
  readonly load: Load;
  /** Of the machines that were counted at least twice. */
  readonly uses: readonly MachineUse[];
  readonly hypervisorAvailable: boolean;
  readonly name: string;
  readonly version: string;
}

export type Phase =
  | 'preparing'
  | 'starting'
  | 'running'
  | 'stopping'
  | 'stopped'
  | 'vanished'
  | 'failed'
  | 'ending'
  | 'gone'
  | 'waiting';

/** What a host sees of one machine that it holds a record of. */
export interface MachineReport {
  readonly machineId: string;
  readonly generation: number;
  /** The last generation that was started; 0: none. */
  readonly startedGeneration: number;
  readonly phase: Phase;
  readonly reason: Reason | null;
  readonly message: string;
  readonly doneBytes: number;
  /** 0: not known. */
  readonly totalBytes: number;
  readonly counters: Counters | null;
  /** Phase `gone`: what is in quarantine; none when nothing had run. */
  readonly evidence: readonly EvidenceFile[];
}

export interface EvidenceReport {
  readonly machineId: string;
  readonly phase: 'kept' | 'sealed' | 'purged';
  /** Hexadecimal; empty unless sealed. */
  readonly digest: string;
}

/** A page of everything a host holds and sees. */
export interface Report {
  readonly cloudId: string;
  readonly hostId: string;
  readonly nonce: string;
  readonly setId: string;
  readonly page: number;
  readonly pages: number;
  readonly observed: 'complete' | 'unavailable';
  readonly machines: readonly MachineReport[];
  readonly evidence: readonly EvidenceReport[];
  readonly observedDigest: string;
  /** Counts up for each start of the agent: an older report is not used. */
  readonly number: number;
}

/** Evidence whose window is over and that nobody holds. */
export interface PurgeOrder {
  readonly machineId: string;
  /** The agent's own elapsed time since it kept the evidence must be at least this. */
  readonly keptAtLeastMs: number;
  readonly orderedAt: number;
}

export interface Forget {
  readonly machineId: string;
  readonly generation: number;
}

/** A page of orders for one host. Absence from it starts and stops nothing. */
export interface Wanted {
  readonly cloudId: string;
  readonly hostId: string;
  /** The agent's start that it answers. */
  readonly nonce: string;
  readonly term: number;
  readonly position: Position;
  readonly setId: string;
  readonly page: number;
  readonly pages: number;
  readonly machines: readonly MachineRecord[];
  readonly purges: readonly PurgeOrder[];
  readonly forgets: readonly Forget[];
  /** Many machines are to stop at once, and that is meant. */
  readonly bulk: boolean;
  /** All orders of the host, not only those that changed; even so absence from it means nothing. */
  readonly whole: boolean;
  /** After a recovery: what the host had been shown before, which this log goes on from; null: there was none. */
  readonly replaces: Position | null;
}

export type Ask = { readonly cloudId: string; readonly nonce: string } & (
  | { readonly question: 'report' }
  | { readonly question: 'hello' }
  | { readonly question: 'console'; readonly machineId: string; readonly fromByte: number }
  /** `afterMachineId`: the last machine that was told; empty: from the beginning. */
  | { readonly question: 'inventory'; readonly afterMachineId: string }
);

export interface ConsoleAnswer {
  readonly content: Uint8Array;
  readonly nextByte: number;
  readonly known: boolean;
}

export interface ContextAsk {
  readonly cloudId: string;
  readonly machineId: string;
  readonly digest: string;
}

export interface ContextAnswer {
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly reason: Reason | null;
  readonly message: string;
}

/** What the agent keeps on disk for one machine, written before the act that it guards. */
export interface Guard {
  /** The highest order accepted. */
  readonly order: MachineRecord;
  /** Written before the domain starts; 0: never. */
  readonly startedGeneration: number;
  /** The kernel's boot id at that start; empty: never started. */
  readonly startedBootId: string;
  /** Tombstone; 0: none. */
  readonly goneGeneration: number;
  /** Why the preparation of a generation failed; its files are removed. */
  readonly failure: {
    readonly generation: number;
    readonly reason: Reason;
    readonly message: string;
  } | null;
  readonly evidence: readonly EvidenceFile[];
  /** Digest of the sealed evidence, hexadecimal; empty: not hashed yet. */
  readonly seal: string;
  /** Elapsed time counted since the evidence was kept. */
  readonly keptForMs: number;
  readonly purgeIntended: boolean;
  readonly purged: boolean;
  readonly stoppedReason: Reason | null;
  readonly counters: Counters | null;
  /** The generation for which a power-off was asked; 0: none. */
  readonly stopAskedGeneration: number;
}

/** What a host holds of one machine, as a lost log is rebuilt from it. */
export interface InventoryItem {
  readonly guard: Guard;
  readonly report: MachineReport;
  /** A purge of its evidence was ordered. */
  readonly purgeOrdered: boolean;
}

/** A page of all that a host holds. */
export interface InventoryAnswer {
  /** Of the agent's start. */
  readonly nonce: string;
  readonly position: Position | null;
  /** The hypervisor and the disks were looked at; else nothing is told. */
  readonly available: boolean;
  /** In the order of their ids. */
  readonly items: readonly InventoryItem[];
  /** Ask again after the last one. */
  readonly more: boolean;
  /** Machines that are on the host by domain or disks and of which it keeps no record. */
  readonly unguarded: readonly string[];
}

/** What the agent keeps for itself: whom it obeys and the highest it was shown. */
export interface AgentMemory {
  readonly cloudId: string;
  readonly hostId: string;
  readonly position: Position | null;
  readonly term: number;
  readonly hypervisorUuid: string;
  readonly storageId: string;
}

/** The leader is alive, and how its hosts stand with it. */
export interface Beat {
  readonly cloudId: string;
  readonly term: number;
  readonly writer: string;
  readonly position: Position;
  readonly hosts: readonly HostNote[];
  /** Why nothing is ordered, leased or purged; empty: all is well. */
  readonly frozen: string;
}

export interface HostNote {
  readonly hostId: string;
  /** Bound, and spoke lately. */
  readonly heard: boolean;
  /** Two live agents claim this identity. */
  readonly conflict: boolean;
  readonly heardAtMs: number;
  /** Why it gets no work; empty: none. */
  readonly trouble: string;
}
