/**
 * The two digests by which scheduler and agent notice that something was lost between them: what a host holds (orders by
 * generation, purges) and what it observes. Both sides compute them from lists in any order.
 */
import { sha256Hex } from '../base/digest.ts';
import type { EvidenceReport, MachineReport } from './conversation.ts';

/** What a host holds of one machine. */
export interface Held {
  readonly machineId: string;
  readonly generation: number;
  readonly purge: boolean;
}

/** Of an agent that has not yet been sent its orders since it connected: equal to no real digest. */
export const nothingHeardDigest = '0'.repeat(64);

export function heldDigest(held: Iterable<Held>): string {
  return digestOf(
    [...held].map(({ machineId, generation, purge }) => `${machineId} ${generation} ${purge}`),
  );
}

/** Progress and counters are left out: they change all the time and nothing is decided on them. */
export function observedDigest(
  observed: 'complete' | 'unavailable',
  machines: readonly MachineReport[],
  evidence: readonly EvidenceReport[],
): string {
  return digestOf([
    observed,
    ...machines.map((m) => `m ${m.machineId} ${m.generation} ${m.phase} ${m.reason ?? ''}`),
    ...evidence.map((e) => `e ${e.machineId} ${e.phase} ${e.digest}`),
  ]);
}

function digestOf(lines: readonly string[]): string {
  return sha256Hex([...lines].sort().join('\n'));
}
