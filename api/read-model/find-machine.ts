/**
 * Which machine is meant? A UUID, a label, or a name, in this order; of a name that was used before, the machine that
 * still lives, else the newest.
 */
import { authorize } from '../../shared/model/authorization.ts';
import type { Actor, Right } from '../../shared/model/authorization.ts';
import type { Host, Machine, State } from '../../shared/model/state.ts';
import { Refused, refuse } from '../errors.ts';

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The machine that `actor` means and may see. Throws `Refused` with `unknownMachine`. */
export function findMachine(
  state: State,
  actor: Actor,
  reference: string,
  right: Right = 'see',
): Machine {
  const machine = machineByReference(state, actor.projectId, reference);
  if (!machine)
    refuse(
      'unknownMachine',
      `There is no machine ${JSON.stringify(reference)}.`,
      reference,
      'Look for its name or number with `stratus list --all`.',
    );
  const allowed = authorize(actor, right, machine.spec.projectId, reference);
  if (!allowed.ok) throw new Refused(allowed.reason);
  return machine;
}

/** The host with that id, or of the cloud now by that name, or `Refused` with `unknownHost`. */
export function findHost(state: State, reference: string): Host {
  const byId = state.hosts.get(reference);
  if (byId) return byId;
  for (const host of state.hosts.values())
    if (host.name === reference && !host.removed) return host;
  return refuse(
    'unknownHost',
    `There is no host ${JSON.stringify(reference)}.`,
    reference,
    'Look for its name with `stratus host`.',
  );
}

function machineByReference(state: State, projectId: string, reference: string): Machine | null {
  const id = uuidForm.test(reference)
    ? reference
    : /^[1-9]\d{0,9}$/.test(reference)
      ? state.machineByLabel.get(Number(reference))
      : state.machineByName.get(`${projectId}/${reference}`);
  const machine = id === undefined ? undefined : state.machines.get(id);
  return machine ?? newestNamed(state, projectId, reference);
}

function newestNamed(state: State, projectId: string, name: string): Machine | null {
  let newest: Machine | null = null;
  for (const machine of state.machines.values()) {
    const { spec } = machine;
    if (
      spec.name === name &&
      spec.projectId === projectId &&
      spec.label > (newest?.spec.label ?? 0)
    )
      newest = machine;
  }
  return newest;
}
