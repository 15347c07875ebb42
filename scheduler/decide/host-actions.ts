/** `joinHost`, `enableHost`, `disableHost`: which hosts there are and which get new machines. */
import { ok, refused } from '../../shared/base/result.ts';
import type { Result } from '../../shared/base/result.ts';
import type { Event } from '../../shared/model/events.ts';
import type { Refusal } from '../../shared/model/reasons.ts';
import type { State } from '../../shared/model/state.ts';
import { findHost } from './find.ts';
import { isMachineName } from './machine-request.ts';
import { unknownHost } from './refusals.ts';

/** A repeat with the same id and name changes nothing. */
export function decideJoinHost(
  state: State,
  { hostId, name }: { readonly hostId: string; readonly name: string },
): Result<readonly Event[], Refusal> {
  if (!isMachineName(name)) return refused(invalidHostName(name));
  const known = state.hosts.get(hostId);
  if (known?.name === name) return ok([]);
  const holder = known ?? findHost(state, name);
  if (holder) return refused(hostExists(holder.name));
  return ok([{ type: 'hostJoined', hostId, name }]);
}

export function decideEnableHost(state: State, named: string): Result<readonly Event[], Refusal> {
  const host = findHost(state, named);
  if (!host) return refused(unknownHost(named));
  return ok(host.enabled ? [] : [{ type: 'hostEnabled', hostId: host.hostId }]);
}

/** Machines that are on it go on. */
export function decideDisableHost(
  state: State,
  named: string,
  why: string,
): Result<readonly Event[], Refusal> {
  const host = findHost(state, named);
  if (!host) return refused(unknownHost(named));
  const so = !host.enabled && host.why === why;
  return ok(so ? [] : [{ type: 'hostDisabled', hostId: host.hostId, why }]);
}

function hostExists(name: string): Refusal {
  return {
    reason: 'hostExists',
    message: `host ${name} is there already`,
    where: 'host',
    whatToDo: 'choose another name, or remove that host first',
  };
}

function invalidHostName(name: string): Refusal {
  return {
    reason: 'invalidName',
    message: `${JSON.stringify(name.slice(0, 80))} cannot be the name of a host`,
    where: 'name',
    whatToDo:
      'use lower-case letters, digits and dashes, at most 63, beginning with a letter or digit',
  };
}
