/**
 * Events as server-sent events: from a place on, in order, none left out. A slow reader is waited for, and what it misses
 * meanwhile is read from the log, so a client never costs more memory than one page.
 */
import { once } from 'node:events';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { eventsAfter } from '../read-model/event-pages.ts';
import type { Scope } from '../read-model/event-pages.ts';
import type { Place } from '../read-model/starting-point.ts';
import type { Services } from '../server.ts';
import { renderEvent } from '../views/event-view.ts';

export interface StreamOptions {
  readonly services: Services;
  readonly scope: Scope;
  readonly from: Place;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Aborted when the server closes. */
  readonly ending: AbortController;
}

/** A comment is sent after so much silence, so that proxies and clients see that the stream lives. */
const heartbeatMs = 15_000;
const pageMax = 100;

/** Resolves when the client has gone, the server closes, or the log was rewritten or archived under the reader. */
export async function streamEvents(options: StreamOptions): Promise<void> {
  const { services, scope, request, reply, ending } = options;
  const { model } = services;
  const { raw } = reply;
  const { signal } = ending;
  const end = (): void => ending.abort();
  request.raw.on('close', end);
  raw.on('error', end);
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  raw.write(': stratus\n\n');
  const epoch = model.refolds;
  let { from } = options;
  try {
    while (!signal.aborted && model.refolds === epoch && !model.failure) {
      const page = await eventsAfter(model, scope, from, pageMax);
      for (const one of page.events) await send(options, textOf(renderEvent(one)));
      const moved = page.place.sequence > from.sequence || page.place.index > from.index;
      from = page.place;
      if (moved) continue;
      if (model.state.sequence > from.sequence) {
        // What the reader wants next was archived under him: he is told so when he comes again.
        if (from.sequence < (await model.firstSequence()) - 1) break;
        continue;
      }
      await model.changed(heartbeatMs, signal);
      if (model.state.sequence === from.sequence) await send(options, ': alive\n\n');
    }
  } catch (error) {
    request.log.warn({ error }, 'a stream of events ended early');
  }
  if (model.refolds !== epoch) raw.write('event: rewritten\ndata: {}\n\n');
  raw.end();
}

async function send({ reply, ending }: StreamOptions, text: string): Promise<void> {
  if (ending.signal.aborted || reply.raw.write(text)) return;
  await once(reply.raw, 'drain', { signal: ending.signal }).catch(() => undefined);
}

function textOf(view: ReturnType<typeof renderEvent>): string {
  return `id: ${view.cursor}\nevent: ${view.type}\ndata: ${JSON.stringify(view)}\n\n`;
}
