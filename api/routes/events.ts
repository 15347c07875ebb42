/** The events of the log: a page of them as JSON, or all from a cursor on as a stream that does not end (SSE). */
import Type from 'typebox';
import { actorOf } from '../auth/authenticate.ts';
import { eventsAfter, lastEvents } from '../read-model/event-pages.ts';
import { startingPoint } from '../read-model/starting-point.ts';
import type { Server, Services } from '../server.ts';
import { EventView, renderEvent } from '../views/event-view.ts';
import { closed } from '../views/words.ts';
import { streamEvents } from './event-stream.ts';
import { answers } from './parameters.ts';

const EventsQuery = Type.Object(
  {
    after: Type.Optional(
      Type.String({ maxLength: 96, description: 'cursor of the last one seen' }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, description: '1000' })),
    last: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1000, description: 'only so many, the newest' }),
    ),
    machine: Type.Optional(
      Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$', description: 'UUID, label or name' }),
    ),
  },
  closed,
);

const EventsAnswer = Type.Object({
  events: Type.Array(EventView),
  next: Type.Union([Type.String(), Type.Null()], {
    description: 'give it as `after` to go on; also when there is nothing more now',
  }),
});

export function eventRoutes(app: Server, services: Services): void {
  const open = new Set<AbortController>();
  app.addHook('preClose', async () => open.forEach((one) => one.abort()));
  app.get(
    '/events',
    {
      schema: {
        summary: 'What happened, in order; as a stream with `accept: text/event-stream`',
        querystring: EventsQuery,
        response: answers(EventsAnswer),
      },
    },
    async (request, reply) => {
      const { after, limit = 1000, last, machine } = request.query;
      const scope = { actor: actorOf(request), machine: machine ?? null };
      const wantsStream = /\btext\/event-stream\b/.test(request.headers.accept ?? '');
      const lastSeen = request.headers['last-event-id'];
      const given = (wantsStream && typeof lastSeen === 'string' ? lastSeen : undefined) ?? after;
      if (wantsStream) {
        const from = await startingPoint(services, given, 'end');
        const ending = new AbortController();
        open.add(ending);
        reply.hijack();
        await streamEvents({ services, scope, from, request, reply, ending });
        open.delete(ending);
        return reply;
      }
      if (last !== undefined) {
        const events = await lastEvents(services.model, scope, last);
        return { events: events.map(renderEvent), next: services.model.cursor() };
      }
      const from = await startingPoint(services, given, 'beginning');
      const page = await eventsAfter(services.model, scope, from, limit);
      return { events: page.events.map(renderEvent), next: page.next };
    },
  );
}
