/**
 * What did the user settle before? The file `stratuslab-user.cfg` and the environment: an option wins over the environment,
 * that over the selected section of the file, that over its section `[default]`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Surroundings } from '../surroundings.ts';
import { IniRefused, parseIni } from './ini.ts';
import type { Ini } from './ini.ts';
import type { ParsedOptions } from './option.ts';
import { ToolStopped } from './stops.ts';

export interface UserConfig {
  /** Of the environment, else of the file; null: nowhere. An empty value is none. */
  value(key: string): string | null;
  /** The whole section `[instance_types]`. */
  readonly instanceTypes: ReadonlyMap<string, string>;
}

/** Keys whose name in the environment is another one. */
const environmentNames: Readonly<Record<string, string>> = {
  user_public_key_file: 'STRATUSLAB_KEY',
};

export function userConfigPath({ home }: Pick<Surroundings, 'home'>): string {
  return join(home, '.stratuslab', 'stratuslab-user.cfg');
}

/** Throws `ToolStopped` when the file or section that was named is not there or is no such file. */
export function readUserConfig(
  options: ParsedOptions,
  surroundings: Pick<Surroundings, 'env' | 'home'>,
): UserConfig {
  const { env } = surroundings;
  const named = options.text('config');
  const path = named ?? userConfigPath(surroundings);
  const ini = readIni(path, named !== null);
  const section = ini && selectedSection(ini, path, options, env);
  const common = ini?.get('default');
  return {
    value(key) {
      const fromEnvironment = env[environmentNames[key] ?? `STRATUSLAB_${key.toUpperCase()}`];
      return fromEnvironment || section?.get(key) || common?.get(key) || null;
    },
    instanceTypes: ini?.get('instance_types') ?? new Map(),
  };
}

function readIni(path: string, isNamed: boolean): Ini | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if (!isNamed && (cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new ToolStopped(`Configuration file ${path} cannot be read: ${(cause as Error).message}`);
  }
  try {
    return parseIni(text, path);
  } catch (error) {
    if (error instanceof IniRefused) throw new ToolStopped(error.message);
    throw error;
  }
}

function selectedSection(
  ini: Ini,
  path: string,
  options: ParsedOptions,
  env: Surroundings['env'],
): ReadonlyMap<string, string> {
  const name =
    options.text('user-config-section') ||
    env['STRATUSLAB_USER_CONFIG_SECTION'] ||
    ini.get('default')?.get('selected_section');
  if (!name)
    throw new ToolStopped(
      `${path}: [default] has no selected_section; add it, or name a section with --user-config-section`,
    );
  const section = ini.get(name);
  if (section) return section;
  const others = [...ini.keys()].filter((one) => !['default', 'instance_types'].includes(one));
  throw new ToolStopped(
    `${path} has no section [${name}]; it has ${others.map((one) => `[${one}]`).join(', ') || 'none'}`,
  );
}
