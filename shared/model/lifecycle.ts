/**
 * What may be done to a machine in each state: the one table, read by the scheduler to decide and by every interface
 * to show what is offered. `accept`: it is done. `ignore`: it is so already, a repeat changes nothing. `deny`: it makes
 * no sense in this state. `notOffered`: planned, and refused by name until it is there.
 *
 *   pending -> prolog -> boot -> running -> stopping -> stopped -> (start) boot ...
 *      |          |        |        |                      |
 *      |          +-> failed        +-> unknown            |
 *      +---- kill from any state ----> epilog -> done <----+
 */
import type { MachineState } from './words.ts';

export const actions = [
  'start',
  'stop',
  'shutdown',
  'kill',
  'suspend',
  'resume',
  'reboot',
  'migrate',
  'resize',
] as const;
export type Action = (typeof actions)[number];

export type Verdict = 'accept' | 'ignore' | 'deny' | 'notOffered';

/** In the order of `actions`: start, stop, shutdown, kill; the rest is not offered in any state yet. */
const offered = {
  pending: row('ignore', 'deny', 'accept', 'accept'),
  prolog: row('ignore', 'deny', 'accept', 'accept'),
  boot: row('ignore', 'accept', 'accept', 'accept'),
  running: row('ignore', 'accept', 'accept', 'accept'),
  stopping: row('deny', 'ignore', 'accept', 'accept'),
  stopped: row('accept', 'ignore', 'accept', 'accept'),
  suspended: row('deny', 'deny', 'accept', 'accept'),
  migrating: row('ignore', 'deny', 'deny', 'accept'),
  epilog: row('deny', 'deny', 'ignore', 'ignore'),
  unknown: row('accept', 'accept', 'accept', 'accept'),
  failed: row('deny', 'deny', 'accept', 'accept'),
  done: row('deny', 'deny', 'ignore', 'ignore'),
} as const satisfies Record<MachineState, Record<Action, Verdict>>;

/** What an action on a machine in this state comes to. */
export function verdict(state: MachineState, action: Action): Verdict {
  return offered[state][action];
}

/** The states in which an action is carried out, for the text of a refusal. */
export function statesAccepting(action: Action): readonly MachineState[] {
  return (Object.keys(offered) as MachineState[]).filter(
    (state) => verdict(state, action) === 'accept',
  );
}

/** Which state may follow which; every transition of the fold is checked against it. */
export const transitions = {
  pending: ['prolog', 'done'],
  prolog: ['prolog', 'boot', 'running', 'stopped', 'failed', 'unknown', 'epilog'],
  boot: ['running', 'stopping', 'stopped', 'failed', 'unknown', 'epilog'],
  running: ['stopping', 'stopped', 'unknown', 'epilog'],
  stopping: ['stopped', 'unknown', 'epilog'],
  stopped: ['boot', 'epilog'],
  suspended: ['epilog'],
  migrating: ['epilog'],
  epilog: ['done'],
  // To itself: its host speaks again, and says what became of it.
  unknown: ['unknown', 'boot', 'running', 'stopping', 'stopped', 'epilog'],
  failed: ['epilog', 'done'],
  done: [],
} as const satisfies Record<MachineState, readonly MachineState[]>;

/** Whether the fold may go from one state to another. */
export function mayFollow(from: MachineState, to: MachineState): boolean {
  return (transitions[from] as readonly MachineState[]).includes(to);
}

/** Nothing more happens to it. */
export function isFinal(state: MachineState): boolean {
  return state === 'done';
}

function row(
  start: Verdict,
  stop: Verdict,
  shutdown: Verdict,
  kill: Verdict,
): Record<Action, Verdict> {
  const later = { suspend: 'notOffered', resume: 'notOffered', reboot: 'notOffered' } as const;
  return { start, stop, shutdown, kill, ...later, migrate: 'notOffered', resize: 'notOffered' };
}

/** The names that the classic commands show (decisions 14). */
export const classicNames = {
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
} as const satisfies Record<MachineState, string>;
