/**
 * Where is the root disk of every machine that ever ran? Among its host's machines or in quarantine, unchanged there, until a
 * purge that was ordered, after the whole window, and while nobody holds it (I14, I15).
 */
import type { Follower } from './follower.ts';
import type { SimHost } from './sim-host.ts';

export interface EvidenceWatch {
  started(host: SimHost, machineId: string): void;
  look(): void;
}

export interface EvidenceWatchOptions {
  readonly follower: Follower;
  /** ms since 1970 */
  nowMs(): number;
  report(invariant: string, text: string): void;
}

/** What is watched on one host, and how the host was when it was last looked at. */
interface HostWatch {
  readonly host: SimHost;
  readonly machines: Map<string, Watched>;
  changes: number;
  bases: number;
}

interface Watched {
  readonly host: SimHost;
  readonly machineId: string;
  /** Content in quarantine, as first seen; null: not there yet. */
  kept: string | null;
  keptAtMs: number;
}

const root = 'root.qcow2';

export function createEvidenceWatch(options: EvidenceWatchOptions): EvidenceWatch {
  const { follower, report } = options;
  const watches = new Map<SimHost, HostWatch>();
  let writes = 0;

  function look(one: Watched): void {
    const { host, machineId } = one;
    const inUse = host.disks.filesOf(machineId).has(root);
    const kept = host.disks.evidenceOf(machineId).get(root);
    const [base = ''] = (host.disks.filesOf(machineId).get(root) ?? kept ?? '').split(' ');
    if (base !== '' && !host.images.kept.has(base))
      report('I13', `the base below the root disk of ${machineId} is gone from ${host.name}`);
    if (host.living.has(machineId) && !inUse)
      return report('I2', `the root disk of ${machineId} is taken away while it runs`);
    if (kept === undefined) {
      if (!inUse) checkPurge(one);
    } else if (one.kept === null) {
      one.kept = kept;
      one.keptAtMs = options.nowMs();
    } else if (kept !== one.kept) report('I13', `the evidence of ${machineId} was altered`);
  }

  function checkPurge(one: Watched): void {
    const { host, machineId } = one;
    watches.get(host)?.machines.delete(machineId);
    const evidence = follower.evidence(machineId);
    if (one.kept === null || !evidence)
      return report('I15', `the root disk of ${machineId} is gone and was never in quarantine`);
    if (evidence.purgeOrderedAt === 0 || evidence.held !== null)
      return report('I14', `the evidence of ${machineId} is purged without an order, or held`);
    const windowMs = follower.state.site?.quarantineWindowMs ?? 0;
    if (options.nowMs() - one.keptAtMs < windowMs)
      report('I14', `the evidence of ${machineId} is purged before its time`);
  }

  return {
    started(host, machineId) {
      host.disks.guestWrites(machineId, `write ${++writes}\n`);
      const isKnown = [...watches.values()].some(({ machines }) => machines.has(machineId));
      const watch = watches.get(host) ?? { host, machines: new Map(), changes: 0, bases: 0 };
      watches.set(host, watch);
      if (!isKnown) watch.machines.set(machineId, { host, machineId, kept: null, keptAtMs: 0 });
    },
    look() {
      // Nearly always nothing happened to any disk since the last thing that happened.
      for (const watch of watches.values()) {
        const { host, machines } = watch;
        const [changes, bases] = [host.disks.changes(), host.images.kept.size];
        if (changes === watch.changes && bases === watch.bases) continue;
        watch.changes = changes;
        watch.bases = bases;
        for (const one of machines.values()) look(one);
      }
    },
  };
}
