import type { Policy } from '../../../shared/model/words.ts';
import { loadAware } from './load-aware.ts';
import { packing } from './packing.ts';
import type { PlacementPolicy } from './placement-policy.ts';
import { rank } from './rank.ts';
import { striping } from './striping.ts';

/** Every policy by its word. */
export const policies = { packing, striping, loadAware, rank } satisfies Record<
  Policy,
  PlacementPolicy
>;
