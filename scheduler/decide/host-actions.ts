/**
 * `enableHost`, `disableHost`, `renameHost`, `rebindHost`: which hosts get new machines, what they are called, and which
 * agent may speak for one. Machines that are on a host go on whatever is said here.
 */
import { ok, refused } from '../../shared/base/result.ts';
import type { Result } from '../../shared/base/result.ts';
import type { Event } from '../../shared/model/events.ts';
import { isConfirmedDown, owedEnds } from '../../shared/model/host-life.ts';
import type { Refusal } from '../../shared/model/reasons.ts';
import type { Host, State } from '../../shared/model/state.ts';
import { findHost } from './find.ts';
import { hostNameRefusal } from './host-name.ts';
import { hostIsDown, unknownHost } from './refusals.ts';

type Decision = Result<readonly Event[], Refusal>;

/** One that was confirmed down first has to come back, and to end what it was given up with. */
export function decideEnableHost(state: State, named: string, why: string): Decision {
  const host = findHost(state, named);
  if (!host) return refused(unknownHost(named));
  if (host.enabled) return ok([]);
  if (isConfirmedDown(host)) return refused(hostIsDown(host.name));
  const owed = owedEnds(state, host).length;
  if (owed > 0) return refused(owesEnds(host, owed));
  return ok([{ type: 'hostEnabled', hostId: host.hostId, why }]);
}

export function decideDisableHost(state: State, named: string, why: string): Decision {
  const host = findHost(state, named);
  if (!host) return refused(unknownHost(named));
  const so = !host.enabled && host.why === why;
  return ok(so ? [] : [{ type: 'hostDisabled', hostId: host.hostId, why }]);
}

export function decideRenameHost(state: State, named: string, name: string): Decision {
  const host = findHost(state, named);
  if (!host) return refused(unknownHost(named));
  if (host.name === name) return ok([]);
  const unusable = hostNameRefusal(state, name, host.hostId);
  return unusable ? refused(unusable) : ok([{ type: 'hostRenamed', hostId: host.hostId, name }]);
}

/** Said again, it is done again: who speaks for a host is not in the log. */
export function decideRebindHost(state: State, named: string, why: string): Decision {
  const host = findHost(state, named);
  if (!host) return refused(unknownHost(named));
  return ok([{ type: 'hostRebound', hostId: host.hostId, why }]);
}

function owesEnds(host: Host, owed: number): Refusal {
  return {
    reason: 'hostOwesEnds',
    message: `host ${host.name} has not yet confirmed the end of ${owed} machine(s) that were given up when it was confirmed down`,
    where: `host ${host.name}`,
    whatToDo: 'wait until it has ended them; `stratus host show` counts them',
  };
}
