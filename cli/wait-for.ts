/** Waits until machines have come where they were sent, and tells meanwhile where they are and why they are not there yet. */
import { sleep } from '../shared/time/clock.ts';
import { explanationText, progressText } from './render/machine.ts';
import type { Explanation, Machine } from './rest-answers.ts';
import type { Session } from './session.ts';
import { inPath } from './session.ts';
import { CommandFailed } from './surroundings.ts';

export interface Goal {
  /** The states in which the wait ends well. */
  readonly reached: readonly string[];
  /** The states in which it cannot end well any more. */
  readonly missed: readonly string[];
}

export const goals = {
  running: { reached: ['running'], missed: ['failed', 'stopped', 'unknown', 'epilog', 'done'] },
  stopped: { reached: ['stopped', 'done', 'failed'], missed: ['unknown'] },
  gone: { reached: ['done'], missed: [] },
} as const satisfies Record<string, Goal>;

const lookEveryMs = 500;

/** Resolves with the machines as they are at the end. Throws `CommandFailed` when one cannot get there, or after the limit. */
export async function waitFor(
  session: Session,
  machineIds: readonly string[],
  goal: Goal,
  limitSeconds: number,
): Promise<Machine[]> {
  const { clock, signal } = session.surroundings;
  const client = session.client();
  const line = createProgressLine(session);
  const end = clock.elapsed() + limitSeconds * 1000;
  const explained = new Set<string>();
  for (;;) {
    const machines = await Promise.all(
      machineIds.map((id) => client.get<Machine>(`/machines/${inPath(id)}`)),
    );
    const left = machines.filter(({ state }) => !goal.reached.includes(state));
    const lost = left.filter(({ state }) => goal.missed.includes(state));
    if (left.length === 0 || left.length === lost.length) {
      line.end();
      if (lost.length > 0) throw new CommandFailed(lost.map(lostText).join('\n'));
      return machines;
    }
    line.show(left.map((machine) => `${machine.name}: ${progressText(machine)}`));
    for (const machine of left) {
      const reason = `${machine.id} ${machine.waiting}`;
      if (machine.waiting === null || explained.has(reason)) continue;
      explained.add(reason);
      const why = await client.get<Explanation>(`/machines/${machine.id}/why`).catch(() => null);
      if (why) line.note(explanationText([{ ...why, machine: `${machine.name} waits` }]).trimEnd());
    }
    if (clock.elapsed() > end) {
      line.end();
      throw new CommandFailed(
        `after ${limitSeconds} s not there yet: ${left.map((one) => `${one.name} (${progressText(one)})`).join('; ')}.\n` +
          '  It goes on without this command; see `stratus show NAME` and `stratus why NAME`.',
      );
    }
    await sleep(clock, lookEveryMs, signal);
  }
}

function lostText(machine: Machine): string {
  const why = [machine.reason, machine.message].filter(Boolean).join(': ');
  const advice =
    machine.state === 'failed' ? '\n  Remove it with `stratus kill`, then try again.' : '';
  return `${machine.name} is ${machine.state}${why ? ` (${why})` : ''}.${advice}`;
}

interface ProgressLine {
  /** Shows these lines in the place of the last ones, if they are others. */
  show(lines: readonly string[]): void;
  /** A line that stays. */
  note(text: string): void;
  end(): void;
}

/** On a terminal one line that is written over; elsewhere a line for each change. */
function createProgressLine({ surroundings }: Session): ProgressLine {
  const { errIsTerminal } = surroundings;
  let last = '';
  const clear = (): void => {
    if (errIsTerminal && last !== '') surroundings.err('\r\u001b[K');
  };
  return {
    show(lines) {
      const text = lines.join('; ').slice(0, errIsTerminal ? 110 : 1000);
      if (text === last) return;
      clear();
      surroundings.err(errIsTerminal ? text : `${text}\n`);
      last = text;
    },
    note(text) {
      clear();
      surroundings.err(`${text}\n`);
      last = '';
    },
    end() {
      clear();
      last = '';
    },
  };
}
