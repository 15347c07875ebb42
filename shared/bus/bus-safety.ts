/**
 * May a part connect there? On loopback in the clear, elsewhere only encrypted and to whoever the cloud's own authority
 * has certified under the very name that was asked for. The client library by itself compares the certificate of a
 * server that is named by an address with "localhost", so the comparison is made here.
 */
import { checkServerIdentity } from 'node:tls';
import type { PeerCertificate } from 'node:tls';

/** What is unsafe about these servers and what to do, or null. */
export function whyUnsafe(servers: readonly string[], caFile: string | undefined): string | null {
  for (const server of servers) {
    const { protocol, hostname } = new URL(server);
    const encrypted = protocol === 'tls:';
    if (!encrypted && !isLoopback(hostname))
      return `${server} is beyond loopback and not encrypted: write tls:// and give caFile, the certificate of the cloud's authority`;
    if (encrypted && caFile === undefined)
      return `${server}: caFile is missing, the certificate of the cloud's authority; no other authority is believed`;
  }
  return null;
}

/** How TLS verifies one of these servers; an error names what the certificate is for. */
export function identityCheck(
  servers: readonly string[],
): (hostname: string, certificate: PeerCertificate) => Error | undefined {
  const names = servers.map((server) => new URL(server).hostname.replace(/^\[|\]$/g, ''));
  return (_hostname, certificate) => {
    const wrong = names.map((name) => checkServerIdentity(name, certificate));
    return wrong.includes(undefined) ? undefined : wrong[0];
  };
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
