/** What a check of a living cloud looks at, and what it says of each thing that is not as the log has it. */
import type { Desired } from '../machine-record.ts';
import type { EvidenceReport, Phase } from '../conversation.ts';
import type { Machine, State } from '../state.ts';

/** A machine of which a host keeps a record, as the host tells it. */
export interface HeldMachine {
  readonly machineId: string;
  /** Of the last order that the host took. */
  readonly generation: number;
  readonly desired: Desired;
  readonly phase: Phase;
  /** Of the cards in that order. */
  readonly addresses: readonly number[];
  /** Null: no evidence of it was kept. */
  readonly evidence: EvidenceReport | null;
}

/** All that one host told of itself at one moment. */
export interface Sighting {
  readonly hostId: string;
  readonly held: readonly HeldMachine[];
  /** Machines that are there by domain or disks and of which the host keeps no record. */
  readonly unguarded: readonly string[];
}

/** Closed: each has one rule, one invariant and one text. */
export type FindingKind =
  | 'onTwoHosts'
  | 'onAnotherHost'
  | 'addressTwice'
  | 'addressNotLeased'
  | 'leaseWithoutMachine'
  | 'promisedTooMuch'
  | 'promisesDiffer'
  | 'evidenceWithoutHost'
  | 'evidenceMissing'
  | 'evidenceAltered'
  | 'purgedUnordered'
  | 'unknownMachine'
  | 'generationBeyond'
  | 'orderNotTaken'
  | 'runsUnordered'
  | 'doesNotRun'
  | 'notThere'
  | 'notForgotten'
  | 'recordLost'
  | 'orphan';

/** Who mends it: it mends itself by the ordinary rules, `stratus check --repair` does, or a person has to look. */
export type Remedy = 'itself' | 'repair' | 'administrator';

export interface Finding {
  readonly kind: FindingKind;
  /** The promise that is in question, by its number in the table of `docs/operating/check.md`. */
  readonly invariant: string;
  readonly hostId: string | null;
  readonly machineId: string | null;
  /** IPv4 as a number. */
  readonly address: number | null;
  /** One sentence: what is so, and where. */
  readonly text: string;
  readonly remedy: Remedy;
  /** One sentence: what will be done about it, or what an administrator can do. */
  readonly whatToDo: string;
}

/** Equal for two findings that are about the same thing. */
export function findingKey({ kind, hostId, machineId, address }: Finding): string {
  return [kind, hostId ?? '', machineId ?? '', address ?? ''].join(' ');
}

/** Which of these were there the last time too: what only moves is not there twice. */
export function foundAgain(
  before: readonly Finding[],
  now: readonly Finding[],
): readonly Finding[] {
  const known = new Set(before.map(findingKey));
  return now.filter((finding) => known.has(findingKey(finding)));
}

/** Name and label as users know them; its id when the log does not have it. */
export function machineText(state: State, machineId: string): string {
  const spec = state.machines.get(machineId)?.spec;
  return spec ? `machine ${spec.name} (${spec.label})` : `machine ${machineId}`;
}

export function hostText(state: State, hostId: string): string {
  return `host ${state.hosts.get(hostId)?.name ?? hostId}`;
}

/** It has not ended, and its host has had an order for it. */
export function isOrdered({ state, generation }: Machine): boolean {
  return state !== 'done' && state !== 'pending' && generation > 0;
}

/** A QEMU of it lives, by its host's word. */
export function isLive({ phase }: Pick<HeldMachine, 'phase'>): boolean {
  return phase === 'running' || phase === 'stopping';
}
