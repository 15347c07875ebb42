/** Hosts that speak and that the log does not know: after a restore they may have joined since, and are asked what they hold. */
import type { Hello } from '../../shared/model/conversation.ts';
import type { State } from '../../shared/model/state.ts';
import type { Clock } from '../../shared/time/clock.ts';

export interface Strangers {
  hear(hello: Hello): void;
  /** The last word of each that was heard lately, by one voice, and that the log does not know still. */
  alone(state: State): readonly Hello[];
}

const strangersMax = 10_000;

export function createStrangers(clock: Clock, silentAfterMs: number): Strangers {
  const heard = new Map<string, { hello: Hello; atMs: number; otherAtMs: number }>();
  return {
    hear(hello) {
      const before = heard.get(hello.hostId);
      if (!before && heard.size >= strangersMax) return;
      const isOther = before !== undefined && before.hello.nonce !== hello.nonce;
      const otherAtMs = isOther ? before.atMs : (before?.otherAtMs ?? Number.NEGATIVE_INFINITY);
      heard.set(hello.hostId, { hello, atMs: clock.elapsed(), otherAtMs });
    },
    alone(state) {
      const sinceMs = clock.elapsed() - silentAfterMs;
      return [...heard.values()]
        .filter(({ hello }) => hello.hypervisorAvailable && !state.hosts.has(hello.hostId))
        .filter(({ atMs, otherAtMs }) => atMs > sinceMs && otherAtMs <= sinceMs)
        .map(({ hello }) => hello);
    },
  };
}
