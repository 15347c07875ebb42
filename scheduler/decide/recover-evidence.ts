/**
 * What follows for quarantine from what a host holds when the log is recovered. A hold lives in the log alone, so whether
 * somebody held it after the copy nobody knows: all that was not ordered to be purged is held until an administrator releases it.
 */
import type { InventoryItem } from '../../shared/model/conversation.ts';
import type { Event } from '../../shared/model/events.ts';
import type { Evidence, State } from '../../shared/model/state.ts';
import { siteOf } from './planner.ts';

/** Why evidence is held from a recovery on. */
export const heldByRecovery = 'whether it was held is not known since the log was recovered';

const reservedMax = 0xffff_ffff;

export function recoverEvidence(
  state: State,
  hostId: string,
  { guard, purgeOrdered }: InventoryItem,
  nowMs: number,
): readonly Event[] {
  const { machineId, generation } = guard.order;
  const known = state.evidence.get(machineId);
  if (guard.evidence.length === 0 || (known && known.hostId !== hostId)) return [];
  if (known && !isNews(known, guard.purged, purgeOrdered)) {
    const isOpen = known.held === null && known.purgeOrderedAt === 0;
    return isOpen ? [{ type: 'evidenceHeld', machineId, why: heldByRecovery }] : [];
  }
  const bytes = guard.evidence.reduce((sum, file) => sum + file.bytes, 0);
  const keptAtMs = Math.max(0, nowMs - guard.keptForMs);
  return [
    {
      ...{ type: 'evidenceRecovered', machineId, hostId, generation, files: guard.evidence },
      reservedMiB: Math.min(Math.ceil(bytes / 1_048_576), reservedMax),
      keptAtMs: known?.keptAtMs ?? keptAtMs,
      purgeNotBeforeMs: known?.purgeNotBeforeMs ?? keptAtMs + siteOf(state).quarantineWindowMs,
      ...{ digest: guard.seal, purgeOrdered, purged: guard.purged },
      held: purgeOrdered ? '' : (known?.held ?? heldByRecovery),
    },
  ];
}

/** Evidence that the log knows on the host, and of which the host holds nothing any more: purged after the copy, or lost. */
export function recoverLostEvidence({ held, purgeOrderedAt: _at, ...evidence }: Evidence): Event {
  return {
    ...{ type: 'evidenceRecovered', ...evidence, held: held ?? '' },
    ...{ purgeOrdered: true, purged: true },
  };
}

function isNews(known: Evidence, purged: boolean, purgeOrdered: boolean): boolean {
  return known.purged !== purged || (purgeOrdered && known.purgeOrderedAt === 0);
}
