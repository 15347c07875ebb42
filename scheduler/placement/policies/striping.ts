import type { PlacementPolicy } from './placement-policy.ts';

/** Machines spread over hosts, StratusLab's default; among equals the one with most room. */
export const striping: PlacementPolicy = {
  name: 'striping',
  formula: '- RUNNING_VMS',
  tieBreakFormula: 'most free memory',
  score: (table, index) => -(table.runningMachines[index] ?? 0),
  tieBreak: (table, index) => table.free.memoryMiB[index] ?? 0,
};
