/**
 * What the API asks of the leading scheduler, and its answers (proto/v1/command.proto has every field's meaning).
 */
import type { Entry, Event } from './events.ts';
import type { ImageSource, NetworkClass } from './machine-record.ts';
import type { Reason, Refusal } from './reasons.ts';
import type { HostRestart, Policy, VolumeLabel } from './words.ts';

export interface RunRequest {
  /** UUIDs chosen by the API; their context is in the vault already. 1 to 256. */
  readonly machineIds: readonly string[];
  readonly name: string;
  readonly type: string;
  readonly vcpus: number | null;
  readonly cpuHundredths: number | null;
  readonly memoryMiB: number | null;
  readonly swapMiB: number | null;
  /** 0: no scratch disk. */
  readonly volatileMiB: number;
  readonly rootDiskMiB: number | null;
  readonly image: ImageSource;
  readonly networkClass: NetworkClass;
  readonly address: number | null;
  readonly requirements: string;
  readonly rank: string;
  readonly policy: Policy | null;
  readonly onHostRestart: HostRestart;
  readonly volumeLabel: VolumeLabel;
}

/** Machines by UUID, label or name. */
export interface MachineAction {
  readonly machines: readonly string[];
}

export interface EvidenceAction {
  readonly machine: string;
  readonly why: string;
}

/** A host by id or name. */
export interface HostAction {
  readonly host: string;
  readonly why: string;
}

/** What a check found and the rules let be mended. */
export interface Repair {
  readonly why: string;
  readonly orphans: readonly { readonly hostId: string; readonly machineId: string }[];
  /** IPv4 as numbers. */
  readonly leases: readonly number[];
}

export interface JoinHost {
  readonly hostId: string;
  /** Empty: the name that was offered. */
  readonly name: string;
  /** nkey of its agent; empty: its identity is placed by the starter. */
  readonly publicKey: string;
  /** SHA-256 of the token that it shows, hexadecimal; empty: none. */
  readonly tokenDigest: string;
}

export interface CommandFields {
  run: RunRequest;
  start: MachineAction;
  stop: MachineAction;
  shutdown: MachineAction;
  kill: MachineAction;
  hold: EvidenceAction;
  release: EvidenceAction;
  joinHost: JoinHost;
  enableHost: HostAction;
  disableHost: HostAction;
  offerHost: {
    /** SHA-256 of the token, hexadecimal. */
    readonly tokenDigest: string;
    /** Label that the host will have; empty: what it says itself. */
    readonly name: string;
    /** Milliseconds since 1970. */
    readonly expiresAtMs: number;
  };
  withdrawOffer: { readonly tokenDigest: string };
  renameHost: { readonly host: string; readonly name: string };
  removeHost: HostAction;
  /** Without a word the first step, which tells it; with it the second. */
  confirmDown: HostAction & { readonly word: string };
  rebindHost: HostAction;
  /** Without a word the first step, which tells what a recovery would do, and the word; with it the second. */
  recover: { readonly word: string };
  repair: Repair;
  why: { readonly machine: string };
  plan: { readonly run: RunRequest };
  /** How much fits now. */
  room: Readonly<Record<never, never>>;
}

export type CommandKind = keyof CommandFields;

export type Request = {
  [Kind in CommandKind]: { readonly kind: Kind } & CommandFields[Kind];
}[CommandKind];

export interface Command {
  readonly cloudId: string;
  readonly actor: string;
  readonly projectId: string;
  /** Idempotency key, scoped to the actor; empty: none. */
  readonly key: string;
  readonly administrator: boolean;
  readonly request: Request;
}

export type Answer =
  | { readonly kind: 'accepted'; readonly cursor: string; readonly machineIds: readonly string[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'explained'; readonly machines: readonly Explanation[] }
  | ({ readonly kind: 'recovery' } & Recovery)
  | { readonly kind: 'roomLeft'; readonly types: readonly TypeRoom[] };

/** What a recovery of the log would do (with the word to repeat), or did. */
export interface Recovery {
  /** Empty: it is done. */
  readonly word: string;
  readonly notes: readonly RecoveryNote[];
  /** There may be more than are told. */
  readonly notesInAll: number;
}

export interface RecoveryNote {
  readonly about: 'host' | 'machine' | 'address' | 'evidence' | 'unknown';
  /** One sentence. */
  readonly text: string;
}

/** Where a machine is or would go, or what keeps it waiting. */
export interface Explanation {
  readonly machine: string;
  readonly host: string;
  readonly reason: Reason | null;
  /** The whole answer in words. */
  readonly text: string;
  readonly filters: readonly { readonly filter: string; readonly hosts: number }[];
  readonly hosts: number;
  readonly nearestHost: string;
  readonly whatWouldFit: string;
}

/** How many machines of one instance type the hosts that take machines have room for. */
export interface TypeRoom {
  readonly type: string;
  /** So many more fit now, were all that come of this type. */
  readonly now: number;
  /** So many the same hosts would hold, were they empty. */
  readonly empty: number;
}

export interface PublishedEvent {
  readonly cloudId: string;
  readonly cursor: string;
  /** Of the project's event before it; empty: the first. */
  readonly previousCursor: string;
  /** Of the event before it in the log, of whatever project, for those who hear all; empty: the first. */
  readonly logPreviousCursor: string;
  readonly timeMs: number;
  readonly actor: string;
  readonly origin: Entry['origin'];
  readonly event: Event;
}

/** What users give a machine, before it is sealed into the vault. */
export interface UserContext {
  readonly publicKeys: readonly string[];
  readonly variables: readonly { readonly name: string; readonly value: Uint8Array }[];
  readonly userData: Uint8Array;
}
