// What is missing gets here in the order in which it needs one another: package lists, packages, node modules, the build.
// Each is written down first, so that `clean` can name or remove it.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build, installNodeModules, installPackages, updatePackageLists } from './install.mjs';
import { buildFolder } from '../build.mjs';
import { note } from '../cloud/journal.mjs';

/**
 * @param {{state: string, checkout: string, updateApt: boolean, install: {wanted: string[]}, npm: boolean, build: boolean}} plan
 * @param {ReturnType<typeof import('../terminal/phases.mjs').openPhases>} phases
 */
export async function installMissing(plan, phases) {
  const { state, checkout } = plan;
  if (plan.updateApt) await phases.phase('Asking for package lists', updatePackageLists);
  if (plan.install.wanted.length > 0) {
    await phases.phase('Installing Debian packages', async (say) => {
      const names = await installPackages(plan.install.wanted, say);
      note(state, { kind: 'packages', names });
    });
  }
  if (plan.npm) {
    const folder = join(checkout, 'node_modules');
    if (!existsSync(folder)) note(state, { kind: 'folder', path: folder });
    await phases.phase('Installing node modules', () => installNodeModules(checkout));
  }
  if (plan.build) {
    const folder = join(checkout, 'dist');
    if (!existsSync(folder)) note(state, { kind: 'folder', path: folder });
    note(state, { kind: 'folder', path: buildFolder(checkout) });
    await phases.phase('Building', () => build(checkout));
  }
}
