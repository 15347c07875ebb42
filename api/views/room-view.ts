/** How many machines of each type fit now, how many there are, and the addresses that are left for them. */
import Type from 'typebox';
import type { Static } from 'typebox';
import type { TypeRoom } from '../../shared/model/command.ts';
import type { State } from '../../shared/model/state.ts';
import { freeAddresses } from './address-view.ts';
import { renderTypes } from './type-view.ts';
import * as word from './words.ts';

export const RoomView = Type.Object({
  types: Type.Array(
    Type.Object({
      type: Type.String(),
      vcpus: Type.Integer(),
      cpu: word.Cores,
      memoryMiB: word.MiB,
      diskMiB: Type.Integer({ description: 'least: an image may need more' }),
      now: Type.Integer({ description: 'so many more fit, were all that come of this type' }),
      mine: Type.Integer({ description: 'machines of your project that have a place' }),
      others: Type.Integer({ description: 'machines of other projects that have a place' }),
      empty: Type.Integer({ description: 'so many the same hosts would hold, were they empty' }),
    }),
  ),
  addresses: Type.Array(Type.Object({ networkClass: word.NetworkClassWord, free: word.Count })),
});
export type RoomView = Static<typeof RoomView>;

/** By name of the type. A type that the view does not know yet is left out. */
export function renderRoom(
  state: State,
  rooms: readonly TypeRoom[],
  projectId: string,
  nowMs: number,
): RoomView {
  const placed = countPlaced(state, projectId);
  const byType = new Map(rooms.map((room) => [room.type, room]));
  return {
    types: renderTypes(state).flatMap(({ name, vcpus, cpu, memoryMiB, rootDiskMiB, swapMiB }) => {
      const room = byType.get(name);
      if (!room) return [];
      const { mine, others } = placed.get(name) ?? none;
      return {
        ...{ type: name, vcpus, cpu, memoryMiB, diskMiB: Math.max(rootDiskMiB, 1) + swapMiB },
        ...{ now: room.now, mine, others, empty: room.empty },
      };
    }),
    addresses: freeAddresses(state, nowMs),
  };
}

interface Placed {
  mine: number;
  others: number;
}
const none: Readonly<Placed> = { mine: 0, others: 0 };

function countPlaced(state: State, projectId: string): ReadonlyMap<string, Readonly<Placed>> {
  const placed = new Map<string, Placed>();
  for (const { spec, hostId, state: now } of state.machines.values()) {
    if (hostId === null || now === 'done') continue;
    const counts = placed.get(spec.instanceType) ?? { ...none };
    counts[spec.projectId === projectId ? 'mine' : 'others'] += 1;
    placed.set(spec.instanceType, counts);
  }
  return placed;
}
