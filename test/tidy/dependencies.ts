/** Every package has a reason that was written down, and shipped code uses only what is installed with it. An example imports us by our own name. */
import { importsOf } from './imports-of.ts';
import { isCode, isShipped } from './source-text.ts';
import type { SourceText, Violation } from './source-text.ts';

interface PackageFile {
  readonly name?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** Each dependency is named, in backticks, on a page of docs/decisions/. */
export function decidedDependencies(files: readonly SourceText[]): readonly Violation[] {
  const { file, dependencies, devDependencies } = packageFile(files);
  const decisions = files
    .filter(({ path }) => path.startsWith('docs/decisions/'))
    .map(({ text }) => text)
    .join('\n');
  return [...dependencies, ...devDependencies]
    .filter((name) => !decisions.includes(`\`${name}\``))
    .map((name) => ({
      path: file.path,
      line: lineWith(file, `"${name}"`),
      rule: 'dependency',
      message: `${name} is on no page of docs/decisions/; write why it is used, and what else was considered`,
    }));
}

/** Shipped code imports only `dependencies`; tests and tools also `devDependencies`; nobody what merely happens to be there. */
export function declaredDependencies(files: readonly SourceText[]): readonly Violation[] {
  const { own, dependencies, devDependencies } = packageFile(files);
  return files
    .filter(({ path }) => isCode(path))
    .flatMap((file) =>
      importsOf(file).flatMap((one) => {
        const name = packageOf(one.specifier);
        if (one.target !== null || name === null || dependencies.includes(name)) return [];
        if (!isShipped(file.path) && (name === own || devDependencies.includes(name))) return [];
        const list = isShipped(file.path) ? 'dependencies' : 'dependencies or devDependencies';
        const message = `${name} is not in the ${list} of package.json`;
        return [{ path: file.path, line: one.line, rule: 'dependency', message }];
      }),
    );
}

function packageFile(files: readonly SourceText[]): {
  file: SourceText;
  own: string | null;
  dependencies: string[];
  devDependencies: string[];
} {
  const file = files.find(({ path }) => path === 'package.json');
  if (!file) throw new Error('package.json is not among the files');
  const content = JSON.parse(file.text) as PackageFile;
  return {
    file,
    own: content.name ?? null,
    dependencies: Object.keys(content.dependencies ?? {}),
    devDependencies: Object.keys(content.devDependencies ?? {}),
  };
}

/** `@scope/name/path` -> `@scope/name`; null for `node:` modules. */
function packageOf(specifier: string): string | null {
  if (specifier.startsWith('node:')) return null;
  const [first = '', second = ''] = specifier.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

function lineWith(file: SourceText, text: string): number {
  return file.text.split('\n').findIndex((line) => line.includes(text)) + 1;
}
