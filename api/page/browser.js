/** The browser's clock, timers, chance and storage: everything else of the page takes them from here. */

/** How far the server's clock is ahead of this one's, in milliseconds; ages are told by the server's. */
let aheadMs = 0;

/** Milliseconds since 1970 by the server's clock, as far as it is known. */
export const now = () => Date.now() + aheadMs;

/** Takes the `date` header of an answer; it has whole seconds, so less than two are not taken for a difference. */
export function learnTime(dateHeader) {
  const given = Date.parse(dateHeader ?? '');
  if (Number.isNaN(given)) return;
  const ahead = given - Date.now();
  aheadMs = Math.abs(ahead) < 2_000 ? 0 : ahead;
}

/** @returns {() => void} cancels it */
export function after(ms, act) {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}

/** @returns {() => void} ends it */
export function every(ms, act) {
  const timer = setInterval(act, ms);
  return () => clearInterval(timer);
}

/** Resolves after `ms`, or at once when `signal` is aborted. */
export const pause = (ms, signal) =>
  new Promise((resolve) => {
    const cancel = after(ms, resolve);
    signal.addEventListener('abort', () => (cancel(), resolve()), { once: true });
  });

/** A name for one request: a repeat under it is carried out once. `randomUUID` is only there on safe addresses. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const tokenName = 'stratus-token';

/** The token lives as long as this tab: other tabs and later visits do not have it. */
export const tokenStore = {
  read: () => sessionStorage.getItem(tokenName) ?? '',
  write: (token) => sessionStorage.setItem(tokenName, token),
  forget: () => sessionStorage.removeItem(tokenName),
};
