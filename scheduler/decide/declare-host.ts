import type { Hello } from '../../shared/model/conversation.ts';
import type { Event } from '../../shared/model/events.ts';
import type { State } from '../../shared/model/state.ts';

/**
 * The event that records what a host declares of itself, if that changed; load is never part of it. After `rebind` it is
 * recorded also unchanged: with it the host is again nobody but who declared this.
 */
export function decideDeclaration(state: State, hello: Hello): readonly Event[] {
  const host = state.hosts.get(hello.hostId);
  if (!host) return [];
  const { capacity, attributes, hypervisorUuid, storageId, bootId } = hello;
  const said = { capacity, attributes: { ...attributes }, hypervisorUuid, storageId, bootId };
  if (!host.rebound && host.declared && sameDeclaration(host.declared, said)) return [];
  return [{ type: 'hostDeclared', hostId: hello.hostId, ...said }];
}

type Declaration = NonNullable<NonNullable<ReturnType<State['hosts']['get']>>['declared']>;

function sameDeclaration(a: Declaration, b: Declaration): boolean {
  const names = new Set([...Object.keys(a.attributes), ...Object.keys(b.attributes)]);
  return (
    a.capacity.cpuHundredths === b.capacity.cpuHundredths &&
    a.capacity.memoryMiB === b.capacity.memoryMiB &&
    a.capacity.diskMiB === b.capacity.diskMiB &&
    a.hypervisorUuid === b.hypervisorUuid &&
    a.storageId === b.storageId &&
    a.bootId === b.bootId &&
    [...names].every((name) => a.attributes[name] === b.attributes[name])
  );
}
