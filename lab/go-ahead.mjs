// What if the starter is killed between starting a process and writing down that there is one? Nobody would know of it, and
// nothing would take it away. So what outlives its starter waits for a word on its stdin, which comes when it is written
// down; where the word does not come, because the starter is gone, it ends as if it had never been started.

import { readFileSync } from 'node:fs';

/** Scripts read it with `read`. */
const WORD = 'go\n';

/** @param {import('node:child_process').ChildProcess} child started with a pipe on its stdin, and written down */
export function letGo(child) {
  child.stdin.on('error', () => {}); // it has ended by itself
  child.stdin.end(WORD);
}

/** In the process itself, before it does anything. */
export function awaitGoAhead() {
  if (readFileSync(0, 'utf8') !== WORD) process.exit(0);
}
