/**
 * Which address is meant by what somebody writes as the cloud's endpoint? Classic users write a host name alone. Pure.
 */
import { UsageError } from './stops.ts';

/** The first port that a cloud's API takes (start/plan/plan.mjs). */
const usualPort = 8780;

/**
 * `HOST`, `HOST:PORT` or a URL -> the URL of the API without a slash at its end. The scheme is https unless given; on this
 * machine itself, where an API without certificate listens, http. Throws `UsageError`.
 */
export function expandEndpoint(text: string): string {
  const given = text.trim();
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(given);
  const candidate = hasScheme ? given : `https://${given}`;
  const url = URL.canParse(candidate) ? new URL(candidate) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.hostname === '')
    throw new UsageError(`invalid cloud endpoint: '${given}'`);
  if (url.username !== '' || url.password !== '')
    throw new UsageError('the endpoint carries a user name; give it with --username');
  if (url.protocol === 'http:' && !isThisMachine(url.hostname))
    throw new UsageError(
      `cloud endpoint '${given}' would carry the password in the clear; write https://`,
    );
  if (!hasScheme) {
    if (isThisMachine(url.hostname)) url.protocol = 'http:';
    if (!/:\d+$/.test(given.split('/')[0] ?? '')) url.port = String(usualPort);
  }
  const path = url.pathname.replace(/\/+$/, '').replace(/\/v1$/, '');
  return `${url.protocol}//${url.host}${path}`;
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
