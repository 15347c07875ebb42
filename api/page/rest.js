/** How does the page talk to the API? With the token in a header, never in an address; a refusal comes as `Refused`. */
import { after, learnTime } from './browser.js';

const answerWithinMs = 20_000;

/** The API said no; `status` 0: it did not answer at all. */
export class Refused extends Error {
  constructor(status, { reason = '', detail = '', whatToDo = '' }) {
    super(detail || `the API answered ${status}`);
    this.status = status;
    this.reason = reason;
    this.whatToDo = whatToDo;
  }
}

/** @param {string} token a token, or the code of a log-in link */
export function createRest(token) {
  const authorization = `Bearer ${token}`;

  async function send(path, init, limit) {
    try {
      const headers = { ...init.headers, authorization };
      return await fetch(`/v1${path}`, { ...init, headers, signal: limit, cache: 'no-store' });
    } catch (cause) {
      if (limit.aborted && limit.reason === 'left') throw cause;
      throw new Refused(0, { reason: 'noAnswer', detail: 'The API does not answer.' });
    }
  }

  async function ask(path, init = {}) {
    const limit = new AbortController();
    const cancel = after(answerWithinMs, () => limit.abort());
    try {
      const response = await send(path, init, limit.signal);
      learnTime(response.headers.get('date'));
      const body = await response.json().catch(() => ({}));
      if (!response.ok) throw new Refused(response.status, body);
      return { body, cursor: response.headers.get('stratus-cursor') };
    } finally {
      cancel();
    }
  }

  return {
    get: (path) => ask(path),
    /** `key` is the same in every attempt at one request. */
    post: (path, key, body = {}) =>
      ask(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
      }),
    /** The answer as it comes. */
    async stream(path, signal) {
      const response = await send(path, { headers: { accept: 'text/event-stream' } }, signal);
      if (!response.ok) throw new Refused(response.status, await response.json().catch(() => ({})));
      return response;
    },
  };
}

/** What was wrong and what to do, in a line. */
export function refusalText(error) {
  return error instanceof Refused
    ? [error.message, error.whatToDo].filter(Boolean).join(' ')
    : String(error);
}
