/** Files that need one another to load cannot be understood, tested or loaded one at a time. Types may point both ways. */
import { importsOf } from './imports-of.ts';
import { isCode } from './source-text.ts';
import type { SourceText, Violation } from './source-text.ts';

export function importCycles(files: readonly SourceText[]): readonly Violation[] {
  const targets = new Map<string, readonly { target: string; line: number }[]>();
  for (const file of files.filter(({ path }) => isCode(path)))
    targets.set(
      file.path,
      importsOf(file).flatMap(({ target, typeOnly, byPlace, line }) =>
        target !== null && !typeOnly && !byPlace ? [{ target, line }] : [],
      ),
    );
  const found: Violation[] = [];
  const finished = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    if (finished.has(path)) return;
    for (const { target, line } of targets.get(path) ?? []) {
      const start = [...trail, path].indexOf(target);
      if (start < 0) visit(target, [...trail, path]);
      else found.push(cycle(path, line, [...trail, path].slice(start)));
    }
    finished.add(path);
  };
  for (const path of targets.keys()) visit(path, []);
  return found;
}

function cycle(path: string, line: number, round: readonly string[]): Violation {
  const message = `${[...round, round[0]].join(' -> ')}; move what both need to a third file`;
  return { path, line, rule: 'import cycle', message };
}
