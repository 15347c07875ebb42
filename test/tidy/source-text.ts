/**
 * What the tidy rules look at: files as text with their path from the root of the repository, parsed by the TypeScript
 * compiler where they are code. Rules are pure functions of these, so each can be shown a planted violation.
 */
import ts from 'typescript';

export interface SourceText {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly text: string;
}

export interface Violation {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly rule: string;
  /** What is wrong and what to do. */
  readonly message: string;
}

/** A rule that looks at one file at a time. */
export type FileRule = (file: SourceText) => readonly Violation[];

/** A file excepted from a rule by hand, and why. */
export type Exceptions = Readonly<Record<string, string>>;

/** Folders whose code runs in production as parts of Stratus. */
const shippedFolders = ['shared', 'scheduler', 'agent', 'api', 'cli', 'subscribe'];

export function topFolder(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : '';
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Code that somebody wrote: not generated, and not the declarations that stand beside a plain .mjs file. */
export function isCode(path: string): boolean {
  return /\.(ts|mts|mjs|js|cjs)$/.test(path) && !/\.d\.m?ts$/.test(path) && !isGenerated(path);
}

export function isGenerated(path: string): boolean {
  return path.startsWith('proto/gen/');
}

export function isShipped(path: string): boolean {
  return shippedFolders.includes(topFolder(path));
}

const parsed = new WeakMap<SourceText, ts.SourceFile>();

/** The syntax tree, parsed once for each file object. */
export function treeOf(file: SourceText): ts.SourceFile {
  const known = parsed.get(file);
  if (known) return known;
  const kind = /\.m?ts$/.test(file.path) ? ts.ScriptKind.TS : ts.ScriptKind.JS;
  const tree = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ES2023, true, kind);
  parsed.set(file, tree);
  return tree;
}

/** Calls `visit` for each node of the tree, parents first. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

export function lineOf(node: ts.Node): number {
  const tree = node.getSourceFile();
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

/** `path:line  rule: message`, the form in which editors make the place clickable. */
export function violationText(violation: Violation): string {
  return `${violation.path}:${violation.line}  ${violation.rule}: ${violation.message}`;
}
