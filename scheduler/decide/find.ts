/** Which machine, host or evidence a user means by a UUID, a label or a name. */
import { isUuidText } from '../../shared/base/bytes.ts';
import type { Evidence, Host, Machine, State } from '../../shared/model/state.ts';

/**
 * A machine of the project, or null. A name finds the machine that has it now, an id also one that has ended. What may be an id
 * is one: no name can stand between a user and the machine whose id he gives.
 */
export function findMachine(state: State, projectId: string, named: string): Machine | null {
  const machineId = /^\d{1,10}$/.test(named)
    ? state.machineByLabel.get(Number(named))
    : isUuidText(named.toLowerCase())
      ? named.toLowerCase()
      : state.machineByName.get(`${projectId}/${named}`);
  const machine = machineId === undefined ? undefined : state.machines.get(machineId);
  return machine && machine.spec.projectId === projectId ? machine : null;
}

/** A host of the cloud by id or name, or null; one that was removed is none. */
export function findHost(state: State, named: string): Host | null {
  const byId = state.hosts.get(named);
  if (byId) return byId.removed ? null : byId;
  for (const host of state.hosts.values()) if (host.name === named && !host.removed) return host;
  return null;
}

/** Evidence that is still kept, or null. */
export function findEvidence(state: State, projectId: string, named: string): Evidence | null {
  const machine = findMachine(state, projectId, named);
  const evidence = machine && state.evidence.get(machine.spec.machineId);
  return evidence && !evidence.purged ? evidence : null;
}
