/** Names that tell: files in kebab-case named for what they hold, no catch-all words, nothing exported without a name. */
import ts from 'typescript';
import { isCode, lineOf, treeOf, walk } from './source-text.ts';
import type { SourceText, Violation } from './source-text.ts';

const kebabFile = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|config))?\.(ts|mts|mjs|js|cjs)$/;
const kebabFolder = /^\.?[a-z0-9]+(-[a-z0-9]+)*$/;
const catchAll = /(^|[-/.])(utils?|helpers?|managers?|common|misc)(?=[-/.]|$)/;

export function names(file: SourceText): readonly Violation[] {
  if (!isCode(file.path)) return [];
  return [...fileName(file.path), ...exportedByDefault(file), ...declaredNames(file)];
}

function fileName(path: string): Violation[] {
  const found: Violation[] = [];
  const add = (message: string): void => void found.push({ path, line: 1, rule: 'name', message });
  const folders = path.split('/');
  const file = folders.pop() ?? '';
  if (!kebabFile.test(file) || !folders.every((folder) => kebabFolder.test(folder)))
    add('files and folders are in kebab-case');
  const word = catchAll.exec(path)?.[2];
  if (word) add(`"${word}" holds anything; name the file for its one export`);
  return found;
}

function exportedByDefault(file: SourceText): Violation[] {
  if (/\.config\.(ts|mjs)$/.test(file.path)) return []; // tools ask for it
  return treeOf(file)
    .statements.filter((statement) => isDefaultExport(statement))
    .map((statement) => ({
      path: file.path,
      line: lineOf(statement),
      rule: 'name',
      message: 'name what you export; a default has a different name in each file',
    }));
}

function isDefaultExport(statement: ts.Statement): boolean {
  if (ts.isExportAssignment(statement)) return true;
  if (!ts.canHaveModifiers(statement)) return false;
  const modifiers = ts.getModifiers(statement) ?? [];
  return modifiers.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword);
}

function declaredNames(file: SourceText): Violation[] {
  const found: Violation[] = [];
  walk(treeOf(file), (node) => {
    const name = declaredName(node);
    if (!name) return;
    const add = (message: string): void =>
      void found.push({ path: file.path, line: lineOf(node), rule: 'name', message });
    if (/^_[A-Za-z]/.test(name)) add(`${name}: no leading underscore; do not export it instead`);
    if (ts.isInterfaceDeclaration(node) && /^I(?!Pv[46])[A-Z][a-z]/.test(name))
      add(`${name}: no I before an interface; name what it is`);
  });
  return found;
}

function declaredName(node: ts.Node): string | null {
  const declares =
    ts.isFunctionDeclaration(node) ||
    ts.isClassLike(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isClassElement(node) ||
    (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name));
  const name = declares ? (node as { name?: ts.Node }).name : undefined;
  return name && ts.isIdentifier(name) ? name.text : null;
}
