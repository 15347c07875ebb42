/**
 * What a host's word tells of its life that the log does not know yet: that it is back though it was confirmed down, and
 * that a copy of it was heard beside it.
 */
import type { Hello } from '../../shared/model/conversation.ts';
import type { Event } from '../../shared/model/events.ts';
import { isConfirmedDown } from '../../shared/model/host-life.ts';
import type { State } from '../../shared/model/state.ts';
import { isCloned } from './bind-host.ts';
import type { Binding } from './bind-host.ts';

/** `hello` is of the agent that is bound by `binding`. */
export function decideHostLife(
  state: State,
  binding: Binding | null,
  { hostId, bootId }: Pick<Hello, 'hostId' | 'bootId'>,
): readonly Event[] {
  const host = state.hosts.get(hostId);
  if (!host || host.removed) return [];
  const events: Event[] = [];
  if (isConfirmedDown(host)) events.push({ type: 'hostReturned', hostId, bootId });
  if (host.cloned === null && binding?.rival && isCloned(binding))
    events.push({ type: 'hostCloned', hostId, bootId: binding.rival.bootId });
  return events;
}
