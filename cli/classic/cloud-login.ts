/**
 * Which cloud, and as whom? Endpoint, account and token by option, environment or `stratuslab-user.cfg`; where these say
 * nothing, the profile that `npm start` wrote for `stratus`, so that the classic commands work without a file of theirs.
 * A token of the profile goes to the profile's own cloud only (docs/decisions/0046-classic-commands.md).
 */
import { createClient } from '../client.ts';
import type { Client } from '../client.ts';
import { readProfile } from '../profile.ts';
import type { Profile } from '../profile.ts';
import { CommandFailed } from '../surroundings.ts';
import type { ClassicSurroundings } from './classic-surroundings.ts';
import { expandEndpoint } from './endpoint.ts';
import type { ParsedOptions } from './option.ts';
import { UsageError } from './stops.ts';
import type { UserConfig } from './user-config.ts';

export interface Cloud {
  readonly endpoint: string;
  /** Null: whoever the token of the profile belongs to. */
  readonly username: string | null;
  readonly client: Client;
  /** The images and keys that the user's profile names. */
  readonly profile: Pick<Profile, 'images' | 'image' | 'publicKey' | 'privateKey'>;
}

const missingCredentials =
  'Missing credentials. Please provide either --username/--password or --pem-cert/--pem-key';
const answerWithinSecondsMax = 600;

/** Throws `UsageError` when endpoint or credentials are nowhere. */
export async function logIn(
  options: ParsedOptions,
  config: UserConfig,
  surroundings: ClassicSurroundings,
): Promise<Cloud> {
  const profile = profileOf(surroundings);
  const named = options.text('endpoint') ?? config.value('endpoint');
  const endpoint = named === null ? profile?.endpoint : expandEndpoint(named);
  if (endpoint === undefined)
    throw new UsageError('Missing cloud endpoint. Please provide --endpoint');
  const username = options.text('username') ?? config.value('username');
  const password = options.text('password') ?? config.value('password');
  if (username === null) {
    if (password !== null || profile?.endpoint !== endpoint)
      throw new UsageError(missingCredentials);
    return cloudOf(profile, profile, config, surroundings);
  }
  const token = password ?? (await surroundings.askSecret(`Password for ${username}: `));
  return cloudOf({ endpoint, token, username }, profile, config, surroundings);
}

/** A line of `endpoints`: another cloud with an account of its own. Throws `UsageError`. */
export function cloudsOf(config: UserConfig, surroundings: ClassicSurroundings): readonly Cloud[] {
  const lines = (config.value('endpoints') ?? '').split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0)
    throw new UsageError('Missing endpoints. Please list them in the user configuration file');
  const profile = profileOf(surroundings);
  return lines.map((line) => {
    const [endpoint, username, token, ...more] = line.trim().split(/\s+/);
    if (endpoint === undefined || username === undefined || token === undefined || more.length > 0)
      throw new UsageError('endpoints: write one "endpoint user password" a line');
    const login = { endpoint: expandEndpoint(endpoint), token, username };
    return cloudOf(login, profile, config, surroundings);
  });
}

type Login = Pick<Profile, 'endpoint' | 'token'> & { readonly username?: string };

function cloudOf(
  login: Login,
  profile: Profile | null,
  config: UserConfig,
  surroundings: ClassicSurroundings,
): Cloud {
  const seconds = Number(config.value('endpoint_timeout') ?? Number.NaN);
  const limit =
    seconds >= 1 && seconds <= answerWithinSecondsMax ? { answerWithinMs: seconds * 1000 } : {};
  return {
    endpoint: login.endpoint,
    username: login.username ?? null,
    client: createClient(
      { ...login, caFile: caFileOf(login, profile, surroundings) },
      surroundings,
      limit,
    ),
    profile: profile ?? { images: {}, image: null, publicKey: null, privateKey: null },
  };
}

/** Of the profile's own cloud, whoever logs in there; for any other, of the environment. */
function caFileOf(
  { endpoint }: Login,
  profile: Profile | null,
  { env }: ClassicSurroundings,
): string | null {
  return env['STRATUS_CA_FILE'] || (profile?.endpoint === endpoint ? profile.caFile : null);
}

/** Null when `stratus` has no profile here either. */
function profileOf(surroundings: ClassicSurroundings): Profile | null {
  try {
    return readProfile(surroundings);
  } catch (error) {
    if (error instanceof CommandFailed && error.exitCode === 2) return null;
    throw error;
  }
}
