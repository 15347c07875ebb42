// How do the sources become what runs? tsc compiles them into a folder beside dist/; the generated wire code and the page,
// which a browser takes as they are, are copied there too, and the agent is made one file. Then it takes the place of dist/,
// from which another cloud of this checkout may be running: what was there stays whole until then, and stays when the build
// fails.

import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { processFacts } from '../lab/processes.mjs';
import { runCommand } from '../lab/run-command.mjs';
import { agentIn } from './hosts/agent-program.mjs';
import { sourcesDigest, stampIn } from './install/sources.mjs';

const CHECKOUT = dirname(import.meta.dirname);
/** What is being made, or taken away, by which process. */
const BESIDE = /^dist\.(?:new|old)-([1-9][0-9]*)$/;

/** Where this process builds. */
export const buildFolder = (checkout) => join(checkout, `dist.new-${process.pid}`);

/** Builds that were cut short leave their folders. */
function removeAbandoned(checkout) {
  for (const name of readdirSync(checkout)) {
    const pid = BESIDE.exec(name)?.[1];
    const isOurs = Number(pid) === process.pid;
    if (pid && (isOurs || processFacts(Number(pid)) === null))
      rmSync(join(checkout, name), { recursive: true, force: true });
  }
}

async function compile(checkout, folder, { uid, gid }) {
  const compiler = join(checkout, 'node_modules/typescript/bin/tsc');
  mkdirSync(folder);
  const as = uid === undefined ? {} : { uid, gid };
  if (uid !== undefined) chownSync(folder, uid, gid);
  const args = [compiler, '-p', 'tsconfig.build.json', '--outDir', folder];
  await runCommand(process.execPath, args, { cwd: checkout, ...as });
}

/** The agent and what it imports as one file: a third of the memory that it takes as many files, most of which nobody calls. */
async function bundleAgent(checkout, folder, { uid, gid }) {
  const bundler = join(checkout, 'node_modules/esbuild/bin/esbuild');
  const args = [
    join(folder, 'agent/main.js'),
    ...['--bundle', '--platform=node', '--format=cjs', '--target=node20'],
    // Names are kept, so that a stack says where.
    ...['--minify-whitespace', '--minify-syntax', '--log-level=warning'],
    `--outfile=${agentIn(folder)}`,
  ];
  await runCommand(bundler, args, { cwd: checkout, ...(uid === undefined ? {} : { uid, gid }) });
}

function putInPlace(checkout, folder) {
  const [dist, old] = [join(checkout, 'dist'), join(checkout, `dist.old-${process.pid}`)];
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(folder, dist);
  rmSync(old, { recursive: true, force: true });
}

/**
 * @param {string} checkout
 * @param {{uid?: number, gid?: number}} [as] whom the result belongs to
 */
export async function buildSources(checkout, as = {}) {
  removeAbandoned(checkout);
  const folder = buildFolder(checkout);
  const digest = sourcesDigest(checkout);
  try {
    await compile(checkout, folder, as);
    const generated = join(checkout, 'proto/gen');
    if (existsSync(generated)) cpSync(generated, join(folder, 'proto/gen'), { recursive: true });
    await bundleAgent(checkout, folder, as);
    cpSync(join(checkout, 'api/page'), join(folder, 'api/page'), { recursive: true });
    writeFileSync(stampIn(folder), digest);
    if (as.uid !== undefined) await runCommand('chown', ['-R', `${as.uid}:${as.gid}`, folder]);
    putInPlace(checkout, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === import.meta.filename) {
  await buildSources(CHECKOUT);
}
