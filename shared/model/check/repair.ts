/** What of the findings is mended by one command: orphans and leases that nobody has; all else mends itself or needs a person. */
import type { Repair } from '../command.ts';
import type { Finding } from './finding.ts';

/** At most so many of each in one command (proto/v1/command.proto); the next check finds the rest. */
const repairsMax = 1_000;

export function repairOf(findings: readonly Finding[], why: string): Repair {
  const wanted = findings.filter(({ remedy }) => remedy === 'repair');
  const orphans = wanted.flatMap(({ kind, hostId, machineId }) =>
    kind === 'orphan' && hostId !== null && machineId !== null ? [{ hostId, machineId }] : [],
  );
  const leases = wanted.flatMap(({ kind, address }) =>
    kind === 'leaseWithoutMachine' && address !== null ? [address] : [],
  );
  return { why, orphans: orphans.slice(0, repairsMax), leases: leases.slice(0, repairsMax) };
}
