/**
 * `/images/FILE`: the images of the cloud's own folder for the hosts that joined it, which cannot read its files. For
 * everybody who gets here: a host has no token of the API and needs none for this, since these are appliances of public
 * packages without a secret in them, and whoever fetches compares their digest. So that nobody can hold the API by it,
 * few are given at once, fewer to one address, and whoever stops reading is let go.
 */
import type { FastifyReply } from 'fastify';
import Type from 'typebox';
import type { Clock } from '../../shared/time/clock.ts';
import { Refused, refuse } from '../errors.ts';
import { openPublishedImage } from '../published-images.ts';
import type { OpenImage } from '../published-images.ts';
import type { Server, Services } from '../server.ts';

export interface ImageLimits {
  readonly atOnce: number;
  readonly atOnceToOneAddress: number;
  /** In each window of this length, in milliseconds ... */
  readonly idleMs: number;
  /** ... at least this much is taken. */
  readonly idleBytes: number;
}

/** The window is that of the hosts (agent/images/fetching-images.ts). */
export const usualImageLimits: ImageLimits = {
  ...{ atOnce: 32, atOnceToOneAddress: 4 },
  ...{ idleMs: 30_000, idleBytes: 4_096 },
};

const Name = Type.Object({ file: Type.String({ maxLength: 128 }) });

/** Nothing is there without a folder. */
export function imageRoutes(app: Server, { entrance, clock }: Services): void {
  const folder = entrance?.imageFolder ?? null;
  if (folder !== null) imageRoute(app, folder, clock, usualImageLimits);
}

export function imageRoute(app: Server, folder: string, clock: Clock, limits: ImageLimits): void {
  const given: string[] = [];
  app.get(
    '/images/:file',
    {
      config: { openToAll: true },
      // It would read the whole file to answer a question about it.
      exposeHeadRoute: false,
      schema: { hide: true, params: Name },
    },
    async (request, reply) => {
      const to = request.ip;
      checkRoom(given, to, limits);
      given.push(to);
      reply.raw.once('close', () => given.splice(given.indexOf(to), 1));
      const image = await openPublishedImage(folder, request.params.file);
      if (image === null) throw noSuchImage();
      watchTaken(reply, image, clock, limits);
      return reply
        .headers({ 'content-length': image.bytes, 'x-content-type-options': 'nosniff' })
        .type('application/octet-stream')
        .send(image.stream);
    },
  );
}

function checkRoom(given: readonly string[], to: string, limits: ImageLimits): void {
  const same = given.filter((other) => other === to).length;
  if (given.length < limits.atOnce && same < limits.atOnceToOneAddress) return;
  refuse(
    'tooManyRequests',
    'As many images as may be at once are being fetched from here.',
    'path',
    'Try again later.',
  );
}

/** Ends the connection of whoever takes less than he must. */
function watchTaken(
  { raw }: FastifyReply,
  { stream }: OpenImage,
  clock: Clock,
  limits: ImageLimits,
): void {
  const taken = (): number => raw.socket?.bytesWritten ?? 0;
  let before = taken();
  let cancel = clock.after(limits.idleMs, look);
  function look(): void {
    const now = taken();
    if (now - before < limits.idleBytes) {
      raw.destroy();
      return void stream.destroy();
    }
    before = now;
    cancel = clock.after(limits.idleMs, look);
  }
  stream.once('close', () => cancel());
}

function noSuchImage(): Refused {
  return new Refused(
    {
      reason: 'malformedRequest',
      message: 'There is no image of this name here.',
      where: 'path',
      whatToDo: 'Take the location from the description of the image, as the cloud keeps it now.',
    },
    404,
  );
}
