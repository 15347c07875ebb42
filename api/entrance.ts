/**
 * Where other machines reach this cloud: the API once more, over TLS with a certificate of the cloud's own authority, on
 * one address beyond loopback; and what a host that joins has to know of the cloud.
 */
import { createHash, X509Certificate } from 'node:crypto';
import { createServer } from 'node:https';
import type { Server as HttpsServer } from 'node:https';
import { readText } from '../shared/base/config-reader.ts';
import type { Config } from './config.ts';
import type { Server } from './server.ts';

export interface Entrance {
  readonly address: string;
  readonly port: number;
  /** `tls://...`, for agents. */
  readonly busServers: readonly string[];
  /** Certificate of the authority, PEM. */
  readonly authority: string;
  /** Its SHA-256, base64url: what a joining host was told beforehand. */
  readonly fingerprint: string;
  /** Whose described images everybody gets here; null: nobody gets any. */
  readonly imageFolder: string | null;
}

export function entranceOf(config: Config['entrance'] & object): Entrance {
  const { address, port, busServers, caFile, imageFolder = null } = config;
  const authority = readText(caFile);
  const { raw } = new X509Certificate(authority);
  const fingerprint = createHash('sha256').update(raw).digest('base64url');
  return { address, port, busServers, authority, fingerprint, imageFolder };
}

/** Who faces a network faces those who open connections and say nothing. */
const handshakeLimitMs = 10_000;
const connectionsMax = 2_000;

/** Listens there; the returned function ends it. */
export async function openEntrance(
  app: Server,
  { address, port, certFile, keyFile }: Config['entrance'] & object,
): Promise<() => Promise<void>> {
  const secure = {
    cert: readText(certFile),
    key: readText(keyFile),
    minVersion: 'TLSv1.2',
    handshakeTimeout: handshakeLimitMs,
  } as const;
  const server = createServer(secure, (request, response) => app.routing(request, response));
  server.maxConnections = connectionsMax;
  server.requestTimeout = app.server.requestTimeout;
  server.headersTimeout = app.server.headersTimeout;
  server.keepAliveTimeout = app.server.keepAliveTimeout;
  await listening(server, address, port);
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
}

function listening(server: HttpsServer, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
