import type { WaitReason } from '../../../shared/model/reasons.ts';
import type { Change } from '../change.ts';
import type { Demand } from '../demand.ts';
import type { HostTable } from '../host-table.ts';

/**
 * One reason for which a host cannot take a machine, and what would have to change. Changes name the least that makes
 * this filter pass: a suggestion made of them must really fit.
 */
export interface HostFilter {
  readonly name: FilterName;
  passes(table: HostTable, index: number, demand: Demand): boolean;
  /** The class of the wait when no host came further than here. */
  waitReason(table: HostTable, index: number): WaitReason;
  /** How the user could ask differently; null: no other request passes here. */
  changeOfRequest(table: HostTable, index: number, demand: Demand): WeighedChange | null;
  /** What could change on the host; null: nothing does. */
  changeOfHost(table: HostTable, index: number, demand: Demand): WeighedChange | null;
}

export type FilterName =
  'enabled' | 'heard' | 'requirements' | 'cpu' | 'memory' | 'disk' | 'overCommitted';

/** Weight: how far away the change is; a resource's is the share of the demand that lacks, 1 and more are switches. */
export interface WeighedChange {
  readonly change: Change;
  readonly weight: number;
}

/** The name under which users know the host of that row. */
export function hostName(table: HostTable, index: number): string {
  return table.names[index] ?? '';
}
