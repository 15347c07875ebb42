/**
 * Opens one location as a stream of bytes. What `locate` allowed by its text is checked again where it becomes real: the
 * address that a name resolved to, each redirect, and the file that a path with links really leads to.
 */
import { lookup } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import { constants, open, readlink, realpath } from 'node:fs/promises';
import { get as getHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { get as getHttps } from 'node:https';
import type { RequestOptions } from 'node:https';
import type { LookupFunction } from 'node:net';
import { addAbortSignal } from 'node:stream';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

import type { Result } from '../../shared/base/result.ts';
import { ImageRefused, ImageUnavailable } from './images.ts';
import type { ImageRefusal } from './images.ts';
import { addressRefusal, hostOf, imageServerOf, locate, mayConnect } from './locate.ts';
import type { LocationRules } from './locate.ts';

export interface OpenedLocation {
  readonly stream: Readable;
  /** As they are transferred, compressed or not; null when the server does not say. */
  readonly bytes: number | null;
}

const redirectsMax = 3;

/** Rejects with `ImageRefused`, `ImageUnavailable` or the signal's reason. The signal also ends the stream. */
export async function openLocation(
  location: string,
  rules: LocationRules,
  signal: AbortSignal,
): Promise<OpenedLocation> {
  let url = accepted(locate(location, rules));
  if (url.protocol === 'file:') return openFile(url, rules, signal);
  for (let redirects = 0; ; redirects++) {
    const response = await request(url, rules, signal);
    const target = redirectTarget(response, url);
    if (target === null) return body(response, url, signal);
    response.destroy();
    if (redirects === redirectsMax)
      throw new ImageUnavailable(
        `more than ${redirectsMax} redirects`,
        location,
        'Give the final location of the image.',
      );
    url = accepted(locate(target, rules));
    if (url.protocol === 'file:') throw new ImageRefused(redirectToFile(location));
  }
}

function request(url: URL, rules: LocationRules, signal: AbortSignal): Promise<IncomingMessage> {
  const get = url.protocol === 'https:' ? getHttps : getHttp;
  const server = imageServerOf(url, rules);
  const options: RequestOptions = {
    signal,
    // Who else is certified in the world is nobody there.
    ...(server === null ? {} : { ca: [server.authority] }),
    // A connection of its own, so that its address is checked.
    agent: false,
    lookup: checkedLookup(url, rules),
    headers: { 'accept-encoding': 'identity', 'user-agent': 'stratus' },
  };
  return new Promise((resolve, reject) => {
    const sent = get(url, options, resolve);
    sent.on('error', (error) => {
      if (signal.aborted) reject(signal.reason as Error);
      else reject(error instanceof ImageRefused ? error : unreachable(url, error));
    });
    sent.on('socket', (socket) =>
      socket.once('connect', () => {
        const address = socket.remoteAddress ?? '';
        if (!mayConnect(url, address, rules)) socket.destroy(refusedAddress(url, address));
      }),
    );
  });
}

/** Gives only addresses that may be connected to: what is resolved here is what is connected to. */
function checkedLookup(url: URL, rules: LocationRules): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error !== null) return callback(error, [], 0);
      const allowed = found.filter(({ address }) => mayConnect(url, address, rules));
      const first = allowed[0];
      if (first === undefined)
        return callback(refusedAddress(url, found[0]?.address ?? 'unknown'), [], 0);
      if (options.all === true) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };
}

function redirectTarget(response: IncomingMessage, from: URL): string | null {
  if (![301, 302, 303, 307, 308].includes(response.statusCode ?? 0)) return null;
  const target = response.headers.location ?? '';
  return URL.canParse(target, from.href) ? new URL(target, from.href).href : target;
}

function body(response: IncomingMessage, url: URL, signal: AbortSignal): OpenedLocation {
  const encoding = response.headers['content-encoding'] ?? 'identity';
  if (response.statusCode !== 200 || encoding !== 'identity') {
    response.destroy();
    throw new ImageUnavailable(
      response.statusCode === 200
        ? `the server encodes its answer (${encoding})`
        : `the server answers ${response.statusCode} ${response.statusMessage ?? ''}`.trim(),
      url.href,
      'Check the location with a browser, or use another copy.',
    );
  }
  const length = Number(response.headers['content-length'] ?? Number.NaN);
  return {
    stream: addAbortSignal(signal, response),
    bytes: Number.isSafeInteger(length) ? length : null,
  };
}

async function openFile(
  url: URL,
  rules: LocationRules,
  signal: AbortSignal,
): Promise<OpenedLocation> {
  const reach = (error: unknown): never => {
    throw unreachable(url, error);
  };
  const folder = await realpath(rules.fileFolder!).catch(reach);
  const path = await realpath(fileURLToPath(url)).catch(reach);
  if (!isBelow(folder, path)) throw new ImageRefused(outsideFolder(url, rules));
  // Not blocking, or a pipe would hold us; looked at again once open, when no link can change any more.
  const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;
  const file = await open(path, flags).catch(reach);
  try {
    const opened = await readlink(`/proc/self/fd/${file.fd}`);
    const status = await file.stat();
    if (!isBelow(folder, opened) || !status.isFile())
      throw new ImageRefused(outsideFolder(url, rules));
    const stream = addAbortSignal(signal, file.createReadStream({ highWaterMark: 256 * 1024 }));
    return { stream, bytes: status.size };
  } catch (error) {
    await file.close();
    throw error;
  }
}

function isBelow(folder: string, path: string): boolean {
  return path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

function accepted(located: Result<URL, ImageRefusal>): URL {
  if (located.ok) return located.value;
  throw new ImageRefused(located.reason);
}

function refusedAddress(url: URL, address: string): Error {
  const refusal = addressRefusal(url, address);
  return refusal.ok ? new Error('not refused') : new ImageRefused(refusal.reason);
}

function unreachable(url: URL, error: unknown): ImageUnavailable {
  const why = error instanceof Error ? error.message || error.name : String(error);
  return new ImageUnavailable(
    `${url.protocol === 'file:' ? url.pathname : hostOf(url)} gives no image: ${why}`,
    url.href,
    'Check the location, or use another copy.',
    { cause: error },
  );
}

function redirectToFile(location: string): ImageRefusal {
  return {
    reason: 'imageLocationRefused',
    message: 'the server redirects to a file of this host',
    where: location,
    whatToDo: 'Use another copy, and tell whoever runs that server.',
  };
}

function outsideFolder(url: URL, rules: LocationRules): ImageRefusal {
  return {
    reason: 'imageLocationRefused',
    message: `it is no plain file below ${rules.fileFolder}`,
    where: url.href,
    whatToDo: `Put the image itself, not a link to elsewhere, below ${rules.fileFolder}.`,
  };
}
