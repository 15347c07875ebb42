/**
 * A command line as somebody types it on a machine of a test's own: ada at her terminal, in the checkout. `sudo` does what
 * it does everywhere: root runs the rest and is told who called. `typed` answers its question.
 */
import type { OwnMachine } from './own-machine.ts';

/** Wide enough that no line is cut. */
const terminal = 'stty cols 200 2> /dev/null; exec 2>&1';

export interface Seen {
  readonly code: number;
  /** Everything the terminal showed, control characters and all. */
  readonly out: string;
}

export async function asTyped(machine: OwnMachine, line: string, typed = 'y'): Promise<Seen> {
  const [, asRoot, rest = line] = /^(sudo )(.*)$/.exec(line) ?? [];
  const user = asRoot ? 'root' : 'ada';
  const command = [
    'script',
    '--quiet',
    '--return',
    '--command',
    `${terminal}; ${rest}`,
    '/dev/null',
  ];
  const running = machine.start(command, {
    ...{ user, answer: { to: /\?[^?]*\[[a-zA-Z/]+\] /, with: `${typed}\r` } },
    env: { TERM: 'xterm', NO_UPDATE_NOTIFIER: '1', ...(asRoot ? { SUDO_USER: 'ada' } : {}) },
  });
  const { code, out } = await running.ended;
  return { code, out };
}
