/** All bugs that are planted, one at a time, to check the checker. */
import { bugsOfAgents } from './planted/bugs-of-agents.ts';
import { bugsOfDecisions } from './planted/bugs-of-decisions.ts';
import { bugsOfReaders } from './planted/bugs-of-readers.ts';
import { bugsOfTheLog } from './planted/bugs-of-the-log.ts';
import type { PlantedBug } from './planted/planted-bug.ts';

export const plantedBugs: readonly PlantedBug[] = [
  ...bugsOfAgents,
  ...bugsOfDecisions,
  ...bugsOfTheLog,
  ...bugsOfReaders,
];
