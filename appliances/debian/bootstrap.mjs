// How does a Debian come to be in a folder? mmdebstrap installs it there, by apt with the mirrors and the key ring that
// this machine trusts already. Nothing is added to this machine, and no service of the guest is started on it.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../lab/run-command.mjs';
import { RELEASE } from './parts.mjs';

const LIMIT_MS = 30 * 60_000;
const FORMAT = '$(REPO_URI)|$(RELEASE)|$(COMPONENT)|$(ORIGIN)';
/** Left out while packages are unpacked: what only people read. */
const UNREAD = ['/usr/share/doc/*', '/usr/share/man/*', '/usr/share/info/*', '/usr/share/locale/*'];

/**
 * The lines for apt in the guest: the Debian mirrors that this machine's apt knows, of the image's release where they are
 * for it, else the first of them.
 * @param {string} targets what `apt-get indextargets` printed in FORMAT
 * @returns {string[]} at least one `deb URI RELEASE main`
 */
export function sourceLines(targets) {
  const debian = targets
    .split('\n')
    .map((line) => line.split('|'))
    .filter(([uri, , component, origin]) => uri && component === 'main' && /^Debian/.test(origin));
  const lines = debian
    .filter(([, release]) => release.startsWith(RELEASE.codename))
    .map(([uri, release]) => `deb ${uri} ${release} main`);
  if (lines.length > 0) return [...new Set(lines)];
  if (debian.length > 0) return [`deb ${debian[0][0]} ${RELEASE.codename} main`];
  throw new Error('apt knows no mirror of Debian; try `apt-get update`');
}

/** @returns {Promise<string[]>} the lines for this machine's mirrors */
export async function hostSourceLines() {
  const args = ['indextargets', '--format', FORMAT, 'Created-By: Packages'];
  return sourceLines(await runCommand('apt-get', args));
}

/**
 * @param {{tools: string, packages: string[], target: string}} wanted tools: folder of the unpacked build tools;
 *   target: becomes the tree, is made anew
 */
export async function bootstrap({ tools, packages, target }) {
  rmSync(target, { recursive: true, force: true });
  const programs = join(tools, 'usr/bin');
  await runCommand(
    'perl',
    [
      ...[join(programs, 'mmdebstrap'), '--mode=root', '--format=directory', '--variant=minbase'],
      `--include=${packages.join(',')}`,
      '--aptopt=APT::Install-Recommends "false"',
      ...UNREAD.map((path) => `--dpkgopt=path-exclude=${path}`),
      ...[RELEASE.codename, target, ...(await hostSourceLines())],
    ],
    { env: { PATH: `${programs}:${process.env.PATH}:/usr/sbin:/sbin` }, timeoutMs: LIMIT_MS },
  );
}
