/** What the user gives his machine: keys, variables and user data, from options and files to the form of the API. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseContext } from '../shared/model/parse-context.ts';
import type { Profile } from './profile.ts';
import { CommandFailed, wrongUsage } from './surroundings.ts';

export interface ContextOptions {
  readonly key?: readonly string[];
  readonly context?: readonly string[];
  readonly contextFile?: string;
  readonly userData?: string;
  readonly contextMethod?: string;
}

export interface ContextBody {
  readonly publicKeys: readonly string[];
  readonly context?: Readonly<Record<string, string | { readonly base64: string }>>;
  readonly userData?: { readonly base64: string };
  readonly contextMethod?: string;
}

/** Keys looked for when neither option nor profile names one. */
const usualKeys = ['id_ed25519.pub', 'id_ecdsa.pub', 'id_rsa.pub'];

export function contextOf(options: ContextOptions, profile: Profile, home: string): ContextBody {
  const variables: [string, string | { readonly base64: string }][] = [
    ...(options.contextFile === undefined ? [] : variablesIn(options.contextFile)),
    ...(options.context ?? []).map(variableOf),
  ];
  const userData = options.userData === undefined ? null : readBytes(options.userData);
  const method = options.contextMethod ?? (userData ? 'cloud-init' : undefined);
  return {
    publicKeys: keysOf(options.key ?? [], profile, home),
    ...(variables.length > 0 ? { context: Object.fromEntries(variables) } : {}),
    ...(userData ? { userData: { base64: userData.toString('base64') } } : {}),
    ...(method === undefined ? {} : { contextMethod: method }),
  };
}

/** `KEY=value`; everything after the first `=` is the value. */
export function variableOf(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) wrongUsage(`context ${JSON.stringify(text)}: write KEY=value`);
  return [text.slice(0, at), text.slice(at + 1)];
}

/** One `KEY=value` a line; a value is the bytes of its line, whatever their encoding. */
function variablesIn(path: string): [string, { readonly base64: string }][] {
  const parsed = parseContext(readBytes(path), '\n');
  if (!parsed.ok) wrongUsage(`${path}: ${parsed.reason.message}\n  ${parsed.reason.whatToDo}`);
  return parsed.value.map(({ name, value }) => [
    name,
    { base64: Buffer.from(value).toString('base64') },
  ]);
}

function keysOf(files: readonly string[], profile: Profile, home: string): string[] {
  if (files.length > 0) return files.flatMap(linesOf);
  if (profile.publicKey !== null) return linesOf(profile.publicKey);
  for (const name of usualKeys) {
    const lines = tryLines(join(home, '.ssh', name));
    if (lines) return lines;
  }
  return [];
}

/** Lines that say something: no empty ones, no comments. */
function linesOf(path: string): string[] {
  return meaningful(readBytes(path).toString('utf8'));
}

function tryLines(path: string): string[] | null {
  try {
    return meaningful(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

function meaningful(text: string): string[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !line.trimStart().startsWith('# '));
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new CommandFailed(`${path} cannot be read: ${(cause as Error).message}`, 1, cause);
  }
}
