// What if the disk under the log fills up? A nats-server that met a full disk may be deaf from then on, also when there is room
// again: 2.9 answers no request, or one in a minute; 2.15 reads but takes nothing; 2.10 recovers alone. Its answers tell little, so
// it is ended, and started anew, once there is room again; never before, and not more often than each 30 s.

import { statfsSync } from 'node:fs';
import { fullDiskText } from './full-disk.mjs';

/** How long it may take to end by itself: one that is deaf often cannot. */
export const END_LIMIT_MS = 3_000;
const RESTARTS_APART_MS = 30_000;

/** @param {string} folder @returns {string | null} why the disk of the log takes nothing, and what to do */
export function fullLogDiskText(folder, statfs = statfsSync) {
  const { bfree, ...disk } = statfs(folder);
  // nats-server runs as root, who may use what is kept from others, but not what ext4 keeps for itself and counts as free.
  const full = fullDiskText(folder, { ...disk, bavail: bfree - keptByExt4(disk) });
  return full && `${full}, so the log takes no requests: remove something there`;
}

/** The fiftieth part of its blocks, at most 4,096 (`reserved_clusters`); of another file system so little is not missed. */
const keptByExt4 = ({ blocks }) => Math.min(blocks / 50, 4_096);

/** The words of nats-server 2.12 and later, never those of a client, which begin with its address. */
const GAVE_UP =
  /^\[\d+\] \S+ \S+ \[ERR\] (?:Filestore \[|JetStream stream ').*critical write error: .*no space left on device$/i;

/** Does this line of nats-server say that it takes nothing more? */
export const saysItGaveUp = (line) => GAVE_UP.test(line);

/**
 * @param {{isFull: boolean, wasFull: boolean, gaveUp: boolean, sinceRestartMs: number}} seen since this process of nats-server
 *   began; wasFull: its disk was
 * @returns {'nothing' | 'wait' | 'restart'}
 */
export function nextStep({ isFull, wasFull, gaveUp, sinceRestartMs }) {
  if (isFull) return 'wait';
  if (!wasFull && !gaveUp) return 'nothing';
  return sinceRestartMs < RESTARTS_APART_MS ? 'wait' : 'restart';
}

const fresh = (server) => ({ server, wasFull: false, gaveUp: false });

/**
 * @param {{server: () => object | null, fullText: () => string | null, restart: () => Promise<void>,
 *   tell: (trouble: string | null) => void, nowMs: () => number}} ports server: its process now; tell: null: all is well again
 * @returns {{heard: (line: string) => void, look: () => Promise<void>}} heard: a line of nats-server's own log
 */
export function fullLogDiskLook({ server, fullText, restart, tell, nowMs }) {
  let seen = fresh(null);
  let restartedAtMs = -Infinity;
  let told = null;
  const tellNew = (trouble) => {
    if (trouble !== told) tell(trouble);
    told = trouble;
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
      tellNew(full ?? 'nats-server met a full disk; there is room again, and it is started anew');
      if (step !== 'restart' || now === null) return undefined;
      restartedAtMs = nowMs();
      return restart();
    },
  };
}
