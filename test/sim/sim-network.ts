/**
 * The network of a simulated world, between processes and between them and the log. It loses, doubles, delays and reorders as
 * the weather has it; a process may be cut off, and the message server may be away.
 */
import type { Carry } from '../../shared/log/memory-log.ts';
import type { Deliver } from '../../shared/bus/memory-bus.ts';
import type { Coverage } from './coverage.ts';
import type { SimProcess } from './sim-process.ts';
import type { SimRandom } from './sim-random.ts';
import type { SimTime } from './sim-time.ts';
import type { Trace } from './trace.ts';

/** Shares are in percent. */
export interface Weather {
  readonly lost: number;
  readonly doubled: number;
  readonly delayMaxMs: number;
  /** Appends that never arrive; that arrive, and the answer does not; that arrive after the writer gave up. */
  readonly appendLost: number;
  readonly answerLost: number;
  readonly appendLate: number;
  /** Answers of the log that come late, as from a cluster that chooses a leader, and still in time. */
  readonly answerLate: number;
}

export const calm: Weather = {
  ...{ lost: 0, doubled: 0, delayMaxMs: 4, appendLost: 0, answerLost: 0, appendLate: 0 },
  answerLate: 0,
};

/** What does not pass a cut: everything, or only what the process says (`mute`) or hears (`deaf`). */
export type Cut = 'both' | 'mute' | 'deaf';

export interface SimNetwork {
  readonly deliver: Deliver;
  readonly carry: Carry;
  /** Messages that were heard. */
  delivered(): number;
  /** How many of this sender's commands were doubled so far. */
  commandsDoubled(from: string): number;
  setWeather(weather: Weather): void;
  cut(name: string, what?: Cut): void;
  heal(name: string): void;
  setAway(away: boolean): void;
  isAway(): boolean;
}

export interface SimNetworkOptions {
  readonly time: SimTime;
  readonly random: SimRandom;
  readonly trace: Trace;
  readonly coverage: Coverage;
  process(name: string): SimProcess | undefined;
}

export function createSimNetwork(options: SimNetworkOptions): SimNetwork {
  const { time, random, trace, coverage } = options;
  const cuts = new Map<string, Cut>();
  /** Of what each sent to each: when the last of it is due. */
  const lastDueMs = new Map<string, number>();
  let weather = calm;
  let away = false;
  let delivered = 0;
  const doubled = new Map<string, number>();

  /** Whether what `from` says comes to `to`; null: the log. */
  function passes(from: string | null, to: string | null): boolean {
    const [saying, hearing] = [from && cuts.get(from), to && cuts.get(to)];
    if (away) coverage.took('serverAway');
    else if (saying === 'both' || hearing === 'both') coverage.took('partition');
    else if (saying === 'mute' || hearing === 'deaf') coverage.took('partitionOneWay');
    else return true;
    return false;
  }

  function isDropped(percent: number): boolean {
    if (!random.chance(percent)) return false;
    coverage.took('drop');
    return true;
  }

  /** Draws how long a message is under way, and notes what is late or overtakes another. */
  function delayOf(from: string, to: string): number {
    const delay = 1 + random.below(weather.delayMaxMs);
    if (weather.delayMaxMs <= calm.delayMaxMs) return delay;
    if (delay > lateMs) coverage.took('delay');
    const pair = `${from} ${to}`;
    const dueMs = time.nowMs() + delay;
    const before = lastDueMs.get(pair) ?? 0;
    if (dueMs < before) coverage.took('reorder');
    else lastDueMs.set(pair, dueMs);
    return delay;
  }

  const deliver: Deliver = (from, to, subject, action) => {
    coverage.point('message');
    if (!passes(from, to) || isDropped(weather.lost)) return;
    const hear = (): void => {
      const process = options.process(to);
      if (process?.isPaused()) coverage.took('heldByPause');
      process?.receive(() => {
        delivered += 1;
        trace.note(`${from} -> ${to} ${shortOf(subject)}`);
        action();
      });
    };
    const arrive = (): void => void time.after(delayOf(from, to), () => passes(from, to) && hear());
    arrive();
    if (!random.chance(weather.doubled)) return;
    coverage.took('duplicate');
    if (shortOf(subject) === 'command') doubled.set(from, (doubled.get(from) ?? 0) + 1);
    arrive();
  };

  function appendArrives(client: string, action: () => void): void {
    coverage.point('append');
    if (!passes(client, null)) return;
    if (random.chance(weather.appendLost)) return coverage.took('appendLost');
    const isLate = random.chance(weather.appendLate);
    if (isLate) coverage.took('appendLate');
    const delay = (isLate ? 5_000 + random.below(6_000) : 0) + delayOf(client, 'log');
    time.after(delay, action);
  }

  function answerArrives(client: string, leg: 'appendAnswer' | 'readAnswer', hear: () => void) {
    const isAppend = leg === 'appendAnswer';
    if (isAppend && random.chance(weather.answerLost)) return coverage.took('appliedUnanswered');
    const isLate = isAppend && random.chance(weather.answerLate);
    if (isLate) coverage.took('lateAnswer');
    const delay = (isLate ? 1_000 + random.below(3_000) : 0) + delayOf('log', client);
    time.after(delay, () => passes(null, client) && hear());
  }

  const carry: Carry = (client, leg, action) => {
    if (client === 'setup') return action();
    if (leg === 'append') return appendArrives(client, action);
    coverage.point('message');
    const towards = leg === 'read';
    const [from, to] = towards ? [client, null] : [null, client];
    if (!passes(from, to)) return;
    const hear = towards ? action : (): void => options.process(client)?.receive(action);
    if (leg === 'appendAnswer' || leg === 'readAnswer') return answerArrives(client, leg, hear);
    if (isDropped(weather.lost)) return;
    time.after(delayOf(client, leg), () => passes(from, to) && hear());
  };

  return {
    ...{ deliver, carry },
    delivered: () => delivered,
    commandsDoubled: (from) => doubled.get(from) ?? 0,
    setWeather: (next) => void (weather = next),
    cut: (name, what = 'both') => void cuts.set(name, what),
    heal: (name) => void cuts.delete(name),
    setAway: (next) => void (away = next),
    isAway: () => away,
  };
}

/** A message counts as delayed when it is under way for longer. */
const lateMs = 250;

/** `stratus.<cloud>.host.<id>.hello` -> `hello`. */
function shortOf(subject: string): string {
  return subject.startsWith('_INBOX') ? 'answer' : subject.slice(subject.lastIndexOf('.') + 1);
}
