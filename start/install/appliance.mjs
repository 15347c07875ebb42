// Where do our images come from? Their parts are downloaded and unpacked (never installed: above all no kernel), then the
// recipe in appliances/small or appliances/debian builds it, once for each kernel and recipe.

import { join } from 'node:path';
import { buildDebianImage } from '../../appliances/debian/build.mjs';
import { BUILD_TOOLS, DEBIAN_PACKAGES } from '../../appliances/debian/parts.mjs';
import { buildSmallAppliance } from '../../appliances/small/build.mjs';
import { APPLIANCE_PARTS, KERNEL_METAPACKAGE } from '../../appliances/small/parts.mjs';
import { candidateVersions, dependencyOf, unpackPackages } from './debs.mjs';

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
  const { root, list } = await applianceParts(partsFolder);
  return buildSmallAppliance({ parts: root, partsList: list, outFolder: imagesFolder });
}

async function applianceParts(partsFolder) {
  const names = await appliancePackages();
  return unpackPackages({ names, folder: join(partsFolder, 'appliance') });
}

/**
 * The Debian image: some hundred MiB of packages and a few minutes the first time.
 * @param {{partsFolder: string, imagesFolder: string, say?: (text: string) => void}} where say: hears what takes long
 * @returns {ReturnType<typeof buildDebianImage>}
 */
export async function makeDebianImage({ partsFolder, imagesFolder, say }) {
  const { root, list } = await applianceParts(partsFolder);
  const folder = join(partsFolder, 'debian-tools');
  const tools = await unpackPackages({ names: BUILD_TOOLS, folder });
  const inside = await candidateVersions(DEBIAN_PACKAGES.map(({ name }) => name));
  const partsList = [...list, ...tools.list, ...inside];
  return buildDebianImage({
    ...{ parts: root, tools: tools.root, partsList },
    ...{ outFolder: imagesFolder, say },
  });
}
