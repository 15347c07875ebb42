/**
 * Calls that code may not make by itself. In shipped parts time and chance come through ports, so that the simulator
 * can play them; everywhere child processes never see a shell, and nothing is hidden from the compiler.
 */
import ts from 'typescript';
import { identifierUses } from './identifier-uses.ts';
import type { IdentifierUse } from './identifier-uses.ts';
import { isCode, isShipped, lineOf, topFolder, treeOf, walk } from './source-text.ts';
import type { Exceptions, SourceText, Violation } from './source-text.ts';

type Ban = 'time' | 'chance' | 'shell' | 'console' | 'any' | 'silenced';

/** Files that may do what a ban forbids, and why. */
export const bannedCallExceptions: Readonly<Partial<Record<Ban, Exceptions>>> = {
  time: {
    'shared/time/system-clock.ts': 'the adapter of the clock',
    'api/page/browser.js': "the page's adapter: a browser loads nothing of shared/",
  },
  chance: {
    'shared/base/random.ts': 'the adapter of randomness',
    'api/page/browser.js': "the page's adapter: a browser loads nothing of shared/",
  },
};

/** Tests and the starter, which runs before anything is built, reach time and chance directly, and print. */
const onlyShipped: readonly Ban[] = ['time', 'chance', 'console'];

const timers = new Set(['setTimeout', 'setInterval', 'setImmediate']);
const randomNames = /^(random(Bytes|Int|UUID|FillSync|Fill)|getRandomValues)$/;

export function bannedCalls(
  file: SourceText,
  exceptions: typeof bannedCallExceptions = bannedCallExceptions,
): readonly Violation[] {
  if (!isCode(file.path)) return [];
  const found: Violation[] = [];
  const add = (ban: Ban, line: number, message: string): void => {
    if (exceptions[ban] && file.path in exceptions[ban]) return;
    if (onlyShipped.includes(ban) && !isShipped(file.path)) return;
    found.push({ path: file.path, line, rule: `banned call (${ban})`, message });
  };
  for (const use of identifierUses(file)) judgeName(file, use, add);
  walk(treeOf(file), (node) => judgeNode(node, add));
  for (const [index, line] of file.text.split('\n').entries()) {
    if (/@ts-(ignore|nocheck|expect-error)/.test(line))
      add('silenced', index + 1, 'mend the types instead of silencing the compiler');
    if (/eslint-disable/.test(line) && !/eslint-disable.* -- \S/.test(line))
      add('silenced', index + 1, 'say why after ` -- `, or mend what the linter found');
  }
  return found;
}

type Add = (ban: Ban, line: number, message: string) => void;

function judgeName(file: SourceText, use: IdentifierUse, add: Add): void {
  const { name, member, line } = use;
  const text = member ? `${name}.${member}` : name;
  if (timers.has(name) || ['Date.now', 'performance.now', 'AbortSignal.timeout'].includes(text))
    add(
      'time',
      line,
      `${text} reads or waits for real time; use the Clock of shared/time/clock.ts`,
    );
  if (name === 'Date' && isNow(use.node))
    add('time', line, 'a Date without argument reads the clock; give it the time of a Clock');
  if (text === 'Math.random' || randomNames.test(name) || (member && randomNames.test(member)))
    add('chance', line, `${text} is chance; use the Random of shared/base/random.ts`);
  if (isShellCall(use) || (member !== null && /^exec(Sync)?$/.test(member) && isChildProcess(name)))
    add('shell', line, `${text} runs a shell; use execFile or spawn with an argument array`);
  if (name === 'console' && topFolder(file.path) !== 'cli')
    add('console', line, 'write a log record instead; only the command line prints');
}

/** `new Date()` or `Date()`. */
function isNow(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isCallExpression(parent)) return parent.expression === node;
  return ts.isNewExpression(parent) && parent.expression === node && !parent.arguments?.length;
}

/** `exec` taken from node:child_process by name. */
function isShellCall({ name, node }: IdentifierUse): boolean {
  if (!/^exec(Sync)?$/.test(name) || !ts.isImportSpecifier(node.parent)) return false;
  const specifier = node.parent.parent.parent.parent.moduleSpecifier;
  return ts.isStringLiteralLike(specifier) && /^(node:)?child_process$/.test(specifier.text);
}

function isChildProcess(name: string): boolean {
  return /^(child_?process|childProcess|cp)$/i.test(name);
}

function judgeNode(node: ts.Node, add: Add): void {
  if (node.kind === ts.SyntaxKind.AnyKeyword)
    add('any', lineOf(node), 'say the type, or unknown and narrow it');
  if (!ts.isPropertyAssignment(node) || node.name.getText() !== 'shell') return;
  if (node.initializer.kind !== ts.SyntaxKind.FalseKeyword)
    add('shell', lineOf(node), 'never a shell; give the arguments as an array');
}
