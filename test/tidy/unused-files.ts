/**
 * Every file of code has somebody who needs it. What only tests import is not used either: either production forgot to
 * wire it, or it is dead.
 */
import { importsOf } from './imports-of.ts';
import { baseName, isCode, isShipped } from './source-text.ts';
import type { SourceText, Violation } from './source-text.ts';

/** Files that are started rather than imported, and by whom. */
export const entryPoints: readonly { readonly path: RegExp; readonly startedBy: string }[] = [
  { path: /^(scheduler|agent|api|cli)\/([a-z0-9-]+-)?main\.ts$/, startedBy: 'the starter' },
  { path: /^api\/page\/page\.js$/, startedBy: 'a browser: api/page/index.html' },
  { path: /^subscribe\/subscribe\.ts$/, startedBy: 'programs of others: package.json exports' },
  { path: /^docs\/operating\/watch\.mjs$/, startedBy: 'who reads docs/operating/subscribe.md' },
  { path: /^scheduler\/genesis\.ts$/, startedBy: 'start/cloud/keeper.mjs, once' },
  {
    path: /^cli\/stratus\.mjs$/,
    startedBy: 'the user: `stratus`, linked by start/command-link.mjs',
  },
  {
    path: /^start\/(start|join|host|stop|status|clean|log-lost|test|build|command-link|make-appliance)\.mjs$/,
    startedBy: 'package.json scripts',
  },
  {
    path: /^start\/(cloud\/keeper|join\/host-keeper)\.mjs$/,
    startedBy: 'start/cloud/launch.mjs, as a process of its own',
  },
  { path: /^proto\/generate\.mjs$/, startedBy: 'package.json scripts' },
  { path: /^\.ci\/[a-z-]+(\.mjs)?$/, startedBy: 'continuous integration' },
  { path: /^[a-z]+\.config\.(ts|mjs)$/, startedBy: 'the tool of that name' },
  { path: /^test\/.+\.test\.ts$/, startedBy: 'vitest' },
  {
    path: /^test\/support\/before-real\.ts$/,
    startedBy: 'vitest.config.ts, before all tests on real parts',
  },
  {
    path: /^test\/support\/broken-process\.ts$/,
    startedBy: 'test/unit/scheduler/loops/bugs.test.ts',
  },
  {
    path: /^test\/support\/fault-rounds\/crowd-member\.ts$/,
    startedBy: 'test/support/fault-rounds/crowd.ts, as a process of its own',
  },
  { path: /^test\/screenshots\/take\.ts$/, startedBy: 'package.json scripts' },
  { path: /^test\/bench\/[a-z-]+\.ts$/, startedBy: 'whoever measures' },
  { path: /^test\/golden-logs\/record\.ts$/, startedBy: 'whoever makes a release' },
  { path: /^test\/sim\/run\/main\.ts$/, startedBy: 'package.json scripts' },
  { path: /^test\/sim\/run\/worker\.ts$/, startedBy: 'test/sim/run/pool.ts, bundled' },
];

export function unusedFiles(files: readonly SourceText[]): readonly Violation[] {
  const code = files.filter((file) => isCode(file.path));
  const neededByShipped = new Set<string>();
  const neededByAny = new Set<string>();
  for (const file of code)
    for (const { target } of importsOf(file)) {
      if (target === null) continue;
      neededByAny.add(target);
      if (isShipped(file.path)) neededByShipped.add(target);
    }
  return code.flatMap(({ path }) => {
    if (entryPoints.some((entry) => entry.path.test(path))) return [];
    const forTests = !isShipped(path) || baseName(path).startsWith('memory-');
    if (forTests ? neededByAny.has(path) : neededByShipped.has(path)) return [];
    return [{ path, line: 1, rule: 'unused file', message: advice(neededByAny.has(path)) }];
  });
}

function advice(neededByTests: boolean): string {
  return neededByTests
    ? 'only tests import it; wire it into its part or remove it with its tests'
    : 'nobody imports it; wire it in, remove it, or list it as an entry point in test/tidy/unused-files.ts';
}
