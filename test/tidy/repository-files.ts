/** The files that the rules look at: what git tracks, and what it would track if it were added now. */
import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SourceText } from './source-text.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Reads them all; what was deleted but not yet committed, links and submodules are left out. */
export function repositoryFiles(): readonly SourceText[] {
  const list = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '-z'],
    { cwd: root, encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 },
  );
  return [...new Set(list.split('\0'))]
    .filter((path) => path !== '' && existsSync(root + path) && lstatSync(root + path).isFile())
    .map((path) => ({ path, text: readFileSync(root + path, 'utf8') }));
}
