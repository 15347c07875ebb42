import { ok } from '../../shared/base/result.ts';
import type { Leading } from './leading.ts';

/**
 * Whether this process still leads. What writes nothing (a refusal, a request that changes nothing, a deletion outside the log)
 * is not fenced by the log, and an old leader would decide it on a state that is over. True: nothing but what this leader knows
 * was in the log when it was asked.
 */
export async function isCurrent(leading: Leading): Promise<boolean> {
  const { leader } = leading;
  const last = await leading.log.lastSequence().catch(() => Number.POSITIVE_INFINITY);
  const nothing = { actor: 'system', origin: 'sweep', key: '', requestDigest: '' } as const;
  const settled = await leader.submit({ ...nothing, decide: () => ok([]) });
  return settled.kind !== 'lost' && last <= leader.position().sequence;
}
