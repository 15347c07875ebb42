// What did we make on this machine? Every thing is written down before it is made, so that a start that was cut short
// leaves nothing unknown, and `clean` removes what is listed here and nothing else.

import { appendFileSync, existsSync, fsyncSync, openSync, closeSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {{kind: 'folder', path: string} | {kind: 'file', path: string, user?: string} | {kind: 'room', path: string, user: string} | {kind: 'key', path: string} |
 *   {kind: 'interface', name: string, alias: string} | {kind: 'process', what: string, pid: number, startTicks: string} |
 *   {kind: 'host', folder: string} | {kind: 'switch', folder: string} | {kind: 'nat', table: string, interface: string} | {kind: 'packages', names: string[]}} JournalEntry
 * folder: with all that is in it; user: whose the file is, it is removed as him; room: a folder for files of many, removed when nobody's are in it; key: made for a user, never removed; host: a private hypervisor; switch: what joins them; nat: a table of nftables, and this machine's forwarding
 */

export const journalFile = (state) => join(state, 'journal.jsonl');

/** @returns {JournalEntry[]} oldest first; a last line that was cut short is left out */
export function readJournal(state) {
  if (!existsSync(journalFile(state))) return [];
  const lines = readFileSync(journalFile(state), 'utf8').split('\n').filter(Boolean);
  return lines.flatMap((line) => {
    try {
      return [JSON.parse(line)];
    } catch {
      return [];
    }
  });
}

/** A starter that was killed while it wrote must not spoil the line after. */
const endsCutShort = (state) =>
  existsSync(journalFile(state)) && !/(^|\n)$/.test(readFileSync(journalFile(state), 'utf8'));

const sameThing = (one, other) =>
  JSON.stringify({ ...one, at: 0 }) === JSON.stringify({ ...other, at: 0 });

/**
 * @param {string} state
 * @param {JournalEntry} entry written once, however often it is noted
 */
export function note(state, entry) {
  if (readJournal(state).some((known) => sameThing(known, entry))) return;
  appendFileSync(
    journalFile(state),
    `${endsCutShort(state) ? '\n' : ''}${JSON.stringify({ ...entry, at: new Date().toISOString() })}\n`,
    { mode: 0o600 },
  );
  const file = openSync(journalFile(state), 'r');
  fsyncSync(file);
  closeSync(file);
}
