/**
 * Which instance types may the user name? Those of the cloud, and those of his own file, which may also change the size of
 * one of the cloud's. Pure.
 */
import type { InstanceType } from '../rest-answers.ts';
import { UsageError } from './stops.ts';

export interface UserType {
  readonly name: string;
  readonly cpu: number;
  readonly ramMiB: number;
  readonly swapMiB: number;
  /** Whether the cloud knows the name. */
  readonly atCloud: boolean;
  /** Whether its size is the user's own. */
  readonly own: boolean;
  readonly isDefault: boolean;
}

/** Sorted by name. `wantedDefault`: the user's `default_instance_type`. */
export function userTypes(
  cloudTypes: readonly InstanceType[],
  ownTypes: ReadonlyMap<string, string>,
  wantedDefault: string | null,
): readonly UserType[] {
  const types = new Map<string, Omit<UserType, 'isDefault'>>();
  for (const { name, vcpus, memoryMiB, swapMiB } of cloudTypes)
    types.set(name, {
      ...{ name, cpu: vcpus, ramMiB: memoryMiB, swapMiB, atCloud: true, own: false },
    });
  for (const [name, text] of ownTypes) {
    const size = sizeOf(text);
    if (size) types.set(name, { name, ...size, atCloud: types.has(name), own: true });
  }
  const defaultName = wantedDefault ?? cloudTypes.find(({ isDefault }) => isDefault)?.name;
  return [...types.values()]
    .map((type) => ({ ...type, isDefault: type.name === defaultName }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The type of that name, or the default one. Throws `UsageError`. */
export function chosenType(types: readonly UserType[], wanted: string | null): UserType {
  const found = types.find(({ name, isDefault }) =>
    wanted === null ? isDefault : name === wanted,
  );
  if (!found) throw new UsageError(`Unknown instance type: ${wanted ?? 'none is the default'}`);
  return found;
}

/** `cpu, ramMB, swapMB`; what is not of this form is dropped without a word, as users know it. */
function sizeOf(text: string): Pick<UserType, 'cpu' | 'ramMiB' | 'swapMiB'> | null {
  const [, cpu = '', ram = '', swap = ''] =
    /^\s*(\d{1,9})\s*,\s*(\d{1,9})\s*,\s*(\d{1,9})\s*$/.exec(text) ?? [];
  const size = { cpu: Number(cpu), ramMiB: Number(ram), swapMiB: Number(swap) };
  return size.cpu > 0 && size.ramMiB > 0 ? size : null;
}
