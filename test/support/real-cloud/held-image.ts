/**
 * An image on a web server that stops in the middle until the test lets it go on: a download takes exactly as long as
 * the test needs it to. No host has it already: a few bytes behind its end make its digest new.
 */
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { imageServer } from '../image-server.ts';
import { until } from '../until.ts';
import type { ApplianceImage } from './real-cloud.ts';

export interface HeldImage {
  /** The image as a request names it. */
  readonly image: ApplianceImage;
  /** Waits until somebody has asked for the first time and waits for the rest. */
  isAwaited(): Promise<void>;
  /** From now on everything is sent. */
  goOn(): void;
  close(): Promise<void>;
}

const firstBytes = 1 << 20;

export async function heldImage(like: ApplianceImage): Promise<HeldImage> {
  const content = Buffer.concat([
    readFileSync(fileURLToPath(like.locations[0]!)),
    randomBytes(512),
  ]);
  const waiting = new Set<ServerResponse>();
  let held = true;
  const server = await imageServer((_request, response) => {
    response.writeHead(200, { 'content-length': content.length });
    if (!held) return void response.end(content);
    response.write(content.subarray(0, firstBytes));
    waiting.add(response);
    response.once('close', () => waiting.delete(response));
  });
  const value = createHash('sha256').update(content).digest('hex');
  return {
    image: {
      ...{ format: like.format, bytes: content.length, digests: [{ algorithm: 'sha256', value }] },
      locations: [`${server.url}/small.qcow2`],
    },
    isAwaited: () => until('a download began', () => waiting.size > 0),
    goOn() {
      held = false;
      for (const response of waiting) response.end(content.subarray(firstBytes));
    },
    close: () => server.close(),
  };
}
