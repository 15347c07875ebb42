/**
 * The state of a cloud: the fold of its events. Mutable and owned by whoever folds; everybody else reads it.
 * What can be derived in O(1) while folding (promises of a host, names in use) is kept here, nothing else is.
 */
import type { HostDeclaration, MachineSpec, Network, SiteSettings } from './events.ts';
import type { ContextReference, Desired, NetworkClass, Nic } from './machine-record.ts';
import type { Reason, WaitReason } from './reasons.ts';
import type { Counters, EvidenceFile, MachineState, Position } from './words.ts';

export interface Machine {
  readonly spec: MachineSpec;
  /** Account id of who asked for it. */
  readonly createdBy: string;
  readonly createdAtMs: number;
  state: MachineState;
  /** Why it is in this state, where that needs a reason: stopped, unknown, failed. */
  reason: Reason | null;
  /** The sentence that goes with a failure. */
  message: string;
  /** Commit time of the last change of state. */
  sinceMs: number;
  /** Why it waits, while it is pending. */
  waiting: WaitReason | null;
  /** Of the last order; 0: none yet. */
  generation: number;
  desired: Desired;
  /** `shutdown`: when it is off, its end is ordered. */
  thenGone: boolean;
  hostId: string | null;
  /** Its resources are promised on its host. */
  promised: boolean;
  nics: Nic[];
  context: ContextReference | null;
  /** Sequence of the commit that holds the last order. */
  orderedAt: number;
  /** Sums over all runs that have ended. */
  counters: Counters;
  /** The figures of the present run are in `counters`: they are told again with its end. */
  counted: boolean;
  /** Done without its host's word; the order for its end is kept until the host says `gone`. */
  givenUp: boolean;
}

export interface Host {
  readonly hostId: string;
  name: string;
  enabled: boolean;
  /** Why it is disabled. */
  why: string;
  readonly joinedAtMs: number;
  /** What it said of itself last; null until its agent has spoken. */
  declared: HostDeclaration | null;
  /** Sum over machines placed on it and evidence kept on it. */
  promised: { cpuHundredths: number; memoryMiB: number; diskMiB: number };
  /** Machines placed on it, those whose evidence it keeps, and those given up whose end it has not confirmed. */
  readonly machines: Set<string>;
  /** nkey of its agent; empty: its identity is placed by the starter. */
  readonly publicKey: string;
  /** It belongs to the cloud no more; its id is never used again. */
  removed: { readonly why: string; readonly atMs: number } | null;
  /** The first step of a confirmation that it is down. */
  downAsked: DownAsked | null;
  /** The last confirmation that it is down; null: none since it was enabled last. */
  downConfirmed: DownConfirmed | null;
  /** Whoever speaks for it alone is taken with whatever hypervisor and storage it declares, until it has declared them. */
  rebound: boolean;
  /** Since a recovery of the log nobody has asked it what it holds: it gets no order, and may use any free address. */
  awaited: boolean;
  /** What it had been shown before the recovery that put into the log what it holds; null: nothing. */
  replaces: Position | null;
  /** A copy of it was heard beside it, and no administrator said since which is the host. */
  cloned: { readonly atMs: number; readonly bootId: string } | null;
}

export interface DownAsked {
  readonly why: string;
  readonly word: string;
  readonly expiresAtMs: number;
}

export interface DownConfirmed {
  readonly why: string;
  /** Account id of who confirmed it. */
  readonly confirmedBy: string;
  readonly atMs: number;
  /** The kernel's boot id that it had declared last; empty: it never spoke. */
  readonly bootId: string;
  /** When it spoke again, and with which boot id; null: not yet. */
  readonly returned: { readonly atMs: number; readonly bootId: string } | null;
}

/** A token with which one host may join. */
export interface HostOffer {
  readonly tokenDigest: string;
  readonly name: string;
  readonly expiresAtMs: number;
  /** The host that used it up; empty: none yet. */
  usedBy: string;
}

export interface Lease {
  readonly address: number;
  /** The machine that has it; null: released, resting or suspect. */
  machineId: string | null;
  /** Not leased again before; commit time in ms. */
  restsUntilMs: number;
  /** Somebody foreign answered for it. */
  suspect: boolean;
}

export interface Evidence {
  readonly machineId: string;
  readonly hostId: string;
  readonly generation: number;
  readonly files: readonly EvidenceFile[];
  readonly reservedMiB: number;
  readonly keptAtMs: number;
  readonly purgeNotBeforeMs: number;
  /** Hexadecimal; empty: not hashed yet. */
  digest: string;
  /** Why it is held; null: not held. */
  held: string | null;
  purgeOrderedAt: number;
  purged: boolean;
}

/** What is remembered of a request with an idempotency key. */
export interface KeptKey {
  readonly requestDigest: string;
  readonly cursor: string;
  readonly machineIds: readonly string[];
  readonly timeMs: number;
}

export interface State {
  cloudId: string;
  logId: string;
  /** First two bytes of every MAC, hexadecimal. */
  macPrefix: string;
  term: number;
  /** Time of the last commit; never goes back. */
  timeMs: number;
  /** Sequence of the last commit applied. */
  sequence: number;
  sealed: boolean;
  /** Until a recovery of the log has ended nothing is ordered, leased or purged; null: all is well. */
  recovery: 'needed' | 'underWay' | null;
  site: SiteSettings | null;
  nextLabel: number;
  readonly networks: Map<NetworkClass, Network>;
  readonly machines: Map<string, Machine>;
  readonly machineByLabel: Map<number, string>;
  /** `<project>/<name>` -> machine that is not final. */
  readonly machineByName: Map<string, string>;
  readonly hosts: Map<string, Host>;
  /** By the digest of the token; those that expired a day ago are dropped. */
  readonly offers: Map<string, HostOffer>;
  readonly leases: Map<number, Lease>;
  readonly evidence: Map<string, Evidence>;
  /** `<actor>/<key>`, in order of commit time. */
  readonly keys: Map<string, KeptKey>;
  /** Cursor of the last event of each project, and under `*` of all of them. */
  readonly lastCursors: Map<string, string>;
}

/** The settings by which promises are made. */
export type SiteView = Pick<
  SiteSettings,
  'cpuOvercommitPercent' | 'memoryReservedMiB' | 'diskReservedMiB'
>;

export function emptyState(): State {
  return {
    ...{ cloudId: '', logId: '', macPrefix: '', term: 0, timeMs: 0, sequence: 0, sealed: false },
    ...{ recovery: null, site: null, nextLabel: 1 },
    networks: new Map(),
    machines: new Map(),
    machineByLabel: new Map(),
    machineByName: new Map(),
    hosts: new Map(),
    offers: new Map(),
    leases: new Map(),
    evidence: new Map(),
    keys: new Map(),
    lastCursors: new Map(),
  };
}

export const noCounters: Counters = {
  ...{ cpuTimeMs: 0, diskReadBytes: 0, diskWriteBytes: 0, netReceiveBytes: 0, netSendBytes: 0 },
};
