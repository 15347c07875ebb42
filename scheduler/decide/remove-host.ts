/**
 * `removeHost`: the host belongs to the cloud no more. Nothing is lost by it that was not given up before: while machines
 * or evidence are on the host it is refused, unless the host was confirmed down.
 */
import { ok, refused } from '../../shared/base/result.ts';
import type { Result } from '../../shared/base/result.ts';
import type { Event } from '../../shared/model/events.ts';
import { isAwaited, isConfirmedDown } from '../../shared/model/host-life.ts';
import type { Refusal } from '../../shared/model/reasons.ts';
import type { Host, State } from '../../shared/model/state.ts';
import { findHost } from './find.ts';
import { unknownHost } from './refusals.ts';

export function decideRemoveHost(
  state: State,
  named: string,
  why: string,
): Result<readonly Event[], Refusal> {
  const host = findHost(state, named);
  if (!host) {
    const removed = state.hosts.get(named)?.removed;
    return removed ? ok([]) : refused(unknownHost(named));
  }
  if (isAwaited(host)) return refused(holdsUnknown(host));
  if (host.machines.size > 0 && !isConfirmedDown(host)) return refused(hasMachines(state, host));
  return ok([{ type: 'hostRemoved', hostId: host.hostId, why }]);
}

function holdsUnknown(host: Host): Refusal {
  return {
    reason: 'hostHasMachines',
    message: `host ${host.name} did not say what it holds since the log was recovered`,
    where: `host ${host.name}`,
    whatToDo:
      'wait until it speaks; a host that will never speak again is confirmed down first: `stratus host confirm-down`',
  };
}

function hasMachines(state: State, host: Host): Refusal {
  let machines = 0;
  for (const machineId of host.machines) {
    const machine = state.machines.get(machineId);
    if (machine && (machine.state !== 'done' || machine.givenUp)) machines += 1;
  }
  const evidence = host.machines.size - machines;
  return {
    reason: 'hostHasMachines',
    message: `host ${host.name} has ${machines} machine(s) and keeps the evidence of ${evidence}`,
    where: `host ${host.name}`,
    whatToDo:
      'disable it, end its machines and wait for the end of quarantine; a host that will never speak again is confirmed down first: `stratus host confirm-down`',
  };
}
