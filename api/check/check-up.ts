/**
 * The check of the living cloud: every minute by itself, and when somebody asks. Only what two looks one after the other found
 * is a finding, since what is on its way from one state to the next differs for a moment. Looking changes nothing.
 */
import { checkCloud } from '../../shared/model/check/check-cloud.ts';
import { findingKey, foundAgain } from '../../shared/model/check/finding.ts';
import type { Finding } from '../../shared/model/check/finding.ts';
import type { State } from '../../shared/model/state.ts';
import { sleep } from '../../shared/time/clock.ts';
import type { Clock } from '../../shared/time/clock.ts';
import type { Look } from './look.ts';

export interface CheckUp {
  /** Of the last look. Null: nobody has looked yet. */
  last(): Checked | null;
  /** Looks now, and again a little later if anything was found. Those who ask meanwhile get the same answer. */
  now(): Promise<Checked>;
  stop(): void;
}

export interface Checked {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly hosts: number;
  /** Ids of the hosts that did not answer. */
  readonly silent: readonly string[];
  readonly findings: readonly DatedFinding[];
}

export interface DatedFinding {
  readonly finding: Finding;
  /** When it was first found, as far as this process knows; ms since 1970. */
  readonly sinceMs: number;
}

export interface CheckUpOptions {
  readonly clock: Clock;
  readonly state: () => State;
  readonly look: (state: State) => Promise<Look>;
  readonly everyMs?: number;
  /** From a look that found something to the next one. */
  readonly againMs?: number;
}

const minuteMs = 60_000;
const usualAgainMs = 3_000;

export function startCheckUp(options: CheckUpOptions): CheckUp {
  const { clock, state, look, everyMs = minuteMs, againMs = usualAgainMs } = options;
  const firstFound = new Map<string, number>();
  let last: Checked | null = null;
  let before: readonly Finding[] = [];
  let looking: Promise<Checked> | null = null;
  let stopped = false;
  let cancel = clock.after(everyMs, lookInTurn);

  function lookInTurn(): void {
    if (stopped) return;
    cancel = clock.after(everyMs, lookInTurn);
    looking ??= lookOnce().finally(() => (looking = null));
  }

  /** The state is read after the hosts have told: nothing that they told is newer than it by more than a view's age. */
  async function lookOnce(): Promise<Checked> {
    const { sightings, silent } = await look(state());
    const found = checkCloud(state(), sightings);
    const findings = foundAgain(before, found).map(dated);
    remember(found);
    before = found;
    last = { atMs: clock.now(), hosts: sightings.length + silent.length, silent, findings };
    return last;
  }

  function remember(found: readonly Finding[]): void {
    const keys = new Set(found.map(findingKey));
    for (const key of firstFound.keys()) if (!keys.has(key)) firstFound.delete(key);
    for (const key of keys) if (!firstFound.has(key)) firstFound.set(key, clock.now());
  }

  function dated(finding: Finding): DatedFinding {
    return { finding, sinceMs: firstFound.get(findingKey(finding)) ?? clock.now() };
  }

  async function lookTwice(): Promise<Checked> {
    const first = await lookOnce();
    if (before.length === 0 || stopped) return first;
    await sleep(clock, againMs);
    return lookOnce();
  }

  return {
    last: () => last,
    async now() {
      await looking?.catch(() => undefined);
      looking ??= lookTwice().finally(() => (looking = null));
      return looking;
    },
    stop() {
      stopped = true;
      cancel();
    },
  };
}
