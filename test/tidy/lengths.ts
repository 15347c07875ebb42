/**
 * Small enough to be read at once: a function fits a screen, a file has one subject. Tests too; generated code not.
 * A factory (`createX`) is to its inner functions what a class is to its methods: each is read, and counted, by itself.
 */
import ts from 'typescript';
import { isCode, lineOf, topFolder, treeOf, walk } from './source-text.ts';
import type { SourceText, Violation } from './source-text.ts';

const functionLinesMax = 70;
const fileLinesMax = 400;

export function lengths(file: SourceText): readonly Violation[] {
  if (!isCode(file.path)) return [];
  const found: Violation[] = [];
  const lines = file.text.split('\n').length - (file.text.endsWith('\n') ? 1 : 0);
  if (lines > fileLinesMax)
    found.push({
      path: file.path,
      line: fileLinesMax + 1,
      rule: 'file length',
      message: `${lines} lines, at most ${fileLinesMax}; split it by what it is about`,
    });
  const inTest = topFolder(file.path) === 'test';
  walk(treeOf(file), (node) => {
    if (!isFunction(node) || (inTest && registersTests(node))) return;
    const count = linesOf(node);
    if (count <= functionLinesMax) return;
    found.push({
      path: file.path,
      line: lineOf(node),
      rule: 'function length',
      message: `${count} lines, at most ${functionLinesMax}; keep the branches here, move the leaves out`,
    });
  });
  return found;
}

function isFunction(node: ts.Node): boolean {
  return ts.isFunctionLike(node) && (node as { body?: ts.Node }).body !== undefined;
}

/** Lines of the function itself, without those of the named functions and methods inside it. */
function linesOf(node: ts.Node): number {
  let inner = 0;
  const visit = (child: ts.Node): void => {
    if (isNamedFunction(child)) inner += spanOf(child);
    else ts.forEachChild(child, visit);
  };
  ts.forEachChild(node, visit);
  return spanOf(node) - inner;
}

function isNamedFunction(node: ts.Node): boolean {
  return (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) && isFunction(node);
}

function spanOf(node: ts.Node): number {
  const tree = node.getSourceFile();
  return tree.getLineAndCharacterOfPosition(node.end).line + 2 - lineOf(node);
}

/** A function around `test(...)` calls is a heading over them, not something that is read at once. */
function registersTests(node: ts.Node): boolean {
  let found = false;
  walk(node, (inner) => {
    if (!ts.isCallExpression(inner)) return;
    if (/^(test|it|describe)\b/.test(inner.expression.getText())) found = true;
  });
  return found;
}
