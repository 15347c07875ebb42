import type { PlacementPolicy } from './placement-policy.ts';

/** As few hosts in use as possible, so that the others can sleep; among equals the one that fills up first. */
export const packing: PlacementPolicy = {
  name: 'packing',
  formula: 'RUNNING_VMS',
  tieBreakFormula: 'least free memory',
  score: (table, index) => table.runningMachines[index] ?? 0,
  tieBreak: (table, index) => -(table.free.memoryMiB[index] ?? 0),
};
