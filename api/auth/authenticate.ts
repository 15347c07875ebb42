/**
 * Who sends this request? A bearer token, or the request ends here, whichever route it was for; only the page's own files
 * are for everybody.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '../../shared/model/authorization.ts';
import { Refused } from '../errors.ts';
import type { PageAccess } from './page-access.ts';
import type { Tokens } from './tokens.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answered without a token: it tells nothing of anybody's machines. */
    readonly openToAll?: boolean;
    /** Takes the code of a log-in link in place of a token. */
    readonly takesCode?: boolean;
  }
}

const actors = new WeakMap<FastifyRequest, Actor>();

/** Refuses every request without a known token, before its body is read. */
export function authenticate(app: FastifyInstance, tokens: Tokens, access: PageAccess): void {
  app.addHook('onRequest', async (request, reply) => {
    const { openToAll, takesCode } = request.routeOptions.config;
    if (openToAll) return;
    const { authorization } = request.headers;
    const given = bearerToken(authorization);
    const actor = takesCode
      ? access.takeCode(given)
      : (tokens.actorOf(given) ?? actorByPassword(authorization, tokens));
    if (actor) {
      actors.set(request, actor);
      return;
    }
    void reply.header('www-authenticate', 'Bearer realm="stratus"');
    throw new Refused({
      reason: 'notAuthenticated',
      message: request.headers.authorization
        ? 'The token is not known here.'
        : 'The request carries no token.',
      where: 'Authorization',
      whatToDo:
        'Send the header `Authorization: Bearer TOKEN`; the command line takes the token from the profile or STRATUS_TOKEN.',
    });
  });
}

/** Who sent it. */
export function actorOf(request: FastifyRequest): Actor {
  const actor = actors.get(request);
  if (!actor) throw new Error('a route was reached without authentication');
  return actor;
}

/** The token in the header, empty when there is none. */
export function bearerToken(header: string | undefined): string {
  return /^Bearer +([\x21-\x7e]+) *$/i.exec(header ?? '')?.[1] ?? '';
}

/**
 * The same token as a password (`Basic`), for those who log in with a name: it must be a token of the account of that
 * name.
 */
function actorByPassword(header: string | undefined, tokens: Tokens): Actor | null {
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2}) *$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return null;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  const actor = colon < 0 ? null : tokens.actorOf(pair.slice(colon + 1));
  return actor?.accountId === pair.slice(0, colon) ? actor : null;
}
