/**
 * The page's own files, for everybody: they hold nothing of the cloud, which the page asks for with a token. Read once
 * when the server is made, so no request reaches the disk and no path in a request can name anything else.
 */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Server } from '../server.ts';

/** Only what the page itself brings may run or be shown; it may be in no frame, and tells nobody where it was. */
const headers = {
  'content-security-policy': [
    "default-src 'none'",
    ...["script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'"],
    ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
    // Text from the API can then not become markup, even by a mistake in the page.
    ...["require-trusted-types-for 'script'", "trusted-types 'none'"],
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'cache-control': 'no-cache',
} as const;

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const folder = join(import.meta.dirname, '../page');

export function pageRoutes(app: Server): void {
  for (const name of readdirSync(folder).sort()) {
    const contentType = contentTypes[extname(name)];
    if (contentType) fileRoute(app, name, contentType);
  }
}

function fileRoute(app: Server, name: string, contentType: string): void {
  const bytes = readFileSync(join(folder, name));
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  app.get(
    name === 'index.html' ? '/' : `/page/${name}`,
    { config: { openToAll: true }, schema: { hide: true } },
    async (request, reply) => {
      void reply.headers({ ...headers, etag });
      if (request.headers['if-none-match'] === etag) return reply.code(304).send();
      return reply.type(contentType).send(bytes);
    },
  );
}
