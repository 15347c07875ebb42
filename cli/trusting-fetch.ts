/**
 * `fetch` for a cloud whose certificate is of its own authority: that one is believed, and no other, for these requests
 * alone. Node's own fetch believes whom the system believes and cannot be told otherwise for one request.
 */
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { Readable } from 'node:stream';
import { CommandFailed } from './surroundings.ts';

/** As much of `fetch` as a client of the API uses: text in, redirects not followed. */
export type PlainFetch = (url: string, init: PlainRequest) => Promise<Response>;

export interface PlainRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/** `caFile`: certificate of the authority, PEM. Throws `CommandFailed` when it cannot be read. */
export function trustingFetch(caFile: string): PlainFetch {
  const ca = readAuthority(caFile);
  return (url, { method = 'GET', headers = {}, body, signal }) =>
    new Promise((resolve, reject) => {
      const secure = { ca, minVersion: 'TLSv1.2' } as const;
      // A connection for each request: a command makes few, and ends when they have ended.
      const options = { ...secure, method, headers, agent: false, ...(signal ? { signal } : {}) };
      const sent = request(url, options, (answer) => resolve(responseOf(answer)));
      sent.on('error', (cause) => reject(new TypeError('fetch failed', { cause })));
      sent.end(body);
    });
}

function responseOf(answer: IncomingMessage): Response {
  const { statusCode: status = 502, headers } = answer;
  const told = Object.entries(headers).filter((pair): pair is [string, string] => {
    return typeof pair[1] === 'string';
  });
  const isEmpty = [204, 205, 304].includes(status);
  if (isEmpty) answer.resume();
  const body = isEmpty ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>);
  return new Response(body, { status, headers: told });
}

function readAuthority(caFile: string): string {
  try {
    return readFileSync(caFile, 'utf8');
  } catch (cause) {
    throw new CommandFailed(
      `the certificate of the cloud's authority cannot be read: ${(cause as Error).message}\n` +
        '  Copy it again from where the cloud runs, or mend caFile of the profile.',
      1,
      cause,
    );
  }
}
