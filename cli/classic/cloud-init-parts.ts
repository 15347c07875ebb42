/**
 * What do `--cloud-init` pairs give the machine? `ssh,FILE`: keys; `none,FILE`: the file is the user data itself, the first
 * such; `KIND,FILE`: a part `text/KIND` of a MIME multipart message, as cloud-init reads it.
 */
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import { WorkFailed } from './stops.ts';

export interface CloudInitParts {
  readonly keyFiles: readonly string[];
  /** Null: only keys were given. */
  readonly userData: Uint8Array | null;
}

/** Of the user data after compression, in bytes: StratusLab's own limit (docs/decisions/0010-limits.md). */
const compressedBytesMax = 16_384;

interface Pair {
  readonly kind: string;
  readonly file: string;
}

/** `boundary`: a word that occurs in none of the files. Throws `WorkFailed`. */
export function cloudInitParts(
  text: string,
  readFile: (path: string) => Uint8Array,
  boundary: string,
): CloudInitParts {
  const pairs = text.split('#').map(pairOf);
  const keyFiles = pairs.filter(({ kind }) => kind === 'ssh').map(({ file }) => file);
  const whole = pairs.find(({ kind }) => kind === 'none');
  const parts = pairs.filter(({ kind }) => kind !== 'ssh' && kind !== 'none');
  if (whole === undefined && parts.length === 0) return { keyFiles, userData: null };
  const userData = whole ? readFile(whole.file) : multipart(parts, readFile, boundary);
  const size = gzipSync(userData, { level: 9 }).length;
  if (size > compressedBytesMax)
    throw new WorkFailed(`multipart size (${size}) exceeds limit (${compressedBytesMax})`);
  return { keyFiles, userData };
}

function pairOf(text: string): Pair {
  const [, kind, file] = /^\s*([a-z0-9][a-z0-9.+-]*)\s*,\s*(\S.*?)\s*$/s.exec(text) ?? [];
  if (kind === undefined || file === undefined)
    throw new WorkFailed(`invalid CloudInit mimetype pair: '${text}'`);
  return { kind, file };
}

/** The bytes of a file pass through base64, so that nothing in them can end their part. */
function multipart(
  parts: readonly Pair[],
  readFile: (path: string) => Uint8Array,
  boundary: string,
): Uint8Array {
  const lines = [
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    ...['MIME-Version: 1.0', ''],
    ...parts.flatMap(({ kind, file }) => [
      `--${boundary}`,
      `Content-Type: text/${kind}; charset="utf-8"`,
      ...['MIME-Version: 1.0', 'Content-Transfer-Encoding: base64'],
      `Content-Disposition: attachment; filename="${fileName(file)}"`,
      '',
      ...(Buffer.from(readFile(file))
        .toString('base64')
        .match(/.{1,76}/g) ?? []),
    ]),
    ...[`--${boundary}--`, ''],
  ];
  return new TextEncoder().encode(lines.join('\n'));
}

function fileName(path: string): string {
  return basename(path).replace(/[^\x20-\x7e]|["\\]/g, '_');
}
