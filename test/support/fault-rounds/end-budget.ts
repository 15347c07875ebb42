/**
 * How many machines may end on one host? Agents keep back what would stop many of a host's machines within a minute, so the
 * load ends fewer: what then does not settle in time is a fault's doing.
 */
import { performance } from 'node:perf_hooks';

/** Below the five that an agent ends within a minute whatever runs on it. */
const endsMax = 4;
const withinMs = 65_000;

/** `hostOf`: where a machine runs, null when nobody knows. The result counts each end that it allows. */
export function endBudget(
  hostOf: (machineId: string) => string | null,
): (machineId: string) => boolean {
  const ends = new Map<string, number[]>();
  return (machineId) => {
    const hostId = hostOf(machineId);
    if (hostId === null) return false;
    const now = performance.now();
    const recent = (ends.get(hostId) ?? []).filter((atMs) => atMs > now - withinMs);
    const allowed = recent.length < endsMax;
    ends.set(hostId, allowed ? [...recent, now] : recent);
    return allowed;
  };
}
