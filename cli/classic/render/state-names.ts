/** Which of StratusLab's names has a state (docs/decisions/0014-words.md)? Pure. */
import type { Machine } from '../../rest-answers.ts';

const names: Readonly<Record<string, string>> = {
  pending: 'Pending',
  prolog: 'Prolog',
  boot: 'Boot',
  running: 'Running',
  stopping: 'Shutdown',
  stopped: 'Stopped',
  suspended: 'Suspended',
  migrating: 'Migrate',
  epilog: 'Epilog',
  unknown: 'Unknown',
  failed: 'Failed',
  done: 'Done',
};

/** A guest that halted itself was Unknown to StratusLab, whose users then kill it. */
export function stateName({ state, reason }: Pick<Machine, 'state' | 'reason'>): string {
  if (state === 'stopped' && reason === 'halted') return 'Unknown';
  return names[state] ?? state;
}
