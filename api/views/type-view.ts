/** The instance types of the site. */
import Type from 'typebox';
import type { Static } from 'typebox';
import type { State } from '../../shared/model/state.ts';
import * as word from './words.ts';

export const TypeView = Type.Object({
  name: Type.String(),
  isDefault: Type.Boolean(),
  vcpus: Type.Integer(),
  cpu: word.Cores,
  memoryMiB: word.MiB,
  swapMiB: word.MiB,
  rootDiskMiB: Type.Integer({ minimum: 0, description: 'least size; 0: as large as the image' }),
});

/** Sorted by name. */
export function renderTypes(state: State): Static<typeof TypeView>[] {
  const { site } = state;
  if (!site) return [];
  return [...site.types]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ cpuHundredths, ...type }) => ({
      ...type,
      cpu: word.coresOf(cpuHundredths),
      isDefault: type.name === site.defaultType,
    }));
}
