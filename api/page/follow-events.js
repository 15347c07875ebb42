/**
 * Events as they come, from a cursor on, none left out: the stream is read by `fetch`, because an EventSource cannot send
 * the token. After a break it goes on from the last event's cursor.
 */
import { after, pause } from './browser.js';
import { createEventParser } from './event-parser.js';
import { Refused } from './rest.js';

/** The API sends something at least every 15 s. */
const silentAfterMs = 40_000;
const repeatAfterMs = { first: 1_000, most: 15_000 };

/**
 * @param {{rest: ReturnType<typeof import('./rest.js').createRest>, cursor: string, signal: AbortSignal,
 *   onEvent: (event: any) => void, onLive: (live: boolean) => void}} options
 * @returns {Promise<'left' | 'lost' | 'refused'>} `lost`: the cursor is of no use any more, read everything again
 */
export async function followEvents({ rest, cursor, signal, onEvent, onLive }) {
  let [at, waitMs] = [cursor, repeatAfterMs.first];
  while (!signal.aborted) {
    try {
      await readStream(rest, at, signal, {
        onOpen() {
          waitMs = repeatAfterMs.first;
          onLive(true);
        },
        onEvent(event) {
          at = event.cursor;
          onEvent(event);
        },
      });
    } catch (error) {
      const outcome = error instanceof Rewritten ? 'lost' : outcomeOf(error);
      if (outcome !== null && !signal.aborted) return outcome;
    }
    onLive(false);
    await pause(waitMs, signal);
    waitMs = Math.min(2 * waitMs, repeatAfterMs.most);
  }
  return 'left';
}

class Rewritten extends Error {}

function outcomeOf(error) {
  if (!(error instanceof Refused)) return null;
  if (error.status === 401) return 'refused';
  return error.reason === 'unknownCursor' ? 'lost' : null;
}

/** Resolves when the stream ends by itself. */
async function readStream(rest, cursor, signal, { onOpen, onEvent }) {
  const limit = new AbortController();
  const leave = () => limit.abort('left');
  signal.addEventListener('abort', leave, { once: true });
  let cancel = after(silentAfterMs, leave);
  try {
    const response = await rest.stream(`/events?after=${encodeURIComponent(cursor)}`, limit.signal);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    const parser = createEventParser();
    onOpen();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      cancel();
      cancel = after(silentAfterMs, leave);
      for (const { type, data } of parser.feed(value)) {
        if (type === 'rewritten') throw new Rewritten();
        onEvent(JSON.parse(data));
      }
    }
  } finally {
    cancel();
    signal.removeEventListener('abort', leave);
    limit.abort('left');
  }
}
