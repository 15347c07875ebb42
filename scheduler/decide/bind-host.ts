/**
 * Which running agent speaks for a host? The scheduler binds a host to one start of an agent (its nonce). Another nonce
 * gets nothing until the bound one is silent; two that both go on speaking are an identity conflict, and neither gets new
 * work. An agent on another hypervisor or another storage than the host declared is somebody else.
 */
import type { Hello } from '../../shared/model/conversation.ts';
import type { HostDeclaration } from '../../shared/model/events.ts';

export interface Binding {
  readonly nonce: string;
  /** Elapsed time of its last word, ms. */
  readonly heardAtMs: number;
  /** Elapsed time of the last word of another nonce while this one was bound; null: none. */
  readonly rivalHeardAtMs: number | null;
  /** Elapsed time at which this one spoke after a rival had; null: never. */
  readonly conflictAtMs: number | null;
}

export type Bound =
  | { readonly kind: 'bound'; readonly binding: Binding; readonly fresh: boolean }
  | { readonly kind: 'waits'; readonly binding: Binding }
  | { readonly kind: 'stranger'; readonly why: string };

/** A bound agent that is silent for this many hellos may be followed by another. */
export const silentHellos = 3;

export function bindHost(
  binding: Binding | null,
  hello: Pick<Hello, 'nonce' | 'hypervisorUuid' | 'storageId'>,
  declared: Pick<HostDeclaration, 'hypervisorUuid' | 'storageId'> | null,
  elapsedMs: number,
  silentAfterMs: number,
): Bound {
  const why = stranger(hello, declared);
  if (why !== null) return { kind: 'stranger', why };
  if (binding === null)
    return { kind: 'bound', fresh: true, binding: newBinding(hello.nonce, elapsedMs) };
  if (binding.nonce === hello.nonce) {
    const rival = binding.rivalHeardAtMs;
    const conflictAtMs =
      rival !== null && elapsedMs - rival < silentAfterMs ? elapsedMs : binding.conflictAtMs;
    return {
      kind: 'bound',
      fresh: false,
      binding: { ...binding, heardAtMs: elapsedMs, conflictAtMs },
    };
  }
  if (elapsedMs - binding.heardAtMs < silentAfterMs) {
    return { kind: 'waits', binding: { ...binding, rivalHeardAtMs: elapsedMs } };
  }
  return { kind: 'bound', fresh: true, binding: newBinding(hello.nonce, elapsedMs) };
}

/** Two live agents claim the identity, or did a moment ago. */
export function inConflict(binding: Binding, elapsedMs: number, silentAfterMs: number): boolean {
  return binding.conflictAtMs !== null && elapsedMs - binding.conflictAtMs < 2 * silentAfterMs;
}

function newBinding(nonce: string, heardAtMs: number): Binding {
  return { nonce, heardAtMs, rivalHeardAtMs: null, conflictAtMs: null };
}

function stranger(
  hello: Pick<Hello, 'hypervisorUuid' | 'storageId'>,
  declared: Pick<HostDeclaration, 'hypervisorUuid' | 'storageId'> | null,
): string | null {
  if (!declared) return null;
  if (hello.hypervisorUuid !== declared.hypervisorUuid)
    return 'its hypervisor is another one than it declared';
  if (hello.storageId !== declared.storageId)
    return 'its storage directory is another one than it declared';
  return null;
}
