// May we go on? Asked once, on a terminal; `--yes` answers before, a machine without terminal goes on only when it
// says that it is a CI, and anything else stops.

import { Writable } from 'node:stream';
import { createInterface } from 'node:readline/promises';

/**
 * @param {{yes: boolean, terminal: boolean, ci: boolean}} situation
 * @returns {'go' | 'ask' | 'stop'}
 */
export function howToAsk({ yes, terminal, ci }) {
  if (yes) return 'go';
  if (terminal) return 'ask';
  return ci ? 'go' : 'stop';
}

const situationNow = (yes) => ({
  yes,
  terminal: Boolean(process.stdin.isTTY && process.stdout.isTTY),
  ci: Boolean(process.env.CI) && process.env.CI !== 'false',
});

/**
 * @param {string} question
 * @param {boolean} yes the caller answered already
 * @returns {Promise<boolean>}
 */
export async function mayGoOn(question, yes) {
  const how = howToAsk(situationNow(yes));
  if (how === 'stop') {
    process.stderr.write('There is no terminal to ask on. Add --yes to go on.\n');
    return false;
  }
  return how === 'go' || (await askYes(question));
}

async function askYes(question) {
  const answer = await askLine(`${question} [y/N] `);
  return /^y(es)?$/i.test(answer.trim());
}

/** One line from the terminal; empty when it is closed. */
export async function askLine(question) {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const closed = new Promise((resolve) => lines.once('close', () => resolve('')));
  try {
    return await Promise.race([lines.question(question), closed]);
  } finally {
    lines.close();
  }
}

/** One line from the terminal that is not shown while it is typed or pasted; empty when it is closed. */
export async function askHidden(question) {
  const nowhere = new Writable({ write: (_piece, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  process.stdout.write(question);
  lines.once('SIGINT', () => {
    lines.close();
    process.kill(process.pid, 'SIGINT');
  });
  const closed = new Promise((resolve) => lines.once('close', () => resolve('')));
  try {
    return await Promise.race([lines.question(''), closed]);
  } finally {
    lines.close();
    process.stdout.write('\n');
  }
}
