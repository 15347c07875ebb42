/** What is reported of a machine: where it is on the way to what was ordered. */
import { cutText } from '../../shared/base/cut-text.ts';
import type {
  EvidenceReport,
  Guard,
  MachineReport,
  Phase,
} from '../../shared/model/conversation.ts';
import type { Reason } from '../../shared/model/reasons.ts';
import type { Counters } from '../../shared/model/words.ts';
import type { Domain } from '../libvirt/hypervisor.ts';

/** What the agent is doing about a machine now, as far as a user wants to know. */
export interface Activity {
  readonly phase: 'preparing' | 'starting' | 'waiting';
  readonly reason: Reason | null;
  readonly message: string;
  readonly doneBytes: number;
  readonly totalBytes: number;
}

export const idle: Activity = {
  phase: 'preparing',
  reason: null,
  message: '',
  doneBytes: 0,
  totalBytes: 0,
};

export function machineReport(
  guard: Guard,
  domain: Domain | null,
  activity: Activity,
  counters: Counters | null,
): MachineReport {
  const { machineId, generation } = guard.order;
  const { startedGeneration } = guard;
  const seen = whereItIs(guard, domain, activity);
  const evidence = seen.phase === 'gone' ? guard.evidence : [];
  const { doneBytes, totalBytes } = activity;
  return {
    ...{ machineId, generation, startedGeneration, doneBytes, totalBytes, evidence },
    ...{ phase: seen.phase, reason: seen.reason, message: cutText(seen.message) },
    counters: counters ?? guard.counters,
  };
}

/** None when no evidence of the machine was kept. */
export function evidenceReport(guard: Guard): EvidenceReport | null {
  const { machineId, generation } = guard.order;
  if (guard.goneGeneration !== generation || guard.evidence.length === 0) return null;
  if (guard.purged) return { machineId, phase: 'purged', digest: '' };
  return { machineId, phase: guard.seal === '' ? 'kept' : 'sealed', digest: guard.seal };
}

interface Seen {
  readonly phase: Phase;
  readonly reason: Reason | null;
  readonly message: string;
}

function whereItIs(guard: Guard, domain: Domain | null, activity: Activity): Seen {
  const { generation, desired } = guard.order;
  const plain = (phase: Phase, reason: Reason | null = null): Seen => ({
    phase,
    reason,
    message: '',
  });
  if (desired === 'gone') {
    return guard.goneGeneration === generation ? plain('gone') : { ...activity, phase: 'ending' };
  }
  const failure = guard.failure;
  if (failure?.generation === generation)
    return { phase: 'failed', reason: failure.reason, message: failure.message };
  if (desired === 'stopped') {
    if (domain?.active) return plain('stopping');
    if (guard.startedGeneration === 0) return plain('stopped', 'stoppedOnRequest');
    return guard.stoppedReason === null ? plain('stopping') : plain('stopped', guard.stoppedReason);
  }
  if (domain?.active) return plain(guard.startedGeneration === generation ? 'running' : 'starting');
  if (guard.startedGeneration < generation) return activity;
  if (guard.stoppedReason !== null)
    return { phase: 'stopped', reason: guard.stoppedReason, message: activity.message };
  return plain(domain ? 'waiting' : 'vanished');
}
