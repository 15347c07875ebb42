/** A process of the real scheduler in a simulated world: may be paused, killed, and started again. */
import { createScheduler } from '../../scheduler/scheduler.ts';
import type { Scheduler } from '../../scheduler/scheduler.ts';
import type { State } from '../../shared/model/state.ts';
import { createSimProcess } from './sim-process.ts';
import type { SimProcess } from './sim-process.ts';
import { cloudKey } from './sim-settings.ts';
import type { SimWorld } from './sim-world.ts';

export interface SimScheduler {
  readonly name: string;
  process(): SimProcess | null;
  start(): void;
  /** Kills it; a supervisor starts it again after `restartMs` (null: never). */
  crash(restartMs: number | null): void;
  /** The committed state while it believes to lead, else null. */
  state(): State | null;
}

const restartMs = 4_000;

export function createSimScheduler(world: SimWorld, index: number): SimScheduler {
  const { time, trace } = world;
  const name = `scheduler-${index + 1}`;
  const random = world.random.fork();
  let process: SimProcess | null = null;
  let scheduler: Scheduler | null = null;
  let endIn: (afterMs: number | null) => void = () => undefined;

  function start(): void {
    if (process?.isAlive()) return;
    const fresh = createSimProcess({ name, time, wallClockMs: world.startsAtMs });
    process = fresh;
    world.enter(fresh);
    let againMs: number | null = restartMs;
    endIn = (afterMs) => {
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
        logger: world.loggerOf(name, () => fresh.isAlive()),
        bus: fresh.gate(world.hub.client(name)),
        log: fresh.gate(world.log.client(name)),
        vault: fresh.gate(world.vault),
      },
      {
        ...{ cloudId: world.cloudId, cloudKey, site: null },
        pace: {
          ...{ helloEveryMs: world.helloEveryMs, beatEveryMs: 12_000, sweepEveryMs: 10_000 },
          ...{ resendFromMs: 1_000, resendToMs: 20_000 },
        },
      },
    );
    scheduler
      .run((term) => trace.note(`${name}: leads, term ${term}`))
      .catch((error: unknown) => {
        trace.note(`${name}: ends: ${(error as Error).message}`);
        fresh.crash();
      });
  }

  return {
    ...{ name, start },
    process: () => process,
    crash: (afterMs) => endIn(afterMs),
    state: () => (process?.isAlive() ? (scheduler?.state() ?? null) : null),
  };
}
