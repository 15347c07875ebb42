/**
 * The facts that the log holds. Each is self-contained: applying it reads nothing but the event and the state, so
 * every reader comes to the same state (proto/v1/log.proto has the wire form and the meaning of each field).
 */
import type {
  ContextReference,
  Desired,
  ImageSource,
  NetworkClass,
  Nic,
} from './machine-record.ts';
import type { Reason, WaitReason } from './reasons.ts';
import type {
  Attributes,
  Counters,
  EvidenceFile,
  HostRestart,
  MachineState,
  Policy,
  Position,
  Resources,
  VolumeLabel,
} from './words.ts';

export interface MachineSpec {
  readonly machineId: string;
  readonly label: number;
  readonly name: string;
  readonly projectId: string;
  readonly instanceType: string;
  readonly vcpus: number;
  readonly resources: Resources;
  readonly swapMiB: number;
  readonly volatileMiB: number;
  readonly rootDiskMiB: number;
  readonly image: ImageSource;
  readonly networkClass: NetworkClass;
  readonly wantedAddress: number | null;
  readonly requirements: string;
  readonly rank: string;
  readonly policy: Policy;
  readonly onHostRestart: HostRestart;
  readonly volumeLabel: VolumeLabel;
  readonly stopDeadlineMs: number;
}

export interface InstanceType {
  readonly name: string;
  readonly vcpus: number;
  readonly cpuHundredths: number;
  readonly memoryMiB: number;
  readonly swapMiB: number;
  /** Least size of the root disk; 0: as large as the image. */
  readonly rootDiskMiB: number;
}

export interface SiteSettings {
  readonly types: readonly InstanceType[];
  readonly defaultType: string;
  readonly policy: Policy;
  readonly quarantineWindowMs: number;
  readonly addressHoldMs: number;
  readonly cpuOvercommitPercent: number;
  readonly memoryReservedMiB: number;
  readonly diskReservedMiB: number;
  readonly stopDeadlineMs: number;
  readonly nameServers: readonly number[];
  readonly hostSilentAfterMs: number;
}

export interface Network {
  readonly networkClass: NetworkClass;
  readonly network: number;
  readonly prefixLength: number;
  readonly gateway: number | null;
  readonly first: number;
  readonly last: number;
}

export interface HostDeclaration {
  readonly capacity: Resources;
  readonly attributes: Attributes;
  readonly hypervisorUuid: string;
  readonly storageId: string;
  readonly bootId: string;
}

interface AboutMachine {
  readonly machineId: string;
}

interface Ordered extends AboutMachine {
  readonly generation: number;
}

/** A machine as its host holds it. */
export interface RecoveredMachine extends Ordered {
  readonly spec: MachineSpec;
  /** Account id; empty: not known. */
  readonly createdBy: string;
  /** 0: not known. */
  readonly createdAtMs: number;
  readonly state: MachineState;
  readonly reason: Reason | null;
  readonly message: string;
  readonly desired: Desired;
  readonly thenGone: boolean;
  readonly hostId: string;
  readonly nics: readonly Nic[];
  /** False: somebody else has the addresses of its cards. */
  readonly hasAddresses: boolean;
  /** For addresses that it has no more. */
  readonly addressesRestUntilMs: number;
  readonly context: ContextReference | null;
  /** Done, and its host still has to end it. */
  readonly givenUp: boolean;
}

/** Evidence as its host holds it, or no longer holds it. */
export interface RecoveredEvidence extends Ordered {
  readonly hostId: string;
  readonly files: readonly EvidenceFile[];
  readonly reservedMiB: number;
  readonly keptAtMs: number;
  readonly purgeNotBeforeMs: number;
  /** Hexadecimal; empty: not hashed yet. */
  readonly digest: string;
  /** Why it is held; empty: it is not. */
  readonly held: string;
  readonly purgeOrdered: boolean;
  readonly purged: boolean;
}

/** Every event's fields by its type; the names are those of the wire's `oneof`. */
export interface EventFields {
  machineAccepted: MachineSpec;
  machineWaiting: AboutMachine & { readonly reason: WaitReason };
  machinePlaced: Ordered & { readonly hostId: string };
  machineAdvanced: Ordered & { readonly to: 'boot' | 'running' };
  startOrdered: Ordered;
  stopOrdered: Ordered & { readonly thenGone: boolean };
  killOrdered: Ordered;
  machineStopped: Ordered & { readonly reason: Reason; readonly counters: Counters | null };
  machineLost: Ordered & { readonly reason: Reason };
  machineFailed: Ordered & { readonly reason: Reason; readonly message: string };
  machineGone: Ordered & { readonly counters: Counters | null };
  machineGivenUp: Ordered & { readonly reason: Reason };
  contextBound: AboutMachine & { readonly context: ContextReference };
  hostJoined: {
    readonly hostId: string;
    readonly name: string;
    /** nkey of its agent; empty: its identity is placed by the starter. */
    readonly publicKey: string;
    /** Of the offer that it used up, hexadecimal; empty: none. */
    readonly tokenDigest: string;
  };
  hostEnabled: { readonly hostId: string; readonly why: string };
  hostDisabled: { readonly hostId: string; readonly why: string };
  hostDeclared: HostDeclaration & { readonly hostId: string };
  hostRenamed: { readonly hostId: string; readonly name: string };
  hostRemoved: { readonly hostId: string; readonly why: string };
  hostDownAsked: {
    readonly hostId: string;
    readonly why: string;
    readonly word: string;
    readonly expiresAtMs: number;
  };
  hostDownConfirmed: { readonly hostId: string; readonly why: string; readonly bootId: string };
  hostReturned: { readonly hostId: string; readonly bootId: string };
  hostCloned: { readonly hostId: string; readonly bootId: string };
  hostRebound: { readonly hostId: string; readonly why: string };
  hostOffered: {
    readonly tokenDigest: string;
    readonly name: string;
    readonly expiresAtMs: number;
  };
  hostOfferWithdrawn: { readonly tokenDigest: string };
  addressLeased: AboutMachine & { readonly nicIndex: number; readonly nic: Nic };
  addressSuspected: {
    readonly address: number;
    readonly untilMs: number;
    readonly seenByHost: string;
  };
  addressReplaced: Ordered & { readonly nicIndex: number; readonly nic: Nic };
  addressReleased: { readonly address: number; readonly holdUntilMs: number };
  evidenceKept: Ordered & {
    readonly hostId: string;
    readonly files: readonly EvidenceFile[];
    readonly reservedMiB: number;
    readonly purgeNotBeforeMs: number;
  };
  evidenceSealed: AboutMachine & { readonly digest: string };
  evidenceHeld: AboutMachine & { readonly why: string };
  evidenceReleased: AboutMachine;
  purgeOrdered: AboutMachine;
  evidencePurged: AboutMachine;
  machineRecovered: RecoveredMachine;
  hostRecovered: { readonly hostId: string; readonly position: Position | null };
  evidenceRecovered: RecoveredEvidence;
  recoveryNeeded: { readonly why: string };
  logRecovered: {
    readonly logId: string;
    readonly previousLogId: string;
    readonly nextLabel: number;
  };
  recoveryEnded: object;
  cloudCreated: { readonly cloudId: string; readonly macPrefix: string };
  termStarted: { readonly term: number; readonly writer: string };
  siteConfigured: SiteSettings;
  networkDefined: Network;
  sealed: { readonly stateDigest: string; readonly nextSegment: number };
  segmentOpened: {
    readonly segment: number;
    readonly previousHash: string;
    readonly stateDigest: string;
    readonly snapshotParts: number;
    readonly mergedLogId: string | null;
    readonly stateFormat: number;
  };
  stateCarried: { readonly part: number; readonly parts: number; readonly content: Uint8Array };
}

export type EventType = keyof EventFields;

interface AnyEvent<Type extends EventType> {
  readonly type: Type;
  /** Owner of what the event is about; absent for hosts and the site. Who caused it is the entry's actor. */
  readonly projectId?: string;
}

export type EventOf<Type extends EventType> = AnyEvent<Type> & EventFields[Type];

export type Event = { [Type in EventType]: EventOf<Type> }[EventType];

/** One request or one cause, with all that follows from it. */
export interface Entry {
  /** Account id of who asked, or `system`. */
  readonly actor: string;
  readonly origin: 'command' | 'report' | 'sweep' | 'genesis';
  /** Idempotency key, scoped to the actor; empty: none. */
  readonly key: string;
  /** SHA-256 over the decoded command, hexadecimal; empty without a key. */
  readonly requestDigest: string;
  readonly events: readonly Event[];
}

/** One message of the log. */
export interface Commit {
  readonly format: number;
  readonly cloudId: string;
  readonly logId: string;
  readonly term: number;
  readonly writer: string;
  /** Hexadecimal; empty in the first commit. */
  readonly previousHash: string;
  /** Milliseconds since 1970; never less than the commit before. */
  readonly timeMs: number;
  readonly entries: readonly Entry[];
  /** 8 random bytes, hexadecimal: no two appends have equal bytes. */
  readonly nonce: string;
  /** Its place in the log, over all segments; absent in what releases before format 3 wrote. */
  readonly sequence?: number;
}
