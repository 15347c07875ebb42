/**
 * Where other machines reach this cloud: the API once more, over TLS with a certificate of the cloud's own authority, on
 * one address beyond loopback; and what a host that joins has to know of the cloud.
 */
import { createHash, X509Certificate } from 'node:crypto';
import { unwatchFile, watchFile } from 'node:fs';
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

/** How often it is looked whether the certificate was made again, in milliseconds. */
const renewedEveryMs = 5_000;

type Leaf = Pick<Config['entrance'] & object, 'certFile' | 'keyFile'>;

const secureOf = ({ certFile, keyFile }: Leaf) =>
  ({ cert: readText(certFile), key: readText(keyFile), minVersion: 'TLSv1.2' }) as const;

/** Whoever connects from then on is shown the certificate that is there now; one that cannot be used changes nothing. */
function followCertificate(server: HttpsServer, leaf: Leaf, onProblem: (problem: string) => void) {
  // The key is put in place first (start/join/certificates.mjs), so both are there when the certificate has changed.
  const renewed = (): void => {
    try {
      server.setSecureContext(secureOf(leaf));
    } catch (error) {
      onProblem(`${leaf.certFile} cannot be used, the former goes on: ${(error as Error).message}`);
    }
  };
  watchFile(leaf.certFile, { interval: renewedEveryMs, persistent: false }, renewed);
  return () => unwatchFile(leaf.certFile, renewed);
}

/** Listens there; the returned function ends it. */
export async function openEntrance(
  app: Server,
  { address, port, certFile, keyFile }: Config['entrance'] & object,
): Promise<() => Promise<void>> {
  const leaf = { certFile, keyFile };
  const secure = { ...secureOf(leaf), handshakeTimeout: handshakeLimitMs };
  const server = createServer(secure, (request, response) => app.routing(request, response));
  server.maxConnections = connectionsMax;
  server.requestTimeout = app.server.requestTimeout;
  server.headersTimeout = app.server.headersTimeout;
  server.keepAliveTimeout = app.server.keepAliveTimeout;
  await listening(server, address, port);
  const unfollow = followCertificate(server, leaf, (problem) => app.log.warn(problem));
  return () =>
    new Promise((resolve) => {
      unfollow();
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
