import type { PlacementPolicy } from './placement-policy.ts';

/** The least busy host by measured, not promised, CPU; a host that measured nothing comes last. */
export const loadAware: PlacementPolicy = {
  name: 'loadAware',
  formula: 'FREECPU',
  tieBreakFormula: 'fewest machines',
  score: (table, index) => table.measuredFreeCpu[index] ?? 0,
  tieBreak: (table, index) => -(table.runningMachines[index] ?? 0),
};
