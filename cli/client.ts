/**
 * How commands talk to the API: plain HTTP with the token. Every change carries an idempotency key, so a change that got
 * no answer is repeated here until it has one, and is never carried out twice.
 */
import { uuidFromRandom } from '../shared/base/bytes.ts';
import { sleep } from '../shared/time/clock.ts';
import type { Profile } from './profile.ts';
import type { Problem } from './rest-answers.ts';
import type { Surroundings } from './surroundings.ts';
import { CommandFailed } from './surroundings.ts';
import { trustingFetch } from './trusting-fetch.ts';
import type { PlainFetch, PlainRequest } from './trusting-fetch.ts';

export interface Client {
  get<Answer>(path: string): Promise<Answer>;
  /** `key`: the idempotency key of a change that is sent again; a new one unless given. */
  post<Answer>(path: string, body?: unknown, key?: string): Promise<Answer>;
  /** The answer as it comes, for streams. */
  stream(path: string, headers: Readonly<Record<string, string>>): Promise<Response>;
}

/** The API refused; the text says what, where, and what to do. */
export class Refused extends CommandFailed {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(textOf(problem));
    this.problem = problem;
  }
}

/** Nobody is there, or nobody answers in time. */
export class CloudSilent extends CommandFailed {}

const usualAttempts = 3;
const repeatAfterMs = 1_000;

export interface ClientLimits {
  readonly answerWithinMs?: number;
  /** How often a change is sent that no scheduler answered. */
  readonly attemptsMax?: number;
}

/** `username`: the account that the token must belong to; without one, whose it is tells the token. */
export function createClient(
  profile: Pick<Profile, 'endpoint' | 'token'> &
    Partial<Pick<Profile, 'caFile' | 'commands'>> & { readonly username?: string },
  surroundings: Surroundings,
  { answerWithinMs = 30_000, attemptsMax = usualAttempts }: ClientLimits = {},
): Client {
  const { clock, random, signal } = surroundings;
  const authorization = authorizationOf(profile);
  const { caFile } = profile;
  const isTrusted = caFile && profile.endpoint.startsWith('https:');
  const fetch: PlainFetch = isTrusted ? trustingFetch(caFile) : surroundings.fetch;

  async function send(path: string, init: PlainRequest): Promise<Response> {
    const headers = { ...init.headers, authorization };
    try {
      return await fetch(`${profile.endpoint}/v1${path}`, { ...init, headers });
    } catch (cause) {
      if (signal.aborted) throw new CommandFailed('interrupted', 1, cause);
      throw new CloudSilent(
        `the cloud at ${profile.endpoint} does not answer (${causeOf(cause)}).\n  ${whatToDo(cause, profile.commands ?? null)}`,
        1,
        cause,
      );
    }
  }

  async function ask<Answer>(path: string, init: PlainRequest): Promise<Answer> {
    const limit = new AbortController();
    const late = new Error(`no answer in ${answerWithinMs / 1000} s`);
    const cancel = clock.after(answerWithinMs, () => limit.abort(late));
    try {
      const response = await send(path, {
        ...init,
        signal: AbortSignal.any([limit.signal, signal]),
      });
      return await answerOf<Answer>(response);
    } finally {
      cancel();
    }
  }

  return {
    get: (path) => ask(path, { headers: { accept: 'application/json' } }),
    async post(path, body = {}, key = uuidFromRandom(random.bytes(16))) {
      const headers = { 'content-type': 'application/json', 'idempotency-key': key };
      for (let attempt = 1; ; attempt++) {
        try {
          return await ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
        } catch (error) {
          if (!mayRepeat(error)) throw error;
          if (attempt === attemptsMax) throw givenUp(attemptsMax, error);
          await sleep(clock, repeatAfterMs * attempt, signal);
        }
      }
    },
    async stream(path, headers) {
      const response = await send(path, { headers, signal });
      if (!response.ok) await answerOf(response);
      return response;
    },
  };
}

function authorizationOf(of: { readonly token: string; readonly username?: string }): string {
  if (of.username === undefined) return `Bearer ${of.token}`;
  return `Basic ${Buffer.from(`${of.username}:${of.token}`).toString('base64')}`;
}

async function answerOf<Answer>(response: Response): Promise<Answer> {
  const text = await response.text();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new CommandFailed(
      `the cloud answered something else than JSON (${response.status})`,
      1,
      cause,
    );
  }
  if (response.ok) return value as Answer;
  throw new Refused(value as Problem);
}

/** No scheduler answered: it may have been carried out, and the same key makes a repeat harmless. */
function mayRepeat(error: unknown): boolean {
  return (
    error instanceof Refused &&
    ['noAnswer', 'notLeading'].includes(error.problem.reason) &&
    error.problem.status === 503
  );
}

function givenUp(attemptsMax: number, cause: unknown): CommandFailed {
  return new CommandFailed(
    `no scheduler answered, asked ${attemptsMax} times.\n` +
      '  `stratus status` shows whether one leads; `stratus list` whether the request was carried out all the same.',
    1,
    cause,
  );
}

function textOf({ detail, where, whatToDo }: Problem): string {
  const lines = [detail ?? 'the request was refused'];
  if (where) lines.push(`  where: ${where}`);
  if (whatToDo) lines.push(`  ${whatToDo}`);
  return lines.join('\n');
}

function whatToDo(error: unknown, commands: Profile['commands']): string {
  if (/CERT|ISSUER|SIGNATURE/.test(causeOf(error)))
    return "Its certificate is not believed here: name that of the cloud's own authority, caFile in the profile or STRATUS_CA_FILE.";
  if (commands)
    return `See whether it runs with \`${commands.status}\`, and start it with \`${commands.start}\`.`;
  return (
    'See whether it runs with `npm run status`, and start it with `npm start`, on its own machine; ' +
    'for a cloud that was started under a name of its own add `-- --instance NAME` to both.'
  );
}

function causeOf(error: unknown): string {
  const inner = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined;
  return inner?.code ?? (error instanceof Error ? error.message : String(error));
}
