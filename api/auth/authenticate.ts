/** Who sends this request? A bearer token, or the request ends here, whichever route it was for. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '../../shared/model/authorization.ts';
import { Refused } from '../errors.ts';
import type { Tokens } from './tokens.ts';

const actors = new WeakMap<FastifyRequest, Actor>();

/** Refuses every request without a known token, before its body is read. */
export function authenticate(app: FastifyInstance, tokens: Tokens): void {
  app.addHook('onRequest', async (request, reply) => {
    const actor = tokens.actorOf(bearerToken(request.headers.authorization));
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

function bearerToken(header: string | undefined): string {
  return /^Bearer +([\x21-\x7e]+) *$/i.exec(header ?? '')?.[1] ?? '';
}
