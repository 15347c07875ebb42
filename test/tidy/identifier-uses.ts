/** Where a file names a global or an imported thing, told apart from properties and fields that only share its name. */
import ts from 'typescript';
import { lineOf, treeOf, walk } from './source-text.ts';
import type { SourceText } from './source-text.ts';

export interface IdentifierUse {
  readonly name: string;
  readonly line: number;
  readonly node: ts.Identifier;
  /** `Date.now`: the name after the dot, when there is one. */
  readonly member: string | null;
}

/** Every use of a name that is not itself the name of a property or a declaration. */
export function identifierUses(file: SourceText): readonly IdentifierUse[] {
  const found: IdentifierUse[] = [];
  walk(treeOf(file), (node) => {
    if (!ts.isIdentifier(node) || onlySharesTheName(node)) return;
    found.push({ name: node.text, line: lineOf(node), node, member: memberOf(node) });
  });
  return found;
}

function onlySharesTheName(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent))
    return parent.name === node && parent.expression.getText() !== 'globalThis';
  if (ts.isQualifiedName(parent)) return parent.right === node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent))
    return parent.propertyName !== undefined && parent.name === node;
  const named = parent as { name?: ts.Node };
  return named.name === node && (ts.isClassElement(parent) || isMember(parent));
}

function isMember(node: ts.Node): boolean {
  return ts.isPropertyAssignment(node) || ts.isTypeElement(node) || ts.isNamedTupleMember(node);
}

function memberOf(node: ts.Identifier): string | null {
  const parent = node.parent;
  return ts.isPropertyAccessExpression(parent) && parent.expression === node
    ? parent.name.text
    : null;
}
