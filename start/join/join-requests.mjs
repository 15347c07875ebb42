// What does a machine that joins say to the cloud? It fetches the certificate of the cloud's authority from whoever answers
// there, believes it only by the fingerprint it was told beforehand, and from then on only whom that authority
// certified. The token leaves this machine after that, not before.

import { Agent, request } from 'node:https';
import { fingerprintOf } from './certificates.mjs';

const LIMIT_MS = 20_000;
const ANSWER_MOST_BYTES = 65_536;
/** More than this apart, and one machine's order of things is not the other's. */
const CLOCKS_APART_MS = 60_000;

/** Could not join; the text says what to do. `retry`: the same again may work later. */
export class JoinRefused extends Error {
  constructor(message, { cause, retry = false } = {}) {
    super(message, { cause });
    this.name = 'JoinRefused';
    this.retry = retry;
  }
}

/** @returns {Promise<{status: number, text: string, dateMs: number}>} dateMs: by the cloud's clock, NaN when not told */
function send({ address, port }, { method, path, body, tls }) {
  const payload = body === undefined ? null : JSON.stringify(body);
  const headers = payload === null ? {} : { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const agent = new Agent({ keepAlive: false });
    const options = {
      host: address,
      port,
      method,
      path,
      headers,
      agent,
      timeout: LIMIT_MS,
      ...tls,
    };
    const sent = request(options, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('error', reject);
      answer.on('data', (piece) => {
        text += piece;
        if (text.length > ANSWER_MOST_BYTES) answer.destroy(new Error('the answer is too long'));
      });
      answer.on('end', () => {
        const dateMs = Date.parse(answer.headers.date ?? '');
        resolve({ status: answer.statusCode, text, dateMs });
      });
    });
    sent.on('timeout', () => sent.destroy(new Error(`no answer in ${LIMIT_MS / 1000} s`)));
    sent.on('error', reject);
    sent.end(payload ?? undefined);
  });
}

const seconds = (ms) => `${Math.round(Math.abs(ms) / 1000)} s`;

/**
 * @param {{cloudMs: number, hereMs: number}} clocks ms since 1970; cloudMs: NaN when it was not told
 * @returns {string | null} what is wrong and what to do
 */
export function clockProblem({ cloudMs, hereMs }) {
  const apart = hereMs - cloudMs;
  if (!(Math.abs(apart) > CLOCKS_APART_MS)) return null;
  return (
    `this machine's clock is ${seconds(apart)} ${apart > 0 ? 'ahead of' : 'behind'} the cloud's ` +
    `(here ${new Date(hereMs).toISOString()}, there ${new Date(cloudMs).toISOString()}).\n` +
    'Set the clock that is wrong (timedatectl set-ntp true), then type the same line again'
  );
}

/** What a failed connection means, and what to do. */
export function connectionProblem(error, { address, port }) {
  const where = `${address}:${port}`;
  switch (error.code) {
    case 'CERT_NOT_YET_VALID':
    case 'CERT_HAS_EXPIRED':
      return (
        `the certificate of the cloud at ${where} is not valid at this machine's time (${error.code}).\n` +
        'Compare the clocks of both machines (date); if they agree, restart the cloud: a start renews its certificates'
      );
    case 'ECONNREFUSED':
      return `nothing listens at ${where}. See there whether the cloud runs and listens: npm run status`;
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return `there is no way from here to ${where}; see that network and firewalls let this machine through`;
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
      return `what listens at ${where} does not speak TLS, so it is not this cloud; ask for another line: stratus host add`;
    default:
      return `the cloud at ${where} could not be asked: ${error.message}`;
  }
}

const asRefusal = (where) => (error) => {
  if (error instanceof JoinRefused) throw error;
  throw new JoinRefused(connectionProblem(error, where), { cause: error, retry: true });
};

/**
 * @param {{address: string, port: number, fingerprint: string}} where fingerprint: SHA-256 of the certificate, base64url
 * @param {() => number} now ms since 1970
 * @returns {Promise<string>} the certificate, PEM
 * @throws {JoinRefused}
 */
export async function fetchAuthority(where, now = Date.now) {
  const path = '/v1/certificate-authority';
  // The one request that believes anybody: it sends nothing, and what comes is compared.
  const tls = { rejectUnauthorized: false };
  const { status, text, dateMs } = await send(where, { method: 'GET', path, tls }).catch(
    asRefusal(where),
  );
  if (status !== 200 || fingerprintIn(text) !== where.fingerprint) {
    throw new JoinRefused(
      `what answers at ${where.address}:${where.port} is not the cloud that gave out this line: its certificate is another one.\n` +
        'Somebody may stand between; nothing was sent. Check the address, or ask for a new line: stratus host add',
    );
  }
  const problem = clockProblem({ cloudMs: dateMs, hereMs: now() });
  if (problem !== null) throw new JoinRefused(problem, { retry: true });
  return text;
}

function fingerprintIn(pem) {
  try {
    return fingerprintOf(pem);
  } catch {
    return null;
  }
}

/** The cloud's own words for a refusal. */
function refusalText(status, text) {
  try {
    const { detail, whatToDo } = JSON.parse(text);
    if (detail) return [detail, whatToDo].filter(Boolean).join('\n');
  } catch {
    // not a problem of ours
  }
  return `the cloud answered ${status} and no reason`;
}

/**
 * @param {{address: string, port: number}} where
 * @param {{authority: string, token: string, hostId: string, publicKey: string}} what authority: PEM
 * @returns {Promise<{cloudId: string, hostId: string, name: string, busServers: string[]}>}
 * @throws {JoinRefused}
 */
export async function requestJoin(where, { authority, token, hostId, publicKey }) {
  const tls = { ca: [authority], minVersion: 'TLSv1.2' };
  const body = { token, hostId, publicKey };
  const asked = { method: 'POST', path: '/v1/join', body, tls };
  const { status, text } = await send(where, asked).catch(asRefusal(where));
  if (status !== 200) throw new JoinRefused(refusalText(status, text), { retry: status >= 500 });
  const { cloudId, hostId: joined, name, busServers } = JSON.parse(text);
  const whole =
    /^[0-9a-f]{32}$/.test(cloudId) &&
    joined === hostId &&
    /^[a-z0-9][a-z0-9-]{0,62}$/.test(name) &&
    Array.isArray(busServers) &&
    busServers.length > 0 &&
    busServers.every((server) => /^tls:\/\/[^\s]+$/.test(server));
  if (!whole)
    throw new JoinRefused(
      'the cloud answered something that this release cannot read; use the same release on both',
    );
  return { cloudId, hostId, name, busServers };
}
