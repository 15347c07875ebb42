/** How much room do the hosts of a block, or of a group of blocks, have at most? An upper bound by its place in the order. */
export interface MostRoom {
  readonly cpu: Float64Array;
  readonly memory: Float64Array;
  readonly disk: Float64Array;
}

/** Of so many blocks, without a host yet. */
export function mostRoom(length: number): MostRoom {
  const column = (): Float64Array => new Float64Array(length).fill(-Infinity);
  return { cpu: column(), memory: column(), disk: column() };
}

/** Whether no host there can have so much of everything. */
export function lacks(
  most: MostRoom,
  at: number,
  cpu: number,
  memory: number,
  disk: number,
): boolean {
  return most.cpu[at]! < cpu || most.memory[at]! < memory || most.disk[at]! < disk;
}

/** A host with this room is there now. */
export function raise(most: MostRoom, at: number, cpu: number, memory: number, disk: number): void {
  if (cpu > most.cpu[at]!) most.cpu[at] = cpu;
  if (memory > most.memory[at]!) most.memory[at] = memory;
  if (disk > most.disk[at]!) most.disk[at] = disk;
}

/** -Infinity of none. */
export function greatest(column: Float64Array, from: number, end: number): number {
  let found = -Infinity;
  for (let at = from; at < end; at++) if (column[at]! > found) found = column[at]!;
  return found;
}
