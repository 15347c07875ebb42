/**
 * The log itself, for administrators: its messages as they are stored, so that whoever asks can check every hash of it himself,
 * and its head, signed with the cloud's own key, to be kept elsewhere.
 */
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { authorize } from '../../shared/model/authorization.ts';
import { signHead, publicKeyOf } from '../../shared/log/log-export.ts';
import { actorOf } from '../auth/authenticate.ts';
import { Refused, refuse } from '../errors.ts';
import type { Server, Services } from '../server.ts';
import { closed, timeText } from '../views/words.ts';
import { answers } from './parameters.ts';

const MessagesQuery = Type.Object(
  {
    from: Type.Optional(
      Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: '1' }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, description: '200' })),
  },
  closed,
);

const MessagesAnswer = Type.Object({
  cloudId: Type.String(),
  firstSequence: Type.Integer({ description: 'what is before it was archived' }),
  messages: Type.Array(
    Type.Object({
      sequence: Type.Integer(),
      bytes: Type.String({ description: 'a Commit of proto/v1/log.proto, base64' }),
    }),
  ),
});

const HeadAnswer = Type.Object({
  head: Type.Object({
    cloudId: Type.String(),
    logId: Type.String(),
    sequence: Type.Integer(),
    hash: Type.String(),
    at: Type.String({ format: 'date-time' }),
  }),
  signature: Type.String({ description: 'Ed25519, base64' }),
  publicKey: Type.String({ description: '32 bytes, base64url' }),
});

/** An answer has at least one message, and no further one above this. */
const answerBytesMax = 1_048_576;

export function logRoutes(app: Server, { log, cloudId, model, clock, headKey }: Services): void {
  app.get(
    '/log/messages',
    {
      schema: {
        summary: 'Messages of the log as they are stored, from a sequence on',
        querystring: MessagesQuery,
        response: answers(MessagesAnswer),
      },
    },
    async (request) => {
      administrators(request);
      const { from = 1, limit = 200 } = request.query;
      const firstSequence = await log.firstSequence();
      const messages: { sequence: number; bytes: string }[] = [];
      let bytes = 0;
      const end = model.position()?.sequence ?? 0;
      for (let sequence = Math.max(from, firstSequence); sequence <= end; sequence++) {
        if (messages.length === limit || bytes > answerBytesMax) break;
        const message = await log.read(sequence);
        if (message === null) break;
        bytes += message.bytes.length;
        messages.push({ sequence, bytes: Buffer.from(message.bytes).toString('base64') });
      }
      return { cloudId, firstSequence, messages };
    },
  );

  app.get(
    '/log/head',
    { schema: { summary: 'Where the log ends now, signed', response: answers(HeadAnswer) } },
    async (request) => {
      administrators(request);
      const position = model.position();
      if (!headKey || !position)
        return refuse(
          'actionNotOffered',
          'This API has no key to sign the head of the log with.',
          'headKeyFile',
          'Start the cloud anew (`npm start`), which makes one; or name one in the configuration of the API.',
        );
      const pem = headKey.reveal();
      const head = { cloudId, ...position, at: timeText(clock.now()) };
      return { ...signHead(head, pem), publicKey: publicKeyOf(pem) };
    },
  );
}

/** The log tells of every project. Throws `Refused`. */
function administrators(request: FastifyRequest): void {
  const allowed = authorize(actorOf(request), 'administer', null, 'log');
  if (!allowed.ok) throw new Refused(allowed.reason);
}
