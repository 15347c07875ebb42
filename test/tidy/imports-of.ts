/** What a file imports, static, re-exported or dynamic, and which files it names by their place, to start or read them. */
import { posix } from 'node:path';
import ts from 'typescript';
import { lineOf, treeOf, walk } from './source-text.ts';
import type { SourceText } from './source-text.ts';

export interface Import {
  readonly line: number;
  readonly specifier: string;
  /** Path from the root of the repository, or null for a package and for `node:`. */
  readonly target: string | null;
  /** Only types are taken: nothing is loaded when the program runs. */
  readonly typeOnly: boolean;
  /** Named by its place (`new URL(..., import.meta.url)`, `join(import.meta.dirname, ...)`), not loaded into this program. */
  readonly byPlace: boolean;
  /** Exported names that are taken, as the other file spells them; empty for `* as` and dynamic imports. */
  readonly names: readonly string[];
}

export function importsOf(file: SourceText): readonly Import[] {
  const found: Import[] = [];
  walk(treeOf(file), (node) => {
    const specifier = specifierOf(node);
    const place = specifier === null ? placeOf(node) : null;
    if (specifier === null && place === null) return;
    found.push({
      line: lineOf(node),
      specifier: specifier ?? place ?? '',
      target: place === null ? targetOf(file.path, specifier ?? '') : beside(file.path, place),
      typeOnly: isTypeOnly(node),
      byPlace: place !== null,
      names: namesOf(node),
    });
  });
  return found;
}

function specifierOf(node: ts.Node): string | null {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
    const specifier = node.moduleSpecifier;
    return specifier && ts.isStringLiteralLike(specifier) ? specifier.text : null;
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return firstString(node.arguments);
  return null;
}

function placeOf(node: ts.Node): string | null {
  if (ts.isNewExpression(node) && node.expression.getText() === 'URL') {
    const aboutItself = node.arguments?.[1]?.getText() === 'import.meta.url';
    return aboutItself ? firstString(node.arguments) : null;
  }
  if (!ts.isCallExpression(node) || node.arguments[0]?.getText() !== 'import.meta.dirname')
    return null;
  const rest = node.arguments.slice(1);
  return rest.length > 0 && rest.every((part) => ts.isStringLiteralLike(part))
    ? rest.map((part) => part.text).join('/')
    : null;
}

function firstString(list: readonly ts.Expression[] | undefined): string | null {
  const first = list?.[0];
  return first && ts.isStringLiteralLike(first) ? first.text : null;
}

function targetOf(from: string, specifier: string): string | null {
  return /^\.\.?\//.test(specifier) ? beside(from, specifier) : null;
}

function beside(from: string, place: string): string {
  return posix.normalize(posix.join(posix.dirname(from), place));
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  if (!ts.isImportDeclaration(node) || !node.importClause) return false;
  if (node.importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const bindings = node.importClause.namedBindings;
  if (node.importClause.name || !bindings || !ts.isNamedImports(bindings)) return false;
  return bindings.elements.length > 0 && bindings.elements.every((element) => element.isTypeOnly);
}

function namesOf(node: ts.Node): string[] {
  const bindings = ts.isImportDeclaration(node)
    ? node.importClause?.namedBindings
    : ts.isExportDeclaration(node)
      ? node.exportClause
      : undefined;
  if (!bindings || !(ts.isNamedImports(bindings) || ts.isNamedExports(bindings))) return [];
  return bindings.elements.map((element) => (element.propertyName ?? element.name).text);
}
