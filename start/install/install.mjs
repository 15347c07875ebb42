// How does what is missing get here? By Debian's own packages, npm and the compiler; what belongs to the checkout is
// made by whom the checkout belongs to, so that `sudo npm start` leaves no file there that its owner cannot remove.

import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runCommand } from '../../lab/run-command.mjs';
import { buildSources } from '../build.mjs';
import { simulateInstall } from '../plan/facts.mjs';
import { fetching } from './fetching.mjs';
import { accountOf } from '../first-machine/user.mjs';

const APT = ['-q', '-y', '-o', 'Dpkg::Use-Pty=0'];
const QUIET = { DEBIAN_FRONTEND: 'noninteractive', NEEDRESTART_MODE: 'l' };
const APT_LIMIT_MS = 30 * 60_000;

/** @returns {Promise<string[]>} every package that was installed */
export async function installPackages(names, say = () => {}) {
  const { packages, downloadText } = await simulateInstall(names);
  say(`${packages.length} packages, ${downloadText}`);
  const kernel = packages.find((name) => /^linux-image/.test(name));
  if (kernel) throw new Error(`apt would install a kernel (${kernel}); nothing was installed`);
  const args = [...APT, '--no-install-recommends', 'install', ...names];
  const installing = runCommand('apt-get', args, { env: QUIET, timeoutMs: APT_LIMIT_MS });
  await fetching('Debian packages', installing);
  return packages;
}

export const updatePackageLists = () =>
  fetching(
    'package lists',
    runCommand('apt-get', [...APT, 'update'], { env: QUIET, timeoutMs: APT_LIMIT_MS }),
  );

/** Root acts as the owner of the checkout; anybody else acts as himself. */
async function asOwner(checkout) {
  const { uid } = statSync(join(checkout, 'package.json'));
  if (process.getuid() !== 0 || uid === 0) return {};
  const { gid, home } = await accountOf(String(uid));
  return { uid, gid, env: { HOME: home } };
}

export async function installNodeModules(checkout) {
  const beside = join(dirname(process.execPath), 'npm');
  const npm = existsSync(beside) ? beside : 'npm';
  const owner = await asOwner(checkout);
  const env = { ...owner.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}` };
  const installing = runCommand(npm, ['ci', '--prefer-offline', '--no-audit', '--no-fund'], {
    cwd: checkout,
    ...owner,
    env,
    timeoutMs: APT_LIMIT_MS,
  });
  await fetching('node modules', installing);
}

export async function build(checkout) {
  const { uid, gid } = await asOwner(checkout);
  await buildSources(checkout, uid === undefined ? {} : { uid, gid });
}
