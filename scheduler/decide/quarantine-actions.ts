/**
 * `hold` and `release` of evidence. The order of a purge is the point of no return: a hold before it wins, a hold after
 * it is refused.
 */
import { ok, refused } from '../../shared/base/result.ts';
import type { Result } from '../../shared/base/result.ts';
import type { Event } from '../../shared/model/events.ts';
import type { Refusal } from '../../shared/model/reasons.ts';
import type { State } from '../../shared/model/state.ts';
import { findEvidence } from './find.ts';
import { unknownEvidence } from './refusals.ts';

export function decideHold(
  state: State,
  projectId: string,
  named: string,
  why: string,
): Result<readonly Event[], Refusal> {
  const evidence = findEvidence(state, projectId, named);
  if (!evidence) return refused(unknownEvidence(named));
  if (evidence.purgeOrderedAt > 0) return refused(purgeOrdered(named));
  if (evidence.held !== null) return ok([]);
  return ok([{ type: 'evidenceHeld', machineId: evidence.machineId, why }]);
}

export function decideRelease(
  state: State,
  projectId: string,
  named: string,
): Result<readonly Event[], Refusal> {
  const evidence = findEvidence(state, projectId, named);
  if (!evidence) return refused(unknownEvidence(named));
  if (evidence.held === null) return ok([]);
  return ok([{ type: 'evidenceReleased', machineId: evidence.machineId }]);
}

function purgeOrdered(named: string): Refusal {
  return {
    reason: 'purgeOrdered',
    message: `the evidence of machine ${named} is being removed; that was ordered before this request`,
    where: 'machine',
    whatToDo: 'nothing can keep it any more; hold evidence before its window ends',
  };
}
