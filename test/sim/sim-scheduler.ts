/** A process of the real scheduler in a simulated world: may be paused, killed, and started again. */
import { createScheduler } from '../../scheduler/scheduler.ts';
import type { Scheduler } from '../../scheduler/scheduler.ts';
import type { State } from '../../shared/model/state.ts';
import type { Logger } from '../../shared/base/logger.ts';
import { logOf } from './gated-segments.ts';
import { watchedOrders } from './orders-watch.ts';
import { createSimProcess } from './sim-process.ts';
import type { SimProcess } from './sim-process.ts';
import { cloudKey } from './sim-settings.ts';
import type { SimWorld } from './sim-world.ts';
import { createWallClock } from './wall-clock.ts';
import type { WallClock } from './wall-clock.ts';

export interface SimScheduler {
  readonly name: string;
  readonly wallClock: WallClock;
  process(): SimProcess | null;
  start(): void;
  /** Kills it; a supervisor starts it again after `restartMs` (null: never). */
  crash(restartMs: number | null): void;
  /** The committed state while it believes to lead, else null. */
  state(): State | null;
}

const restartMs = 4_000;

export function createSimScheduler(world: SimWorld, index: number, clockOffMs = 0): SimScheduler {
  const { time, trace, coverage } = world;
  const name = `scheduler-${index + 1}`;
  const random = world.random.fork();
  const wallClock = createWallClock(world.clock, coverage, clockOffMs);
  let process: SimProcess | null = null;
  let scheduler: Scheduler | null = null;
  let ledTerm = 0;
  let endIn: (afterMs: number | null) => void = () => undefined;

  function start(): void {
    if (process?.isAlive()) return;
    coverage.point('process');
    const fresh = createSimProcess({
      ...{ name, time, wallClock: wallClock.now },
      onFate: () => coverage.took('crashAtCall'),
    });
    process = fresh;
    world.enter(fresh);
    let againMs: number | null = restartMs;
    endIn = (afterMs) => {
      coverage.took('killed');
      againMs = afterMs;
      fresh.crash();
    };
    fresh.onCrash(() => {
      trace.note(`${name}: dies`);
      world.leave(name);
      if (againMs !== null) time.after(againMs, start);
    });
    trace.note(`${name}: starts`);
    scheduler = createScheduler(
      {
        ...{ clock: fresh.clock, random: random.fork() },
        logger: heardBy(world.loggerOf(name, () => fresh.isAlive())),
        bus: fresh.gate(watchedOrders(world, name, world.hub.client(name))),
        log: logOf(fresh, world),
        vault: fresh.gate(world.vault, {
          onCall() {
            coverage.point('vaultCall');
            if (!world.vault.isAvailable()) coverage.took('vaultAway');
          },
        }),
      },
      {
        ...{ cloudId: world.cloudId, cloudKey, site: null, segmentBytesMax: world.segmentBytesMax },
        pace: {
          ...{ helloEveryMs: world.helloEveryMs, beatEveryMs: 12_000, sweepEveryMs: 10_000 },
          ...{ resendFromMs: 1_000, resendToMs: 20_000, listenFirstMs: 2_500 },
        },
      },
    );
    scheduler
      .run((term) => {
        ledTerm = term;
        trace.note(`${name}: leads, term ${term}`);
      })
      .catch((error: unknown) => {
        trace.note(`${name}: ends: ${(error as Error).message}`);
        fresh.crash();
      });
  }

  /** Who was overtaken by nobody leads on, whatever became of an append of his. */
  function heardBy(logger: Logger): Logger {
    const warn: Logger['warn'] = (facts, message) => {
      const why = 'why' in facts ? String(facts.why) : '';
      const isOvertaken = why.startsWith('another writer has appended');
      world.witness.follower.catchUp();
      const { follower } = world.witness;
      const { term } = follower.state;
      const isTold = isOvertaken && follower.endsWithLeader();
      const wasTold = (coverage.counts().faults.appendRefused ?? 0) > 0;
      if (message === 'not leading' && isTold && term === ledTerm && !wasTold)
        world.witness.report('who leads leads on', `${name} gives up term ${term}: ${why}`);
      logger.warn(facts, message);
    };
    return { ...logger, warn };
  }

  return {
    ...{ name, wallClock, start },
    process: () => process,
    crash: (afterMs) => endIn(afterMs),
    state: () => (process?.isAlive() ? (scheduler?.state() ?? null) : null),
  };
}
