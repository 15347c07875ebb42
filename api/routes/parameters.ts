/** What routes take besides bodies: references in the path, the idempotency key; and the answers that all may give. */
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { TSchema } from 'typebox';
import { refuse } from '../errors.ts';
import { closed } from '../views/words.ts';

/** A machine by UUID, label or name. */
export const MachinePath = Type.Object({
  machine: Type.String({
    pattern: '^[a-z0-9][a-z0-9-]{0,62}$',
    description: 'UUID, label or name',
  }),
});

/** A host by id or name. */
export const HostPath = Type.Object({
  host: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$', description: 'id or name' }),
});

export const WhyBody = Type.Object(
  { why: Type.Optional(Type.String({ maxLength: 128, pattern: '^[^\\u0000-\\u001f]*$' })) },
  closed,
);

/** A POST that says all by its path takes no body, or an empty one. */
export const NoBody = Type.Union([Type.Object({}, closed), Type.Null()]);

const Problem = Type.Object(
  {
    type: Type.String({ description: 'urn:stratus:refusal:<reason>' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    reason: Type.String(),
    where: Type.String(),
    whatToDo: Type.String(),
  },
  { description: 'application/problem+json' },
);

/** The answers of a route: `schema` on success, a problem otherwise. */
export function answers<Schema extends TSchema>(schema: Schema) {
  return { 200: schema, '4xx': Problem, '5xx': Problem };
}

/** Headers of a POST, for the documentation. */
export const PostHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({ description: 'a repeat with the same key is carried out once; kept 7 days' }),
  ),
});

/** The idempotency key, empty when none was sent. Throws `Refused`. */
export function keyOf(request: FastifyRequest): string {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return '';
  if (typeof key === 'string' && /^[\x21-\x7e]{1,128}$/.test(key)) return key;
  return refuse(
    'malformedRequest',
    'The idempotency key is not 1 to 128 printable ASCII characters without spaces.',
    'Idempotency-Key',
    'Send a random UUID, and the same one again when you repeat the request.',
  );
}
