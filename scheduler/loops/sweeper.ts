/**
 * Looks again and again at what is due without anybody asking. A look is also taken at once when something changed that
 * may let a waiting machine fit.
 */
import { ok } from '../../shared/base/result.ts';
import type { Event } from '../../shared/model/events.ts';
import type { State } from '../../shared/model/state.ts';
import { decidePlacements, decidePurges, decideSilence, nextInTurn } from '../decide/sweep.ts';
import { siteOf } from '../decide/planner.ts';
import type { HearFirst } from './hear-first.ts';
import type { Hosts } from './hosts.ts';
import type { Leading } from './leading.ts';
import { sweepVault } from './sweep-vault.ts';

export interface Sweeper {
  /** Something changed: look soon. */
  wake(): void;
  stop(): void;
}

/** Vault records of machines that never came to be, or are gone, are looked for this often. */
const vaultEveryMs = 600_000;

export function createSweeper(
  leading: Leading,
  hosts: Hosts,
  first: Pick<HearFirst, 'isOver'>,
): Sweeper {
  const { clock, pace, leader } = leading;
  let cancel = clock.after(pace.sweepEveryMs, look);
  let looking = false;
  let again = false;
  let stopped = false;
  let vaultAtMs = clock.elapsed() + vaultEveryMs;
  /** Label of the last machine that was looked at for a place. */
  let lookedTo = 0;

  function look(): void {
    if (stopped) return;
    cancel();
    cancel = clock.after(pace.sweepEveryMs, look);
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    void sweep()
      .catch((error: unknown) =>
        leading.logger.warn({ err: error }, 'a look at what is due failed; the next follows'),
      )
      .finally(() => {
        looking = false;
        if (again) {
          again = false;
          look();
        }
      });
  }

  async function sweep(): Promise<void> {
    if (leading.frozen !== null || !first.isOver()) return;
    const state = leader.committed;
    const silent = hosts.silentFor(siteOf(state).hostSilentAfterMs);
    if (silent.size > 0) {
      const decide = (now: State): readonly Event[] => decideSilence(now, silent);
      if (await commit(decide)) hosts.forgetReports(silent);
    }
    if (decidePurges(state, clock.now()).length > 0) await commit(decidePurges);
    await place();
    if (clock.elapsed() >= vaultAtMs) {
      vaultAtMs = clock.elapsed() + vaultEveryMs;
      await sweepVault(leading);
    }
  }

  async function place(): Promise<void> {
    const afterLabel = lookedTo;
    const waiting = nextInTurn(leader.committed, afterLabel);
    const last = waiting.at(-1);
    if (!last) return;
    lookedTo = last.spec.label;
    if (!mayPlace(afterLabel)) return;
    const withoutAddress = waiting.filter(({ nics }) => nics.length === 0);
    const ids = withoutAddress.map(({ spec }) => spec.machineId);
    const given = await leading.contexts.given(ids).catch(() => null);
    const compose = given?.compose ?? (() => null);
    await commit((state, nowMs) =>
      decidePlacements(state, hosts.standings(), compose, nowMs, afterLabel),
    );
  }

  /** Most that wait fit nowhere still: their records in the vault are opened only when something can be decided. */
  function mayPlace(afterLabel: number): boolean {
    let asked = false;
    const compose = (): null => {
      asked = true;
      return null;
    };
    const standings = hosts.standings();
    const events = decidePlacements(leader.state(), standings, compose, clock.now(), afterLabel);
    return asked || events.length > 0;
  }

  /** False: there was nothing to decide. */
  async function commit(
    decide: (state: State, nowMs: number) => readonly Event[],
  ): Promise<boolean> {
    if (decide(leader.state(), clock.now()).length === 0) return false;
    await leader.submit({
      ...{ actor: 'system', origin: 'sweep', key: '', requestDigest: '' },
      decide: (state, nowMs) => ok(decide(state, nowMs)),
    });
    return true;
  }

  return {
    wake() {
      cancel();
      if (!stopped) cancel = clock.after(0, look);
    },
    stop() {
      stopped = true;
      cancel();
    },
  };
}
