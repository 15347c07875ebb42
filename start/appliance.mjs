// Where does the appliance come from? Its parts are downloaded and unpacked (never installed: above all no kernel),
// then the recipe in appliances/small builds it, once for each kernel and recipe.

import { join } from 'node:path';
import { buildSmallAppliance } from '../appliances/small/build.mjs';
import { APPLIANCE_PARTS, KERNEL_METAPACKAGE } from '../appliances/small/parts.mjs';
import { dependencyOf, unpackPackages } from './debs.mjs';

/** @returns {Promise<string[]>} every package the appliance is made of, the kernel's real one among them */
export async function appliancePackages() {
  const kernel = await dependencyOf(KERNEL_METAPACKAGE, /^linux-image-[0-9].*cloud/);
  return [...APPLIANCE_PARTS.map(({ name }) => name), kernel];
}

/**
 * @param {{partsFolder: string, imagesFolder: string}} where
 * @returns {ReturnType<typeof buildSmallAppliance>}
 */
export async function makeAppliance({ partsFolder, imagesFolder }) {
  const names = await appliancePackages();
  const { root, list } = await unpackPackages({ names, folder: join(partsFolder, 'appliance') });
  return buildSmallAppliance({ parts: root, partsList: list, outFolder: imagesFolder });
}
