/**
 * How another machine becomes a host: an administrator asks for an offer and types its one line there; the machine asks for
 * the authority's certificate, compares its fingerprint with that of the line, and joins with the token. Those two
 * routes know no account: the token, good for one host and a short time, is all that speaks for the caller.
 */
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { Actor } from '../../shared/model/authorization.ts';
import { actorOf } from '../auth/authenticate.ts';
import type { Entrance } from '../entrance.ts';
import { refuse } from '../errors.ts';
import { sequenceOf } from '../read-model/read-model.ts';
import type { Server, Services } from '../server.ts';
import { Time, closed, timeText } from '../views/words.ts';
import { answers } from './parameters.ts';

const hourS = 3_600;
const tokenBytes = 32;
/** What joins is not an account; the token's offer was made by one. */
const joiner: Actor = { accountId: 'join', administrator: true, projectId: 'p1' };
/** npm writes what it is called with into a log of its own, and shells keep what is typed: so without the secret. */
const joinCommand = 'npm run join -- -';
/** Routes that need no account. */
const open = { config: { openToAll: true }, bodyLimit: 4_096 } as const;

const OfferBody = Type.Object(
  {
    name: Type.String({
      pattern: '^[a-z0-9][a-z0-9-]{0,62}$',
      description: 'the label of the host',
    }),
    validForSeconds: Type.Optional(Type.Integer({ minimum: 60, maximum: 7 * 24 * hourS })),
  },
  closed,
);
const Offer = Type.Object({
  cursor: Type.String(),
  name: Type.String(),
  expiresAt: Time,
  joinString: Type.String({ description: 'secret until it is used' }),
  command: Type.String({ description: 'what to type on the other machine, which asks for it' }),
});
const JoinBody = Type.Object(
  {
    token: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
    hostId: Type.String({ pattern: '^[0-9a-f]{32}$', description: 'random, chosen by the host' }),
    publicKey: Type.String({ pattern: '^U[A-Z2-7]{55}$', description: 'nkey of its agent' }),
  },
  closed,
);
const Joined = Type.Object({
  cloudId: Type.String(),
  hostId: Type.String(),
  name: Type.String(),
  busServers: Type.Array(Type.String()),
});

export function joiningRoutes(app: Server, services: Services): void {
  offerRoute(app, services);
  joinRoute(app, services);
  app.get(
    '/certificate-authority',
    {
      ...open,
      schema: {
        summary: "The certificate of this cloud's own authority, PEM",
        security: [],
        response: answers(Type.String()),
      },
    },
    async (_request, reply) =>
      reply.type('application/x-pem-file').send(entranceOf(services).authority),
  );
}

function offerRoute(app: Server, services: Services): void {
  const { model, leader, random, clock } = services;
  app.post(
    '/host-offers',
    {
      schema: {
        summary: 'Let one machine join as a host: gives the line to type there',
        body: OfferBody,
        response: { ...answers(Offer), 201: Offer },
      },
    },
    async (request, reply) => {
      const entrance = entranceOf(services);
      const { name, validForSeconds = hourS } = request.body;
      const token = Buffer.from(random.bytes(tokenBytes)).toString('base64url');
      const expiresAtMs = clock.now() + 1000 * validForSeconds;
      // No idempotency key: a repeat makes another token, and one that nobody has seen expires.
      const { cursor } = await leader.command(actorOf(request), '', {
        ...{ kind: 'offerHost', tokenDigest: digestOf(token), name, expiresAtMs },
      });
      await model.waitFor(sequenceOf(cursor), services.viewWaitMs);
      const joinString = joinStringOf(entrance, token);
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ cursor, name, expiresAt: timeText(expiresAtMs), joinString, command: joinCommand });
    },
  );
}

function joinRoute(app: Server, services: Services): void {
  const { model, leader, cloudId } = services;
  app.post(
    '/join',
    {
      ...open,
      schema: {
        summary:
          'Become a host of this cloud, by a token of an offer; a repeat gets the same answer',
        security: [],
        body: JoinBody,
        response: answers(Joined),
      },
    },
    async (request) => {
      const { busServers } = entranceOf(services);
      const { token, hostId, publicKey } = request.body;
      const tokenDigest = digestOf(token);
      if (!model.state.offers.has(tokenDigest)) refuseUnknown(request);
      const { cursor } = await leader.command(joiner, '', {
        ...{ kind: 'joinHost', hostId, name: '', publicKey, tokenDigest },
      });
      await model.waitFor(sequenceOf(cursor), services.viewWaitMs);
      const name = model.state.hosts.get(hostId)?.name ?? model.state.offers.get(tokenDigest)?.name;
      return { cloudId, hostId, name: name ?? '', busServers: [...busServers] };
    },
  );
}

/** Said here, so that guessing costs the scheduler nothing. */
function refuseUnknown(request: FastifyRequest): never {
  request.log.warn({ from: request.ip }, 'somebody tried to join with an unknown token');
  return refuse(
    'joinTokenUnknown',
    'This token to join was never given out, or was withdrawn.',
    'token',
    'Copy the line whole, or ask an administrator for another one: `stratus host add NAME`.',
  );
}

const usualCommands = { listen: 'npm start -- --listen ADDRESS' } as const;

function entranceOf({ entrance, commands = usualCommands }: Services): Entrance {
  if (entrance !== null) return entrance;
  return refuse(
    'actionNotOffered',
    'This cloud listens on its own machine only, so no other machine can join.',
    'listen',
    `Start it with an address that other machines reach, once: \`${commands.listen}\`; machines run on through it.`,
  );
}

/** `stratus-join:ADDRESS:PORT:TOKEN:FINGERPRINT`; read by start/join/join-string.mjs. */
export function joinStringOf({ address, port, fingerprint }: Entrance, token: string): string {
  return ['stratus-join', address, port, token, fingerprint].join(':');
}

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
