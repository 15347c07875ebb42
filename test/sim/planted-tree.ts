/** A copy of the code with one bug in it, outside the project, from which the simulator is loaded as from the original. */
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { History } from './history.ts';
import type { PlantedBug } from './planted-bugs.ts';

export interface PlantedTree {
  runHistory(seed: number): Promise<History>;
  remove(): Promise<void>;
}

const project = resolve(import.meta.dirname, '../..');
const copied = [
  'shared',
  'scheduler',
  'agent',
  'api',
  'subscribe',
  'proto/gen',
  'test/sim',
  'test/fakes',
];
const alsoCopied = [
  'test/support/log-writer.ts',
  'test/support/a-report.ts',
  'package.json',
  'tsconfig.json',
];

/** Throws when the place of the bug is not there, or there twice. */
export async function plant({ file, find, replace, name }: PlantedBug): Promise<PlantedTree> {
  const tree = await mkdtemp(join(tmpdir(), 'stratus-planted-'));
  for (const path of [...copied, ...alsoCopied])
    await cp(join(project, path), join(tree, path), { recursive: true });
  await symlink(join(project, 'node_modules'), join(tree, 'node_modules'));
  const text = await readFile(join(tree, file), 'utf8');
  const places = text.split(find).length - 1;
  if (places !== 1) throw new Error(`${name}: ${file} has ${places} places for it; mend the bug`);
  await writeFile(
    join(tree, file),
    text.replace(find, () => replace),
  );
  const loaded = (await import(/* @vite-ignore */ join(tree, 'test/sim/history.ts'))) as {
    runHistory: PlantedTree['runHistory'];
  };
  return {
    runHistory: loaded.runHistory,
    remove: () => rm(tree, { recursive: true, force: true }),
  };
}
