/**
 * What follows from a step that failed: another try later, or the machine has failed for good. Only a machine whose domain
 * never started can fail; one that ran before is off, with a reason.
 */
import type { Guard } from '../../shared/model/conversation.ts';
import type { Reason } from '../../shared/model/reasons.ts';
import { DiskFailed } from '../disks/disks.ts';
import { ImageRefused, ImageUnavailable } from '../images/images.ts';
import { HypervisorRefused } from '../libvirt/hypervisor-errors.ts';
import type { Step } from '../reconcile/next-step.ts';
import { AddressInUse, ContextRefused } from './step-context.ts';

export type Consequence =
  | { readonly kind: 'retry'; readonly reason: Reason | null; readonly message: string }
  | { readonly kind: 'fail'; readonly reason: Reason; readonly message: string };

/** A location that does not answer, or a scheduler that gives no context, is asked so often before the machine fails. */
export const triesMax = 3;

export function consequenceOf(
  step: Step,
  error: unknown,
  guard: Guard,
  tries: number,
): Consequence {
  const message = error instanceof Error ? withCure(error) : String(error);
  const reason = reasonOf(error);
  const isWayUp = step.kind === 'prepare' || step.kind === 'start';
  const final = isWayUp && isFinal(step, error, tries);
  if (!final || reason === null) return { kind: 'retry', reason, message };
  return guard.order.desired === 'running'
    ? { kind: 'fail', reason, message }
    : { kind: 'retry', reason, message };
}

function isFinal(step: Step, error: unknown, tries: number): boolean {
  if (error instanceof ImageUnavailable || error instanceof ContextRefused) {
    return tries >= triesMax;
  }
  // A definition may be tried again; a start is tried once, whatever the answer.
  if (error instanceof HypervisorRefused) return error.code !== 'busy' || step.kind === 'start';
  return (
    error instanceof ImageRefused || error instanceof AddressInUse || error instanceof DiskFailed
  );
}

function reasonOf(error: unknown): Reason | null {
  if (error instanceof ImageRefused || error instanceof ImageUnavailable) return error.reason;
  // Without a reason only a person can tell what is wrong: it is said, and tried again until he has helped.
  if (error instanceof DiskFailed) return error.reason;
  if (error instanceof HypervisorRefused) return 'hypervisorRefused';
  if (error instanceof AddressInUse) return 'addressInUse';
  if (error instanceof ContextRefused) return 'contextUnavailable';
  return null;
}

function withCure(error: Error): string {
  const whatToDo = 'whatToDo' in error && typeof error.whatToDo === 'string' ? error.whatToDo : '';
  return whatToDo ? `${error.message}; ${whatToDo}` : error.message;
}
