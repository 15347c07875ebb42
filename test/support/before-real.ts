/** Once before all tests on real parts: what they share is made, so that files which run beside each other find it made. */
import { dirname, join } from 'node:path';
import { makeAppliance } from '../../start/install/appliance.mjs';
import { buildSources } from '../../start/build.mjs';
import { isBuilt } from '../../start/install/sources.mjs';
import { TEST_STATE } from '../../start/test/test-state.mjs';
import { whyNoRealCloud } from './real-cloud/why-no-real-cloud.ts';

const checkout = dirname(dirname(import.meta.dirname));

/** Vitest calls it by this name. */
export async function setup(): Promise<void> {
  if (!isBuilt(checkout)) await buildSources(checkout);
  if ((await whyNoRealCloud()) !== null) return;
  const folders = {
    partsFolder: join(TEST_STATE, 'parts'),
    imagesFolder: join(TEST_STATE, 'images'),
  };
  await makeAppliance(folders);
}
