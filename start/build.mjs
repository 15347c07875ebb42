// How do the sources become what runs? tsc compiles them into dist/; the generated wire code
// and the page, which a browser takes as they are, are copied beside.

import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runCommand } from '../lab/run-command.mjs';
import { sourcesDigest, stampFile } from './sources.mjs';

const CHECKOUT = dirname(import.meta.dirname);

/**
 * @param {string} checkout
 * @param {{uid?: number, gid?: number}} [as] whom the result belongs to
 */
export async function buildSources(checkout, as = {}) {
  rmSync(stampFile(checkout), { force: true });
  const digest = sourcesDigest(checkout);
  const compiler = join(checkout, 'node_modules/typescript/bin/tsc');
  await runCommand(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
    cwd: checkout,
    ...as,
  });
  const generated = join(checkout, 'proto/gen');
  if (existsSync(generated))
    cpSync(generated, join(checkout, 'dist/proto/gen'), { recursive: true });
  cpSync(join(checkout, 'api/page'), join(checkout, 'dist/api/page'), { recursive: true });
  mkdirSync(dirname(stampFile(checkout)), { recursive: true });
  writeFileSync(stampFile(checkout), digest);
}

if (process.argv[1] === import.meta.filename) {
  await buildSources(CHECKOUT);
}
