// What if the disk under the log fills up? A nats-server that met a full disk is deaf from then on, also when there is room
// again: 2.9 answers no request, 2.15 reads but takes nothing, 2.10 alone recovers. So it is ended, and started anew, once
// there is room again; never before, and not more often than each 30 s. Nothing else is touched.

import { statfsSync } from 'node:fs';
import { fullDiskText } from './full-disk.mjs';

/** How long it may take to end by itself: one that is deaf often cannot. */
export const END_LIMIT_MS = 3_000;
const RESTARTS_APART_MS = 30_000;
/** In a row; one may be lost on a machine that is very busy. */
const SILENCES_BELIEVED = 2;

/** @param {string} folder @returns {string | null} why the disk of the log takes nothing, and what to do */
export function fullLogDiskText(folder, statfs = statfsSync) {
  const { bfree, ...disk } = statfs(folder);
  // nats-server runs as root, who may use what is kept from others.
  const full = fullDiskText(folder, { ...disk, bavail: bfree });
  return full && `${full}, so the log takes no requests: remove something there`;
}

/** The words of nats-server 2.12 and later, never those of a client, which begin with its address. */
const GAVE_UP =
  /^\[\d+\] \S+ \S+ \[ERR\] (?:Filestore \[|JetStream stream ').*critical write error: .*no space left on device$/i;

/** Does this line of nats-server say that it takes nothing more? */
export const saysItGaveUp = (line) => GAVE_UP.test(line);

/**
 * @param {{isFull: boolean, wasFull: boolean, gaveUp: boolean, silences: number, sinceRestartMs: number}} seen since this
 *   process of nats-server began; wasFull: its disk was, and it has answered nothing since; silences: requests in a row
 * @returns {'nothing' | 'wait' | 'ask' | 'restart'}
 */
export function nextStep({ isFull, wasFull, gaveUp, silences, sinceRestartMs }) {
  if (isFull) return 'wait';
  if (!wasFull && !gaveUp) return 'nothing';
  if (!gaveUp && silences < SILENCES_BELIEVED) return 'ask';
  return sinceRestartMs < RESTARTS_APART_MS ? 'wait' : 'restart';
}

const fresh = (server) => ({ server, wasFull: false, gaveUp: false, silences: 0 });

/**
 * @param {{server: () => object | null, fullText: () => string | null, ask: () => Promise<'answered' | 'silent' | 'away'>,
 *   restart: () => Promise<void>, tell: (trouble: string | null) => void, nowMs: () => number}} ports server: its process
 *   now; ask: for something of JetStream; away: it cannot even be connected to; tell: null: all is well again
 * @returns {{heard: (line: string) => void, look: () => Promise<void>}} heard: a line of nats-server's own log
 */
export function fullLogDiskLook({ server, fullText, ask, restart, tell, nowMs }) {
  let seen = fresh(null);
  let restartedAtMs = -Infinity;
  let told = null;
  const tellNew = (trouble) => {
    if (trouble !== told) tell(trouble);
    told = trouble;
  };
  const askAgain = async () => {
    const answer = await ask();
    if (answer === 'silent') seen.silences += 1;
    if (answer !== 'answered') return;
    Object.assign(seen, { wasFull: false, silences: 0 });
    if (!seen.gaveUp) tellNew(null);
  };
  const whichServer = () => {
    const now = server();
    if (now !== null && now !== seen.server) seen = fresh(now);
    return now;
  };
  return {
    heard(line) {
      whichServer();
      if (saysItGaveUp(line)) seen.gaveUp = true;
    },
    async look() {
      const now = whichServer();
      const full = fullText();
      if (full !== null) seen.wasFull = true;
      const sinceRestartMs = nowMs() - restartedAtMs;
      const step = nextStep({ ...seen, isFull: full !== null, sinceRestartMs });
      if (step === 'nothing') return tellNew(null);
      tellNew(full ?? 'nats-server met a full disk; there is room again, and it is looked after');
      if (step === 'ask' && now !== null) return askAgain();
      if (step !== 'restart' || now === null) return undefined;
      restartedAtMs = nowMs();
      return restart();
    },
  };
}
