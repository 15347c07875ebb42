/**
 * The project reads the same everywhere: no text of it names a place that exists only on its author's machine, a
 * package mirror, or a page that is not in the repository.
 */
import type { SourceText, Violation } from './source-text.ts';

const places: readonly { readonly pattern: RegExp; readonly message: string }[] = [
  {
    pattern: /(?<![\w.$}/*-])\/(home|Users)\/[A-Za-z_][\w.-]*\//,
    message: "somebody's home folder; take the path as an argument or from the environment",
  },
  {
    pattern: /(?<![\w.$}/*-])\/(work|workspace)\//,
    message: 'a folder of one machine; take the path as an argument',
  },
  {
    pattern:
      /https?:\/\/([^\s/"']*(registry|artifactory|jfrog|nexus|verdaccio|npmmirror|proxy)|(deb|security|ftp)\.)[^\s/"']*\.[a-z]/i,
    message: 'a package registry; leave it to the configuration of npm or apt',
  },
  {
    pattern: /"resolved": "https?:/,
    message: 'the lock file names a registry; set omit-lockfile-registry-resolved and lock again',
  },
  {
    pattern: /\b(design|decisions)\.md\b|\breference\/[a-z]+\.md\b/,
    message: 'a page that is not in the repository; cite docs/architecture.md or docs/decisions/',
  },
];

export function foreignPlaces(file: SourceText): readonly Violation[] {
  if (file.text.includes('\0')) return []; // not a text
  return file.text.split('\n').flatMap((line, index) =>
    places
      .filter(({ pattern }) => pattern.test(line))
      .map(({ message }) => ({
        path: file.path,
        line: index + 1,
        rule: 'foreign place',
        message,
      })),
  );
}
