import type { Policy } from '../../../shared/model/words.ts';
import type { Demand } from '../demand.ts';
import type { HostTable } from '../host-table.ts';

/**
 * Which of the hosts that fit is best? The highest score; among equals the highest tie-break; among those the lowest
 * host id, so that a decision can be repeated.
 */
export interface PlacementPolicy {
  readonly name: Policy;
  /** The score as OpenNebula writes it (reference part 11.2). */
  readonly formula: string;
  readonly tieBreakFormula: string;
  score(table: HostTable, index: number, demand: Demand): number;
  tieBreak(table: HostTable, index: number): number;
}
