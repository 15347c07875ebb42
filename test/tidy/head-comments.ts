/** Each file says at its head which question it answers: a comment first of all, or one on the first thing it declares. */
import ts from 'typescript';
import { isCode, isShipped, lineOf, topFolder, treeOf } from './source-text.ts';
import type { SourceText, Violation } from './source-text.ts';

const alsoExplained = ['start', 'lab', 'appliances', 'proto'];

export function headComments(file: SourceText): readonly Violation[] {
  if (!isCode(file.path)) return [];
  if (!isShipped(file.path) && !alsoExplained.includes(topFolder(file.path))) return [];
  const tree = treeOf(file);
  const first = tree.statements[0];
  const firstDeclared = tree.statements.find((statement) => !ts.isImportDeclaration(statement));
  if ([first, firstDeclared].some((statement) => statement && hasComment(file.text, statement)))
    return [];
  return [
    {
      path: file.path,
      line: firstDeclared ? lineOf(firstDeclared) : 1,
      rule: 'head comment',
      message: 'say at the head which question this file answers and why this way',
    },
  ];
}

function hasComment(text: string, statement: ts.Statement): boolean {
  return (ts.getLeadingCommentRanges(text, statement.getFullStart()) ?? []).length > 0;
}
