/** What `stratus check` would find in a simulated world, by the same rules, from the guards, domains and disks of its hosts. */
import { idle, evidenceReport, machineReport } from '../../agent/reconcile/machine-report.ts';
import { checkCloud } from '../../shared/model/check/check-cloud.ts';
import type { Finding, HeldMachine, Sighting } from '../../shared/model/check/finding.ts';
import type { State } from '../../shared/model/state.ts';
import type { SimHost } from './sim-host.ts';
import type { SimWorld } from './sim-world.ts';

export function findingsIn(world: SimWorld): readonly Finding[] {
  const { state } = world.witness.follower;
  return checkCloud(
    state,
    world.hosts.map((host) => sightingOf(state, host)),
  );
}

/** In words; a host that declares less than it promised is no fault of anybody here. */
export function checkFinds(world: SimWorld): string[] {
  return findingsIn(world)
    .filter(({ kind }) => kind !== 'promisedTooMuch')
    .map(({ kind, invariant, text }) => `check (${invariant} ${kind}): ${text}`);
}

function sightingOf(state: State, host: SimHost): Sighting {
  const guards = host.guards.kept();
  const domains = new Map(host.hypervisor.domains().map((domain) => [domain.uuid, domain]));
  const held = [...guards.values()].map((guard): HeldMachine => {
    const { machineId, generation, desired, nics } = guard.order;
    const domain = domains.get(machineId) ?? null;
    return {
      ...{ machineId, generation, desired },
      phase: machineReport(guard, domain, idle, null).phase,
      addresses: nics.map(({ address }) => address),
      evidence: evidenceReport(guard),
    };
  });
  const onDisk = [...state.machines.keys()].filter(
    (id) => host.disks.filesOf(id).size + host.disks.evidenceOf(id).size > 0,
  );
  const unguarded = [...new Set([...domains.keys(), ...onDisk])].filter((id) => !guards.has(id));
  return { hostId: host.hostId, held, unguarded };
}
