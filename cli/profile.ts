/**
 * Which cloud, and as whom? From the environment, else from the profile that the starter wrote for the user; what is
 * missing is told with the way to mend it.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Surroundings } from './surroundings.ts';
import { CommandFailed, wrongUsage } from './surroundings.ts';

export interface Profile {
  readonly endpoint: string;
  readonly token: string;
  /** Path of the certificate of the authority that is believed at the endpoint, alone; null: whom the system believes. */
  readonly caFile: string | null;
  /** Put into machines unless another key is given; path of a `.pub` file. */
  readonly publicKey: string | null;
  /** Used by `stratus ssh`. */
  readonly privateKey: string | null;
  /** Name -> path of the image's metadata. */
  readonly images: Readonly<Record<string, string>>;
  /** The image of `stratus run` when none is named. */
  readonly image: string | null;
  /** As they are typed for this very cloud; null: nobody said so, or another endpoint was named beside the profile. */
  readonly commands: CloudCommands | null;
  /** The cloud's own, on the machine that runs it; null: nobody said so, or another endpoint was named beside the profile. */
  readonly folder: string | null;
}

export interface CloudCommands {
  readonly status: string;
  readonly start: string;
}

/** Folder of the user's own files: profile and known hosts. */
export function configFolder({ env, home }: Pick<Surroundings, 'env' | 'home'>): string {
  return join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'stratus');
}

/** Throws `CommandFailed` when endpoint or token are nowhere. */
export function readProfile(surroundings: Pick<Surroundings, 'env' | 'home'>): Profile {
  const { env } = surroundings;
  const path = env['STRATUS_PROFILE'] || join(configFolder(surroundings), 'profile.json');
  const stored = readStored(path);
  const endpoint = env['STRATUS_ENDPOINT'] || textOf(stored, 'endpoint');
  const token = env['STRATUS_TOKEN'] || textOf(stored, 'token');
  const images = stored['images'];
  if (!endpoint)
    wrongUsage(
      `no cloud is named: there is no endpoint in ${path}.\n` +
        `  ${otherProfiles(path)}Start a cloud here with \`npm start\`, or set STRATUS_ENDPOINT and STRATUS_TOKEN.`,
    );
  if (!token)
    wrongUsage(
      `there is no token for ${endpoint}: neither in ${path} nor in STRATUS_TOKEN.\n` +
        '  The starter writes it into the profile of the user for whom it runs the cloud.',
    );
  return {
    endpoint: checkedEndpoint(endpoint),
    token,
    caFile: env['STRATUS_CA_FILE'] || caFileOf(path, stored, endpoint),
    publicKey: textOf(stored, 'publicKey') || null,
    privateKey: textOf(stored, 'privateKey') || null,
    images: isObject(images) ? imagesOf(path, images) : {},
    image: textOf(stored, 'image') || null,
    commands: endpoint === textOf(stored, 'endpoint') ? commandsOf(stored) : null,
    folder: endpoint === textOf(stored, 'endpoint') ? textOf(stored, 'folder') || null : null,
  };
}

function commandsOf(stored: Readonly<Record<string, unknown>>): CloudCommands | null {
  const commands = isObject(stored['commands']) ? stored['commands'] : {};
  const [status, start] = [textOf(commands, 'status'), textOf(commands, 'start')];
  return status && start ? { status, start } : null;
}

/** Clouds beside the first have profiles of their own names there. */
function otherProfiles(path: string): string {
  let names: string[] = [];
  try {
    names = readdirSync(dirname(path)).filter((name) => /^profile-.+\.json$/.test(name));
  } catch {
    // no folder, no profiles
  }
  if (names.length === 0) return '';
  const others = names.sort().map((name) => join(dirname(path), name));
  return `Other clouds have profiles here; name one: export STRATUS_PROFILE=${others.join(' or ')}. Or:\n  `;
}

/** Of the profile's own endpoint; another may have been named beside it. */
function caFileOf(
  path: string,
  stored: Readonly<Record<string, unknown>>,
  endpoint: string,
): string | null {
  const caFile = textOf(stored, 'caFile');
  return caFile && endpoint === textOf(stored, 'endpoint') ? beside(path, caFile) : null;
}

function imagesOf(path: string, images: object): Record<string, string> {
  const texts = Object.entries(images).filter(([, file]) => typeof file === 'string');
  return Object.fromEntries(texts.map(([name, file]) => [name, beside(path, file as string)]));
}

/** A profile that is copied with the files beside it works where it was copied to. */
const beside = (path: string, file: string): string => resolve(dirname(path), file);

function readStored(path: string): Readonly<Record<string, unknown>> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new CommandFailed(`${path} cannot be read: ${(cause as Error).message}`, 1, cause);
  }
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // told below
  }
  throw new CommandFailed(`${path} is not a JSON object; mend it or remove it`);
}

function checkedEndpoint(endpoint: string): string {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol))
    wrongUsage(`${JSON.stringify(endpoint)} is not a URL of a cloud; write http://HOST:PORT`);
  return endpoint.replace(/\/+$/, '');
}

function textOf(stored: Readonly<Record<string, unknown>>, field: string): string {
  const value = stored[field];
  return typeof value === 'string' ? value : '';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
