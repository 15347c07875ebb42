/** Which labels a host may have: those of machines, each used by one host at a time. */
import type { Refusal } from '../../shared/model/reasons.ts';
import type { State } from '../../shared/model/state.ts';
import { findHost } from './find.ts';
import { isMachineName } from './machine-request.ts';
import { hostExists } from './refusals.ts';

/** Why host `hostId` cannot be called so, or null. */
export function hostNameRefusal(state: State, name: string, hostId: string): Refusal | null {
  if (!isMachineName(name)) return invalidHostName(name);
  const holder = findHost(state, name);
  return holder && holder.hostId !== hostId ? hostExists(holder.name) : null;
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
