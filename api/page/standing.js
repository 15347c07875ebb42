/** How fresh is what the page shows, and what must its reader know before anything else? Pure. */
import { spanText } from './format.js';

const unansweredAfterMs = 15_000;
const oldAfterMs = 10_000;

/**
 * @param {{status: any, answeredAtMs: number | null, live: boolean}} known
 * @param {number} nowMs
 * @returns {{kind: string, word: string, notices: Array<{name: string, text: string}>}}
 */
export function standingOfView({ status, answeredAtMs, live }, nowMs) {
  if (status === null || answeredAtMs === null)
    return { kind: 'moving', word: 'reading', notices: [] };
  const silentMs = nowMs - answeredAtMs;
  const ageMs = silentMs + status.viewAgeMs;
  const notices = [
    ...noticesOfView(silentMs, ageMs, status),
    ...(status.volatileLog
      ? [{ name: 'volatile', text: 'The log is volatile: a power cut loses the last requests.' }]
      : []),
  ];
  if (silentMs > unansweredAfterMs || ageMs > oldAfterMs + silentMs)
    return { kind: 'trouble', word: `view is ${spanText(ageMs)} old`, notices };
  return live
    ? { kind: 'running', word: 'live', notices }
    : { kind: 'moving', word: 'connecting', notices };
}

function noticesOfView(silentMs, ageMs, { leader, logTrouble = null }) {
  if (silentMs > unansweredAfterMs)
    return [
      {
        name: 'unanswered',
        text: `The API does not answer. What you see is ${spanText(ageMs)} old; machines are not affected. See npm run status.`,
      },
    ];
  if (logTrouble) return [{ name: 'log', text: `${logTrouble.why}; ${logTrouble.whatToDo}.` }];
  if (leader.heard) return [];
  return [
    {
      name: 'leaderless',
      text: 'No scheduler leads. Machines run on; what is asked for now is refused. See npm run status.',
    },
  ];
}
