/** What a text points at is there: links between pages, files named in pages and comments, decisions cited by number. */
import { posix } from 'node:path';
import { baseName, isCode, isShipped } from './source-text.ts';
import type { SourceText, Violation } from './source-text.ts';

const ourFile =
  /(?<![\w./<>-])(?:shared|scheduler|agent|api|cli|proto|start|lab|appliances|test|docs)\/[\w./-]+\.(?:ts|mjs|proto|md)\b/g;

/** Needs all files at once, to know what is there. */
export function citations(files: readonly SourceText[]): readonly Violation[] {
  const paths = new Set(files.map(({ path }) => path));
  const folders = new Set([...paths].flatMap((path) => foldersOf(path)));
  const there = (path: string): boolean => paths.has(path) || folders.has(path.replace(/\/$/, ''));
  return files.flatMap((file) => {
    const isPage = file.path.endsWith('.md');
    if (!isPage && !(isCode(file.path) && isShipped(file.path))) return [];
    return file.text.split('\n').flatMap((line, index) => {
      const named = [...line.matchAll(ourFile)]
        .map(([path]) => path)
        .filter((path) => !there(path));
      const links = isPage ? linksIn(file.path, line).filter((path) => !there(path)) : [];
      const pages = decisionsIn(line).filter(
        (page) => ![...paths].some((path) => path.startsWith(page)),
      );
      return [...new Set([...named, ...links, ...pages])].map((path) => ({
        path: file.path,
        line: index + 1,
        rule: 'citation',
        message: `${path} is not there; mend the name or take the sentence away`,
      }));
    });
  });
}

/** The index of decisions names every page. */
export function indexedDecisions(files: readonly SourceText[]): readonly Violation[] {
  const index = files.find(({ path }) => path === 'docs/decisions/README.md')?.text ?? '';
  return files
    .filter(({ path }) => /^docs\/decisions\/\d{4}-.*\.md$/.test(path))
    .filter(({ path }) => !index.includes(`(${baseName(path)})`))
    .map(({ path }) => ({
      path,
      line: 1,
      rule: 'citation',
      message: 'docs/decisions/README.md does not list this page; add a row',
    }));
}

function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_part, index) => parts.slice(0, index + 1).join('/'));
}

function linksIn(from: string, line: string): string[] {
  return [...line.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target]) =>
    posix.normalize(posix.join(posix.dirname(from), target ?? '')),
  );
}

/** `decisions 4` -> `docs/decisions/0004-`. */
function decisionsIn(line: string): string[] {
  return [...line.matchAll(/\bdecisions? (\d{1,4})\b/gi)].map(
    ([, number]) => `docs/decisions/${number?.padStart(4, '0')}-`,
  );
}
