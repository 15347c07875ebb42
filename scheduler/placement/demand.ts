import type { Policy, Resources } from '../../shared/model/words.ts';
import type { Rank } from './expression/rank.ts';
import type { Requirement } from './expression/requirement.ts';

/** What one machine asks of a host, and by which policy the best of several is chosen. */
export interface Demand {
  readonly resources: Resources;
  /** Null: any host. */
  readonly requirements: Requirement | null;
  /** Used by the policy `rank` alone; null: every host ranks 0. */
  readonly rank: Rank | null;
  readonly policy: Policy;
}
