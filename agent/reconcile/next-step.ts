/**
 * The one next thing to do about a machine, from its order, its guard and what the hypervisor shows. Deciding one step at
 * a time and looking again after it makes every crash harmless: the next look finds what is left to do.
 */
import type { Guard } from '../../shared/model/conversation.ts';
import type { Reason } from '../../shared/model/reasons.ts';
import type { Domain } from '../libvirt/hypervisor.ts';

export interface MachineView {
  readonly guard: Guard;
  /** What libvirt shows of it; null: nothing. */
  readonly domain: Domain | null;
  /** The orders of the present connection have come: before that nothing starts. */
  readonly mayStart: boolean;
  /** Everything a start needs was made for this generation, since the agent runs. */
  readonly prepared: boolean;
  /** The time that a guest has to power off is over. */
  readonly stopOverdue: boolean;
  /** A purge was ordered and this agent has counted the whole window itself. */
  readonly purgeDue: boolean;
  /** The kernel's boot id now. */
  readonly bootId: string;
}

export type Step =
  /** Image, disks, context, address probe, filter, definition. */
  | { readonly kind: 'prepare' }
  /** Guard, then start: once for a generation. */
  | { readonly kind: 'start' }
  /** It runs already, from an older generation or though noted as off: note this one as started. */
  | { readonly kind: 'adopt' }
  /** It is off: note why, before that is reported. */
  | { readonly kind: 'noteStopped'; readonly reason: Reason }
  | { readonly kind: 'askToStop' }
  /** The guest ignored the power button. */
  | { readonly kind: 'forceStop' }
  /** Destroy, undefine, disks to quarantine, tombstone. */
  | { readonly kind: 'end' }
  | { readonly kind: 'seal' }
  | { readonly kind: 'purge' };

/** Null: nothing is to be done, or it has to wait. */
export function nextStep(view: MachineView): Step | null {
  switch (view.guard.order.desired) {
    case 'running':
      return towardsRunning(view);
    case 'stopped':
      return towardsStopped(view);
    case 'gone':
      return towardsGone(view);
  }
}

function towardsRunning({ guard, domain, mayStart, prepared, bootId }: MachineView): Step | null {
  const { generation } = guard.order;
  if (guard.failure?.generation === generation) return null;
  if (domain?.active) {
    const isNoted = guard.startedGeneration === generation && guard.stoppedReason === null;
    return isNoted ? null : { kind: 'adopt' };
  }
  if (guard.startedGeneration >= generation) {
    if (guard.stoppedReason !== null || !domain) return null;
    return { kind: 'noteStopped', reason: whyOff(guard, domain, bootId) };
  }
  if (!mayStart) return null;
  return prepared ? { kind: 'start' } : { kind: 'prepare' };
}

function towardsStopped({ guard, domain, stopOverdue, bootId }: MachineView): Step | null {
  if (domain?.active) {
    if (guard.stopAskedGeneration !== guard.order.generation) return { kind: 'askToStop' };
    return stopOverdue ? { kind: 'forceStop' } : null;
  }
  if (guard.stoppedReason !== null || guard.startedGeneration === 0) return null;
  return { kind: 'noteStopped', reason: domain ? whyOff(guard, domain, bootId) : 'vanished' };
}

function towardsGone({ guard, purgeDue }: MachineView): Step | null {
  if (guard.goneGeneration !== guard.order.generation) return { kind: 'end' };
  if (guard.purged || guard.evidence.length === 0) return null;
  if (guard.seal === '') return { kind: 'seal' };
  return purgeDue || guard.purgeIntended ? { kind: 'purge' } : null;
}

/** Why a machine that had started is off, from libvirt's word for it. */
function whyOff(guard: Guard, domain: Domain, bootId: string): Reason {
  if (guard.startedBootId !== '' && guard.startedBootId !== bootId) return 'hostRestarted';
  if (domain.reason === 'shutdown') {
    return guard.stopAskedGeneration === guard.order.generation ? 'stoppedOnRequest' : 'halted';
  }
  if (domain.reason === 'destroyed') return 'destroyedOutside';
  return 'crashed';
}
