/**
 * Decisions are pure: the same input gives the same answer on every machine and in every replay. So the folders that
 * decide may not reach the world, the clock or chance, and may not wait.
 */
import ts from 'typescript';
import { identifierUses } from './identifier-uses.ts';
import { importsOf } from './imports-of.ts';
import type { Import } from './imports-of.ts';
import { isCode, lineOf, treeOf, walk } from './source-text.ts';
import type { SourceText, Violation } from './source-text.ts';

const pureFolders = [
  'shared/model/',
  'shared/net/',
  'scheduler/decide/',
  'scheduler/placement/',
  'scheduler/addresses/',
  'scheduler/context/',
  'scheduler/quarantine/',
  'agent/reconcile/',
];

/** Pure files in folders that are not pure as a whole. */
const pureFiles = [
  'shared/base/assert.ts',
  'shared/base/bytes.ts',
  'shared/base/cut-text.ts',
  'shared/base/digest.ts',
  'shared/base/result.ts',
];

/** Packages that compute and do nothing else. */
const purePackages = ['ipaddr.js'];

/** `node:` imports that compute and do nothing else: file, module, the only names that may be taken. */
const pureBuiltins: readonly { path: string; specifier: string; names: readonly string[] }[] = [
  { path: 'shared/base/digest.ts', specifier: 'node:crypto', names: ['createHash', 'hash'] },
];

const impureNames = new Set([
  'Date',
  'process',
  'performance',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'Promise',
  'fetch',
  'crypto',
  'console',
]);

export function isPure(path: string): boolean {
  return pureFiles.includes(path) || pureFolders.some((folder) => path.startsWith(folder));
}

export function purity(file: SourceText): readonly Violation[] {
  if (!isCode(file.path) || !isPure(file.path)) return [];
  return [...impureImports(file), ...impureUses(file), ...waits(file)];
}

function impureImports(file: SourceText): Violation[] {
  return importsOf(file)
    .filter((one) => !mayImport(file.path, one))
    .map((one) =>
      violation(file, one.line, `${one.specifier} is not pure; let the caller hand in the value`),
    );
}

function mayImport(from: string, one: Import): boolean {
  if (one.target !== null) return isPure(one.target) || one.typeOnly;
  if (!one.specifier.startsWith('node:'))
    return one.typeOnly || purePackages.includes(one.specifier);
  return pureBuiltins.some(
    ({ path, specifier, names }) =>
      path === from &&
      specifier === one.specifier &&
      one.names.length > 0 &&
      one.names.every((name) => names.includes(name)),
  );
}

function impureUses(file: SourceText): Violation[] {
  return identifierUses(file)
    .filter(({ name, member }) => impureNames.has(name) || (name === 'Math' && member === 'random'))
    .map(({ name, member, line }) =>
      violation(
        file,
        line,
        `${member ? `${name}.${member}` : name} is not pure; take the value as an argument`,
      ),
    );
}

function waits(file: SourceText): Violation[] {
  const found: Violation[] = [];
  walk(treeOf(file), (node) => {
    if (node.kind !== ts.SyntaxKind.AsyncKeyword && !ts.isAwaitExpression(node)) return;
    found.push(
      violation(file, lineOf(node), 'a decision never waits; do this in a loop or a step'),
    );
  });
  return found;
}

function violation(file: SourceText, line: number, message: string): Violation {
  return { path: file.path, line, rule: 'purity', message };
}
