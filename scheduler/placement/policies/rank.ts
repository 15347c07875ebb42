import { rankOf } from '../expression/rank.ts';
import { attributesOf } from '../host-table.ts';
import type { PlacementPolicy } from './placement-policy.ts';

/** The user's own formula; every host is worth 0 where there is none. */
export const rank: PlacementPolicy = {
  name: 'rank',
  formula: 'RANK',
  tieBreakFormula: 'fewest machines',
  score: (table, index, demand) =>
    demand.rank === null ? 0 : rankOf(demand.rank, attributesOf(table, index)),
  tieBreak: (table, index) => -(table.runningMachines[index] ?? 0),
};
