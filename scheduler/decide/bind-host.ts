/**
 * Which running agent speaks for a host? The scheduler binds a host to one start of an agent (its nonce). Another nonce
 * gets nothing until the bound one is silent and its ids agree; two that both go on speaking are an identity conflict, and
 * neither gets new work.
 *
 *   the same start of the kernel    an agent was started again, or twice: bound as soon as the other is silent
 *   another start of the kernel     the host restarted, or is a copy of it: bound when the other is silent, unless such a
 *                                   copy was ever heard beside the bound one; then only an administrator decides (rebind)
 *   another hypervisor or storage   somebody else, also when nobody is bound; so is one that saw less of the log than the
 *                                   bound one had, because what an agent was shown it keeps
 *   after `rebind`                  whoever has spoken alone for as long; while two speak, nobody
 */
import type { Hello } from '../../shared/model/conversation.ts';
import type { HostDeclaration } from '../../shared/model/events.ts';
import type { Position } from '../../shared/model/words.ts';

export interface Binding {
  readonly nonce: string;
  /** The kernel's boot id, as it said. */
  readonly bootId: string;
  /** The highest position of the log that it said it was shown. */
  readonly position: Position | null;
  /** Elapsed time of its last word, ms. */
  readonly heardAtMs: number;
  /** The last word of another nonce while this one was bound; null: none. */
  readonly rival: Rival | null;
  /** Elapsed time at which this one spoke after a rival had; null: never. */
  readonly conflictAtMs: number | null;
}

export interface Rival {
  readonly nonce: string;
  readonly bootId: string;
  /** Elapsed time of its last word, ms. */
  readonly heardAtMs: number;
}

export type Bound =
  | { readonly kind: 'bound'; readonly binding: Binding; readonly fresh: boolean }
  /** It gets nothing now; `why` says for how long. */
  | { readonly kind: 'waits'; readonly binding: Binding | null; readonly why: string }
  /** It is not this host. */
  | { readonly kind: 'stranger'; readonly binding: Binding | null; readonly why: string };

/** A bound agent that is silent for this many hellos may be followed by another. */
export const silentHellos = 3;

export type Speaker = Pick<Hello, 'nonce' | 'bootId' | 'hypervisorUuid' | 'storageId' | 'position'>;

/** What the log knows of the host, and the leader of this moment. */
export interface BindingFacts {
  readonly declared: Pick<HostDeclaration, 'hypervisorUuid' | 'storageId' | 'bootId'> | null;
  /** An administrator said: whoever speaks alone, whatever it declares. */
  readonly rebound: boolean;
  /** A copy of the host was heard beside it since an administrator said who it is. */
  readonly cloned: boolean;
  readonly elapsedMs: number;
  readonly silentAfterMs: number;
  /** Elapsed time since which this leader listens, ms. */
  readonly leadsSinceMs: number;
  /** Elapsed time of the last word of any other nonce under the host's key, ms; null: none. */
  readonly anotherAtMs: number | null;
}

/** The last two nonces that spoke under a host's key, whether they are believed or not; the later one first. */
export interface Voices {
  readonly last: Voice | null;
  readonly another: Voice | null;
}

interface Voice {
  readonly nonce: string;
  /** Elapsed time of its last word, ms. */
  readonly atMs: number;
}

export const noVoices: Voices = { last: null, another: null };

/** `another` is then the last word of anybody but this nonce. */
export function heardVoice({ last, another }: Voices, nonce: string, elapsedMs: number): Voices {
  return { last: { nonce, atMs: elapsedMs }, another: last?.nonce === nonce ? another : last };
}

export function bindHost(binding: Binding | null, hello: Speaker, facts: BindingFacts): Bound {
  const { elapsedMs } = facts;
  if (binding?.nonce === hello.nonce) return { kind: 'bound', fresh: false, ...heard(binding) };
  const beside = binding && withRival(binding, hello, elapsedMs);
  const stranger = whyStranger(hello, facts) ?? whyBehind(hello, binding);
  if (stranger !== null) return { kind: 'stranger', binding: beside, why: stranger };
  const waits = whyWaits(binding, hello, facts);
  if (waits !== null) return { kind: 'waits', binding: beside, why: waits };
  return { kind: 'bound', fresh: true, binding: newBinding(hello, elapsedMs) };

  function heard(bound: Binding): { readonly binding: Binding } {
    const met = bound.rival !== null && elapsedMs - bound.rival.heardAtMs < facts.silentAfterMs;
    const conflictAtMs = met ? elapsedMs : bound.conflictAtMs;
    const { position } = hello;
    return { binding: { ...bound, position, heardAtMs: elapsedMs, conflictAtMs } };
  }
}

/** Two live agents claim the identity, or did a moment ago. */
export function inConflict(binding: Binding, elapsedMs: number, silentAfterMs: number): boolean {
  return binding.conflictAtMs !== null && elapsedMs - binding.conflictAtMs < 2 * silentAfterMs;
}

/** The rival runs on another start of a kernel than the bound one: one of them is a copy. */
export function isCloned(binding: Binding): boolean {
  return binding.conflictAtMs !== null && binding.rival?.bootId !== binding.bootId;
}

function newBinding({ nonce, bootId, position }: Speaker, heardAtMs: number): Binding {
  return { nonce, bootId, position, heardAtMs, rival: null, conflictAtMs: null };
}

function withRival(binding: Binding, { nonce, bootId }: Speaker, heardAtMs: number): Binding {
  return { ...binding, rival: { nonce, bootId, heardAtMs } };
}

function whyStranger(hello: Speaker, { declared, rebound }: BindingFacts): string | null {
  if (!declared || rebound) return null;
  if (hello.hypervisorUuid !== declared.hypervisorUuid)
    return 'an agent claims to be this host whose hypervisor is another one than it declared';
  if (hello.storageId !== declared.storageId)
    return 'an agent claims to be this host whose storage directory is another one than it declared';
  return null;
}

/** What an agent was shown it keeps before it acts: whoever saw less was copied, or put back, from an older disk. */
function whyBehind(hello: Speaker, binding: Binding | null): string | null {
  const had = binding?.position;
  if (!had || (hello.position !== null && hello.position.logId !== had.logId)) return null;
  if ((hello.position?.sequence ?? 0) >= had.sequence) return null;
  return 'an agent claims to be this host that saw less of the log than the host had: its disk is a copy or was put back';
}

function whyWaits(binding: Binding | null, hello: Speaker, facts: BindingFacts): string | null {
  const { declared, elapsedMs, silentAfterMs, leadsSinceMs } = facts;
  if (facts.rebound && binding === null) {
    const sinceMs = Math.max(leadsSinceMs, facts.anotherAtMs ?? leadsSinceMs);
    return elapsedMs - sinceMs < silentAfterMs ? twoSpeak : null;
  }
  const restarted = isRestarted(binding, hello, facts);
  if (restarted && facts.cloned)
    return 'a copy of this host was heard; an administrator says which';
  const heardAtMs = binding ? binding.heardAtMs : leadsSinceMs;
  const mustWait = binding !== null || (restarted && declared !== null);
  return mustWait && elapsedMs - heardAtMs < silentAfterMs
    ? 'another agent spoke a moment ago'
    : null;
}

const twoSpeak =
  'a rebind was asked for, and is done when only one agent has spoken for a while: stop the wrong one';

function isRestarted(binding: Binding | null, hello: Speaker, facts: BindingFacts): boolean {
  if (facts.rebound) return false;
  const before = binding?.bootId ?? facts.declared?.bootId;
  return before !== undefined && before !== hello.bootId;
}
