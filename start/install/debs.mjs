// How do files of a Debian package get here without installing it? apt downloads and verifies the package, dpkg-deb
// unpacks it into a folder of ours. No maintainer script runs, no service starts, nothing of the machine changes.

import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../lab/run-command.mjs';
import { fetching } from './fetching.mjs';

/** `Package: version` lines of what would be downloaded, so that a newer version makes a new folder. */
export async function candidateVersions(names, aptOptions = []) {
  const text = await runCommand('apt-cache', [...aptOptions, 'policy', ...names]);
  const versions = [...text.matchAll(/^(\S+):\n(?: {2}.*\n)*? {2}Candidate: (\S+)$/gm)];
  const missing = names.filter(
    (name) => !versions.some(([, found, version]) => found === name && version !== '(none)'),
  );
  if (missing.length > 0)
    throw new Error(`apt knows no package ${missing.join(', ')}; try \`apt-get update\``);
  return versions.map(([, name, version]) => `${name} ${version}`).sort();
}

/** The real package behind a metapackage: the one dependency whose name matches. */
export async function dependencyOf(metapackage, pattern) {
  const text = await runCommand('apt-cache', [
    'depends',
    '--no-recommends',
    '--no-suggests',
    metapackage,
  ]);
  const names = [...text.matchAll(/^\s*Depends: (\S+)$/gm)].map(([, name]) => name);
  const found = names.find((name) => pattern.test(name));
  if (!found)
    throw new Error(`apt knows no ${metapackage} (it answered: ${text.trim() || 'nothing'})`);
  return found;
}

/**
 * @param {{names: string[], folder: string, aptOptions?: string[]}} wanted folder: gets `root/` (the files) and
 *   `packages.json` (names and versions); left alone when it holds the same versions already
 * @returns {Promise<{root: string, list: string[]}>} list: "name version", sorted
 */
export async function unpackPackages({ names, folder, aptOptions = [] }) {
  const listFile = join(folder, 'packages.json');
  const have = existsSync(listFile) ? JSON.parse(readFileSync(listFile, 'utf8')) : null;
  const list = await candidateVersions(names, aptOptions).catch((error) => {
    if (have === null) throw error; // without apt's lists what is here already serves
    return have;
  });
  const root = join(folder, 'root');
  if (JSON.stringify(have) === JSON.stringify(list)) return { root, list };
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(join(fresh, 'debs'), { recursive: true });
  mkdirSync(join(fresh, 'root'));
  const unsandboxed = ['-o', 'APT::Sandbox::User=root']; // the folder is readable by root alone
  const args = [...aptOptions, ...unsandboxed, '-q', 'download', ...names];
  const download = runCommand('apt-get', args, { cwd: join(fresh, 'debs') });
  await fetching(`Debian packages (${names.join(', ')})`, download);
  for (const file of readdirSync(join(fresh, 'debs')).sort()) {
    await runCommand('dpkg-deb', ['-x', join(fresh, 'debs', file), join(fresh, 'root')]);
  }
  rmSync(join(fresh, 'debs'), { recursive: true });
  writeFileSync(join(fresh, 'packages.json'), `${JSON.stringify(list)}\n`);
  rmSync(folder, { recursive: true, force: true });
  renameSync(fresh, folder);
  return { root, list };
}
