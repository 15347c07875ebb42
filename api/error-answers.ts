/** Whatever goes wrong in a request ends here, as one problem+json; what is our own fault is logged and not described. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LogUnavailable } from '../shared/log/log.ts';
import type { Reason, Refusal } from '../shared/model/reasons.ts';
import { Refused, problemOf } from './errors.ts';

/** The reason for which a value of this field is refused, where it has one of its own. */
const reasonOfField: Readonly<Record<string, Reason>> = {
  image: 'invalidImage',
  count: 'invalidCount',
  name: 'invalidName',
  type: 'unknownType',
  vcpus: 'invalidSize',
  cpu: 'invalidSize',
  memoryMiB: 'invalidSize',
  swapMiB: 'invalidSize',
  volatileMiB: 'invalidSize',
  rootDiskMiB: 'invalidSize',
  networkClass: 'unknownNetworkClass',
  address: 'addressOutside',
  requirements: 'invalidRequirement',
  rank: 'invalidRank',
  context: 'invalidContext',
  publicKeys: 'invalidContext',
  userData: 'invalidContext',
};

export function answerErrors(app: FastifyInstance): void {
  app.setSchemaErrorFormatter((errors, part) => schemaRefusal(errors, part));
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refused = refusedOf(error);
    if (refused === null) request.log.error({ error }, 'a request failed');
    else request.log.debug({ refusal: refused.refusal }, 'a request was refused');
    if (refused?.status === 413) letFinish(reply);
    answer(reply, refused ?? ourFault());
  });
  app.setNotFoundHandler((request, reply) =>
    answer(
      reply,
      new Refused(
        {
          reason: 'malformedRequest',
          message: `There is nothing at ${request.method} ${request.url.split('?')[0]?.slice(0, 200)}.`,
          where: 'path',
          whatToDo: 'Look at /v1/openapi.json for what there is.',
        },
        404,
      ),
    ),
  );
}

/**
 * Who is hung up on while he still sends may lose the answer that says why. So the connection stays: what else he sends is thrown
 * away as it comes, for as long as a request may take.
 */
function letFinish(reply: FastifyReply): void {
  void reply.removeHeader('connection');
}

/** What the server refuses before any route is found: a path that cannot be read, or a part of it that is too long. */
export function answerUnroutable(
  error: FastifyError,
  _request: FastifyRequest,
  reply: FastifyReply,
): void {
  const refusal: Refusal = {
    reason: 'malformedRequest',
    message: `The path cannot be used: ${error.statusCode === 414 ? 'a part of it is longer than any name or id' : 'it is not a URL as the standard has it'}.`,
    where: 'path',
    whatToDo: 'Look at /v1/openapi.json for what there is.',
  };
  answer(reply, new Refused(refusal, error.statusCode ?? 400, error));
}

function answer(reply: FastifyReply, { refusal, status }: Refused): void {
  if (status === 503) void reply.header('retry-after', '2');
  void reply
    .code(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer((problem: unknown) => JSON.stringify(problem))
    .send(problemOf(refusal, status));
}

function refusedOf(error: FastifyError): Refused | null {
  if (error instanceof Refused) return error;
  if (error instanceof LogUnavailable) return unavailable(error);
  const status = error.statusCode ?? 500;
  if (status < 400 || status >= 500) return null;
  const tooLarge = status === 413;
  return new Refused(
    {
      reason: tooLarge ? 'requestTooLarge' : 'malformedRequest',
      message: sentence(error.message),
      where: tooLarge || status === 415 || status === 400 ? 'body' : 'request',
      whatToDo: tooLarge
        ? 'Send less; user data of a machine has at most 256 KiB.'
        : 'Send JSON with the header `content-type: application/json`, as /v1/openapi.json describes.',
    },
    status,
    error,
  );
}

function unavailable(error: Error): Refused {
  return new Refused(
    {
      reason: 'logUnavailable',
      message: sentence(error.message),
      where: 'log',
      whatToDo: 'Try again; `stratus status` shows whether the cloud works.',
    },
    503,
    error,
  );
}

function ourFault(): Refused {
  return new Refused(
    {
      reason: 'noAnswer',
      message: 'The request met an error in Stratus itself.',
      where: 'api',
      whatToDo: 'An administrator finds the error in the log records of the API; please report it.',
    },
    500,
  );
}

/** Patterns that people meet, in words. */
const wordsOfPattern: Readonly<Record<string, string>> = {
  '^[a-z0-9][a-z0-9-]{0,62}$':
    'must be of small letters, digits and dashes, at most 63, and begin with no dash',
};

function wordsOf({ params, message }: SchemaError): string {
  return wordsOfPattern[String(params['pattern'])] ?? message ?? 'is not as it should be';
}

interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** The first thing that is wrong, told with its field; of a union the last error says the least, so the first is taken. */
function schemaRefusal(errors: readonly SchemaError[], part: string): Refused {
  const unknown = errors.find(({ keyword }) => keyword === 'additionalProperties');
  const first = errors.find(({ message }) => message !== 'schema is false') ?? errors[0];
  const path = (first?.instancePath ?? '').split('/').slice(1);
  const missing = (first?.params['requiredProperties'] as string[] | undefined)?.[0];
  const extra = (unknown?.params['additionalProperties'] as string[] | undefined)?.[0];
  const field = unknown
    ? [...unknown.instancePath.split('/').slice(1), extra ?? '']
    : [...path, ...(missing === undefined ? [] : [missing])];
  const where = part === 'body' ? field.join('.') || 'body' : `${part} ${field.join('.')}`.trim();
  const reason = (!unknown && part === 'body' && reasonOfField[field[0] ?? '']) || null;
  const refusal: Refusal = {
    reason: reason ?? 'malformedRequest',
    message: unknown
      ? `There is no field ${JSON.stringify(extra?.slice(0, 100))} here.`
      : `${where.slice(0, 200)}: ${first ? wordsOf(first) : 'is not as it should be'}.`,
    where: where.slice(0, 200),
    whatToDo: unknown
      ? 'Take it out or mend its spelling; nothing that is not understood is ignored.'
      : 'Mend the value; /v1/openapi.json describes what is taken.',
  };
  return new Refused(refusal, reason === null ? 400 : undefined);
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
