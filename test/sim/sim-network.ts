/**
 * The network of a simulated world, between processes and between them and the log. It loses, doubles, delays and reorders as
 * the weather has it; a process may be cut off, and the message server may be away.
 */
import type { Carry } from '../../shared/log/memory-log.ts';
import type { Deliver } from '../../shared/bus/memory-bus.ts';
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
}

export const calm: Weather = {
  ...{ lost: 0, doubled: 0, delayMaxMs: 4, appendLost: 0, answerLost: 0, appendLate: 0 },
};

export interface SimNetwork {
  readonly deliver: Deliver;
  readonly carry: Carry;
  /** Messages that were heard. */
  delivered(): number;
  /** How many of this sender's commands were doubled so far. */
  commandsDoubled(from: string): number;
  setWeather(weather: Weather): void;
  cut(name: string): void;
  heal(name: string): void;
  setAway(away: boolean): void;
  isAway(): boolean;
}

export interface SimNetworkOptions {
  readonly time: SimTime;
  readonly random: SimRandom;
  readonly trace: Trace;
  process(name: string): SimProcess | undefined;
}

export function createSimNetwork(options: SimNetworkOptions): SimNetwork {
  const { time, random, trace } = options;
  const cutOff = new Set<string>();
  let weather = calm;
  let away = false;
  let delivered = 0;
  const doubled = new Map<string, number>();

  const reaches = (...names: string[]): boolean =>
    !away && names.every((name) => !cutOff.has(name));
  const delayMs = (): number => 1 + random.below(weather.delayMaxMs);

  function arrive(delay: number, names: readonly string[], hear: () => void): void {
    time.after(delay, () => {
      if (reaches(...names)) hear();
    });
  }

  const deliver: Deliver = (from, to, subject, action) => {
    if (!reaches(from, to) || random.chance(weather.lost)) return;
    const hear = (): void =>
      options.process(to)?.receive(() => {
        delivered += 1;
        trace.note(`${from} -> ${to} ${shortOf(subject)}`);
        action();
      });
    arrive(delayMs(), [from, to], hear);
    if (!random.chance(weather.doubled)) return;
    if (shortOf(subject) === 'command') doubled.set(from, (doubled.get(from) ?? 0) + 1);
    arrive(delayMs(), [from, to], hear);
  };

  const carry: Carry = (client, leg, action) => {
    if (client === 'setup') return action();
    if (!reaches(client)) return;
    const towards = leg === 'append' || leg === 'read';
    const hear = towards ? action : (): void => options.process(client)?.receive(action);
    if (leg === 'append') {
      if (random.chance(weather.appendLost)) return;
      const lateMs = random.chance(weather.appendLate) ? 5_000 + random.below(6_000) : 0;
      return arrive(lateMs + delayMs(), [], hear);
    }
    const lost = leg === 'appendAnswer' ? weather.answerLost : weather.lost;
    if (!random.chance(lost)) arrive(delayMs(), [client], hear);
  };

  return {
    ...{ deliver, carry },
    delivered: () => delivered,
    commandsDoubled: (from) => doubled.get(from) ?? 0,
    setWeather: (next) => void (weather = next),
    cut: (name) => void cutOff.add(name),
    heal: (name) => void cutOff.delete(name),
    setAway: (next) => void (away = next),
    isAway: () => away,
  };
}

/** `stratus.<cloud>.host.<id>.hello` -> `hello`. */
function shortOf(subject: string): string {
  return subject.startsWith('_INBOX') ? 'answer' : subject.slice(subject.lastIndexOf('.') + 1);
}
