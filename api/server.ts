/** The HTTP server put together: what holds for every route (tokens, limits, errors, age of the view), then the routes. */
import swagger from '@fastify/swagger';
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, { LogController } from 'fastify';
import type { FastifyBaseLogger } from 'fastify';
import type { Random } from '../shared/base/random.ts';
import type { Secret } from '../shared/base/secret.ts';
import type { Bus } from '../shared/bus/bus.ts';
import type { Subjects } from '../shared/bus/subjects.ts';
import type { Log } from '../shared/log/log.ts';
import type { Vault } from '../shared/log/vault.ts';
import type { Clock } from '../shared/time/clock.ts';
import { authenticate } from './auth/authenticate.ts';
import { createPageAccess, withSessions } from './auth/page-access.ts';
import type { PageAccess } from './auth/page-access.ts';
import type { Tokens } from './auth/tokens.ts';
import type { CheckUp } from './check/check-up.ts';
import type { Leader } from './commands/leader.ts';
import type { Entrance } from './entrance.ts';
import { answerErrors, answerUnroutable } from './error-answers.ts';
import type { Hearing } from './read-model/hearing.ts';
import type { LogCopies } from './log-copies.ts';
import type { ReadModel } from './read-model/read-model.ts';
import { addressRoutes } from './routes/addresses.ts';
import { checkRoutes } from './routes/check.ts';
import { eventRoutes } from './routes/events.ts';
import { hostRoutes } from './routes/hosts.ts';
import { imageRoutes } from './routes/images.ts';
import { joiningRoutes } from './routes/joining.ts';
import { loadRoutes } from './routes/load.ts';
import { logRoutes } from './routes/log.ts';
import { machineActionRoutes } from './routes/machine-actions.ts';
import { machineRoutes } from './routes/machines.ts';
import { pageRoutes } from './routes/page.ts';
import { pageAccessRoutes } from './routes/page-access.ts';
import { quarantineRoutes } from './routes/quarantine.ts';
import { recoveryRoutes } from './routes/recovery.ts';
import { roomRoutes } from './routes/room.ts';
import { statusRoutes } from './routes/status.ts';
import { refuse } from './errors.ts';

/** All that routes need; every part of it is a port or was made by `main.ts`. */
export interface Services {
  readonly cloudId: string;
  readonly model: ReadModel;
  readonly hearing: Hearing;
  readonly leader: Leader;
  readonly checkUp: CheckUp;
  readonly bus: Bus;
  readonly subjects: Subjects;
  readonly log: Log;
  readonly vault: Vault;
  readonly cloudKey: Secret<Uint8Array>;
  /** With which the head of the log is signed, PEM; none: it is not. */
  readonly headKey?: Secret<string> | null;
  /** The copies of the log that leave the machine; none: nobody asked for them. */
  readonly copies?: LogCopies | null;
  readonly random: Random;
  readonly clock: Clock;
  readonly tokens: Tokens;
  readonly logger: FastifyBaseLogger;
  /** How long an answer to a change waits for the view to have it, in milliseconds. */
  readonly viewWaitMs: number;
  /** The log is not written through to the disk; unless given it is. */
  readonly volatileLog?: boolean;
  /** Where the log is kept, on a disk that this part can look at; null: elsewhere. */
  readonly logFolder?: string | null;
  /** Where other machines reach the cloud; null: nowhere. */
  readonly entrance: Entrance | null;
  /** How this cloud is made to listen, as typed; unless given, what is typed for one by itself. */
  readonly commands?: { readonly listen: string };
}

/** Bodies are small, but for the user data of a machine, which has a limit of its own. */
const bodyBytesMax = 65_536;

export type Server = ReturnType<typeof createServer>;

function createServer(services: Services) {
  return fastify({
    loggerInstance: services.logger,
    bodyLimit: bodyBytesMax,
    requestTimeout: 30_000,
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    routerOptions: { maxParamLength: 128, ignoreTrailingSlash: true },
    frameworkErrors: answerUnroutable,
    return503OnClosing: true,
    forceCloseConnections: true,
    logController: new LogController({ disableRequestLogging: true }),
  })
    .withTypeProvider<TypeBoxTypeProvider>()
    .setValidatorCompiler(TypeBoxValidatorCompiler);
}

/** A server that is not listening yet. */
export async function buildServer(services: Services): Promise<Server> {
  const app = createServer(services);
  answerErrors(app);
  takeEmptyBodies(app);
  const access = createPageAccess(services);
  authenticate(app, withSessions(services.tokens, access), access);
  tellAge(app, services.model);
  logRequests(app);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Stratus',
        version: '1',
        description: 'A private cloud. Errors are problem+json with `reason` and `whatToDo`.',
      },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      security: [{ token: [] }],
    },
  });
  pageRoutes(app);
  loadRoutes(app, services);
  imageRoutes(app, services);
  await app.register(async (v1) => addRoutes(v1 as Server, services, access), { prefix: '/v1' });
  await app.ready();
  return app;
}

function addRoutes(app: Server, services: Services, access: PageAccess): void {
  machineRoutes(app, services);
  machineActionRoutes(app, services);
  hostRoutes(app, services);
  joiningRoutes(app, services);
  addressRoutes(app, services);
  roomRoutes(app, services);
  quarantineRoutes(app, services);
  eventRoutes(app, services);
  statusRoutes(app, services);
  checkRoutes(app, services);
  logRoutes(app, services);
  recoveryRoutes(app, services);
  pageAccessRoutes(app, access);
  app.get(
    '/openapi.json',
    { schema: { summary: 'This description', response: { 200: {} } } },
    async (_request, reply) => reply.send(app.swagger()),
  );
}

/** Every answer says which state of the cloud it shows; none is given from a view that cannot follow any more. */
function tellAge(app: Server, model: ReadModel): void {
  app.addHook('onSend', async (request, reply) => {
    if (request.routeOptions.config.openToAll) return;
    void reply.header('stratus-cursor', model.cursor() ?? '');
    void reply.header('stratus-view-age-ms', model.ageMs());
  });
  app.addHook('onRequest', async (request) => {
    if (request.method !== 'GET' || model.failure === null) return;
    if (request.routeOptions.config.openToAll) return;
    refuse(
      'logUnavailable',
      `The view of the cloud stopped: ${model.failure.message}.`,
      'log',
      'An administrator looks at the log records of the API; after an upgrade, all parts must be upgraded.',
    );
  });
}

/** One record a request; never its headers or body, which hold tokens and people's data. */
function logRequests(app: Server): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, url } = request;
    const took = Math.round(reply.elapsedTime);
    request.log.info({ method, path: url.split('?')[0], status: reply.statusCode, ms: took });
  });
}

/** A POST that says all by its path may call its empty body JSON. */
function takeEmptyBodies(app: Server): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser<string>(
    'application/json',
    { parseAs: 'string' },
    (request, body, done) => {
      if (body === '') done(null, null);
      else void parse(request, body, done);
    },
  );
}
