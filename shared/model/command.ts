/**
 * What the API asks of the leading scheduler, and its answers (proto/v1/command.proto has every field's meaning).
 */
import type { Event } from './events.ts';
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

export interface CommandFields {
  run: RunRequest;
  start: MachineAction;
  stop: MachineAction;
  shutdown: MachineAction;
  kill: MachineAction;
  hold: EvidenceAction;
  release: EvidenceAction;
  joinHost: { readonly hostId: string; readonly name: string };
  enableHost: { readonly host: string; readonly why: string };
  disableHost: { readonly host: string; readonly why: string };
  why: { readonly machine: string };
  plan: { readonly run: RunRequest };
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
  | { readonly kind: 'explained'; readonly machines: readonly Explanation[] };

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

export interface PublishedEvent {
  readonly cloudId: string;
  readonly cursor: string;
  /** Of the project's event before it; empty: the first. */
  readonly previousCursor: string;
  readonly timeMs: number;
  readonly actor: string;
  readonly event: Event;
}

/** What users give a machine, before it is sealed into the vault. */
export interface UserContext {
  readonly publicKeys: readonly string[];
  readonly variables: readonly { readonly name: string; readonly value: Uint8Array }[];
  readonly userData: Uint8Array;
}
