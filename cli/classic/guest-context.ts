/** What is given to the machine: keys, variables or cloud-init's user data, from options, environment and configuration. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseContext } from '../../shared/model/parse-context.ts';
import type { PairSeparator } from '../../shared/model/parse-context.ts';
import type { ContextBody } from '../context.ts';
import type { Cloud } from './cloud-login.ts';
import { cloudInitParts } from './cloud-init-parts.ts';
import type { ParsedOptions } from './option.ts';
import { ToolStopped, UsageError, WorkFailed } from './stops.ts';
import type { UserConfig } from './user-config.ts';

export interface ContextSources {
  readonly options: ParsedOptions;
  readonly config: UserConfig;
  readonly profile: Cloud['profile'];
  readonly home: string;
  /** A word that nobody can have put into a file. */
  readonly boundary: string;
}

/** StratusLab's default first, then what ssh-keygen makes today. */
const usualKeys = ['id_rsa.pub', 'id_ed25519.pub', 'id_ecdsa.pub'];

/** Throws `ToolStopped`, `UsageError` or `WorkFailed`. */
export function guestContext(sources: ContextSources): ContextBody {
  const { options } = sources;
  const pairs = options.text('cloud-init');
  const given =
    pairs === null
      ? { keyFiles: [], userData: null }
      : cloudInitParts(pairs, readBytes, sources.boundary);
  const variables = [
    ...variablesIn(bytesOf(options.text('context-file')), '\n'),
    ...variablesIn(new TextEncoder().encode(options.text('context') ?? ''), '#'),
  ];
  const keyFiles = given.keyFiles.length > 0 ? given.keyFiles : keyFilesOf(sources);
  return {
    publicKeys: keyFiles.flatMap(keysIn),
    ...(variables.length > 0 ? { context: Object.fromEntries(variables) } : {}),
    ...(given.userData ? { userData: base64(given.userData) } : {}),
    contextMethod: methodOf(sources, pairs !== null),
  };
}

function methodOf({ options, config }: ContextSources, hasPairs: boolean): string {
  const wanted = options.text('context-method');
  if (wanted !== null) {
    if (wanted === 'one' && hasPairs)
      throw new UsageError('--cloud-init needs --context-method cloud-init');
    return wanted;
  }
  const usual = config.value('default_context_method') ?? 'one';
  if (usual !== 'one' && usual !== 'cloud-init')
    throw new ToolStopped(`default_context_method is '${usual}'; it must be one or cloud-init`);
  return hasPairs ? 'cloud-init' : usual;
}

function keyFilesOf({ options, config, profile, home }: ContextSources): readonly string[] {
  const named = options.texts('key');
  if (named.length > 0) return named;
  const usual = config.value('user_public_key_file') ?? profile.publicKey;
  if (usual !== null) return [usual.replace(/^~(?=\/)/, home)];
  const found = usualKeys.map((name) => join(home, '.ssh', name)).find((path) => existsSync(path));
  return found === undefined ? [] : [found];
}

/** Lines that are keys: no empty ones, no comments in either form. */
function keysIn(path: string): string[] {
  return Buffer.from(readBytes(path))
    .toString('utf8')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !/^\s*(#|Comment:)/.test(line));
}

function variablesIn(
  text: Uint8Array,
  separator: PairSeparator,
): [string, { readonly base64: string }][] {
  const parsed = parseContext(text, separator);
  if (!parsed.ok) throw new WorkFailed(parsed.reason.message);
  return parsed.value.map(({ name, value }) => [name, base64(value)]);
}

function bytesOf(path: string | null): Uint8Array {
  return path === null ? new Uint8Array() : readBytes(path);
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new ToolStopped(`File ${path} cannot be read: ${(cause as Error).message}`);
  }
}

function base64(bytes: Uint8Array): { readonly base64: string } {
  return { base64: Buffer.from(bytes).toString('base64') };
}
