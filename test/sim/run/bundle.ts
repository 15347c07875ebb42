/**
 * The simulator as one file of plain JavaScript in a folder of its own: a process that plays histories starts at once, and runs
 * what Node runs in production, without a test runner's wrappings. One place of the sources may be altered on the way.
 */
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import type { Plugin } from 'esbuild';

/** A change of one file: `find` must be there exactly once. */
export interface Alteration {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

export interface Bundle {
  /** The file to start as a worker. */
  readonly worker: string;
  remove(): Promise<void>;
}

const project = resolve(import.meta.dirname, '../../..');

/** Throws when the place of the alteration is not there, is there twice, or is in a file that no history reaches. */
export async function bundleSimulator(alteration: Alteration | null = null): Promise<Bundle> {
  const folder = await mkdtemp(join(tmpdir(), 'stratus-sim-'));
  const worker = join(folder, 'worker.js');
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const altering = alteration && alter(alteration);
  try {
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
    await symlink(join(project, 'node_modules'), join(folder, 'node_modules'));
    await build({
      entryPoints: [join(project, 'test/sim/run/worker.ts')],
      outfile: worker,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      sourcemap: 'inline',
      // Literals spread into literals become one literal: the same object, made in one go.
      minifySyntax: true,
      logLevel: 'silent',
      plugins: altering ? [altering.plugin] : [],
    });
    altering?.check();
  } catch (error) {
    await remove();
    throw error;
  }
  return { worker, remove };
}

function alter({ name, file, find, replace }: Alteration): { plugin: Plugin; check(): void } {
  let reached = false;
  return {
    plugin: {
      name: 'alteration',
      setup(building) {
        building.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
          if (relative(project, path) !== file) return undefined;
          reached = true;
          const text = await readFile(path, 'utf8');
          const places = text.split(find).length - 1;
          if (places !== 1)
            throw new Error(`${name}: ${file} has ${places} places for it; mend the bug`);
          return { contents: text.replace(find, () => replace), loader: 'ts' as const };
        });
      },
    },
    check() {
      if (!reached) throw new Error(`${name}: no history reaches ${file}; mend the bug`);
    },
  };
}
