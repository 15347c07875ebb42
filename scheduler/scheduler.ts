/**
 * A scheduler process: takes over, leads until another does or the log cannot be written, and then waits for the leader's
 * silence before it tries again. Any number of them may run; the log lets one lead.
 */
import type { Secret } from '../shared/base/secret.ts';
import { subjectsOf } from '../shared/bus/subjects.ts';
import type { BusMessage } from '../shared/bus/bus.ts';
import { guarded } from '../shared/bus/guarded.ts';
import type { Commit } from '../shared/model/events.ts';
import type { State } from '../shared/model/state.ts';
import type { Position } from '../shared/model/words.ts';
import type { Fold } from '../shared/log/fold.ts';
import { LogUnavailable } from '../shared/log/log.ts';
import { sleep } from '../shared/time/clock.ts';
import { steadyClock } from '../shared/time/steady-clock.ts';
import { beatMessage } from '../shared/wire/command.ts';
import { createAskedEnds } from './loops/asked-ends.ts';
import { usualPace } from './loops/leading.ts';
import type { Pace, SchedulerPorts } from './loops/leading.ts';
import { publishedEvents } from './loops/publisher.ts';
import { startStandby } from './loops/standby.ts';
import { startLoops } from './loops/start-loops.ts';
import type { Loops } from './loops/start-loops.ts';
import { newWriter, takeOver } from './loops/take-over.ts';
import type { Lead, SiteWish } from './loops/take-over.ts';
import { createUserContexts } from './loops/user-contexts.ts';

export interface SchedulerOptions {
  readonly cloudId: string;
  readonly cloudKey: Secret<Uint8Array>;
  /** What to enter into the log if it differs; null: leave it. */
  readonly site: SiteWish | null;
  readonly pace?: Pace;
  /** Above it the log goes on in another segment, bytes. */
  readonly segmentBytesMax?: number;
}

export interface Scheduler {
  /** Runs until `stop`. Rejects when only an administrator can help: `CannotLead`, `UpgradeNeeded`, `ChainBroken`. */
  run(onLead?: (term: number) => void): Promise<void>;
  stop(): void;
  /** The committed state while it leads, else null. */
  state(): State | null;
}

/** Half of what a stream of the log holds: where there is no room for the next one, there is time to make it. */
const usualSegmentBytesMax = 128 * 1_048_576;

export function createScheduler(ports: SchedulerPorts, options: SchedulerOptions): Scheduler {
  const { clock, random, logger, bus } = ports;
  const { cloudId, pace = usualPace, segmentBytesMax = usualSegmentBytesMax } = options;
  const subjects = subjectsOf(cloudId);
  const contexts = createUserContexts(ports.vault, options.cloudKey, logger);
  const stopped = new AbortController();
  let current: Lead | null = null;
  let lastBeatMs = Number.NEGATIVE_INFINITY;
  /** The latest term that this process wrote into the log. */
  let writtenTerm = 0;

  /** Leads until it is over; resolves with the reason. `known`: what was read of the log already. */
  async function lead(onLead: (term: number) => void, known: Fold | null): Promise<string> {
    const writer = newWriter(ports);
    const steady = { ...ports, clock: steadyClock(clock) };
    let loops: Loops | null = null;
    let over: (why: string) => void = () => undefined;
    const ended = new Promise<string>((resolve) => (over = resolve));
    const taken = await takeOver({
      ...{ ports: steady, cloudId, writer, site: options.site, known },
      onCommitted(commit, position, led) {
        writtenTerm = led.term;
        publish(commit, position, led);
        loops?.onCommitted(commit);
      },
      onDown: (why) => over(why),
    });
    if (!taken) return 'another scheduler was quicker';
    const { leader, term } = taken;
    const stop = (): void => leader.stop('this scheduler was asked to stop');
    stopped.signal.addEventListener('abort', stop, { once: true });
    if (stopped.signal.aborted) stop();
    current = taken;
    loops = startLoops({
      ...{ ...steady, cloudId, subjects, leader, term, writer, contexts, pace, frozen: null },
      askedEnds: createAskedEnds(),
      segmentBytesMax,
    });
    logger.info({ term }, 'leading');
    onLead(term);
    const why = await ended;
    stopped.signal.removeEventListener('abort', stop);
    current = null;
    loops.end();
    return why;
  }

  function publish(commit: Commit, position: Position, { lastCursors }: Lead): void {
    for (const told of publishedEvents(commit, position, lastCursors)) {
      bus.publish(subjects.event(told.projectId, told.kind), told.bytes);
    }
  }

  /** A leader that hears of a later term has been overtaken; the log would tell it at its next append. */
  function hearBeat(message: BusMessage): void {
    const beat = beatMessage.decode(message.bytes);
    if (beat.cloudId !== cloudId) return;
    // Its sender was overtaken by this process and does not know it yet; were it waited for, nobody would lead.
    if (beat.term < writtenTerm) return;
    lastBeatMs = clock.elapsed();
    if (current && beat.term > current.term) {
      current.leader.stop(`another scheduler leads term ${beat.term}`);
    }
  }

  /** Candidates wait until the leader has been silent, each a random while longer, so that they do not collide. */
  async function waitForSilence(): Promise<void> {
    for (;;) {
      const pauseMs = pace.beatEveryMs * (1 + random.below(1000) / 1000);
      await sleep(clock, pauseMs, stopped.signal);
      if (clock.elapsed() - lastBeatMs > 2 * pace.beatEveryMs) return;
    }
  }

  return {
    async run(onLead = () => undefined) {
      const endBeats = bus.subscribe(subjects.beat, (message) =>
        guarded(logger, subjects.beat, () => hearBeat(message)),
      );
      let known: Fold | null = null;
      try {
        while (!stopped.signal.aborted) {
          const why = await lead(onLead, known).catch((error: unknown) => {
            if (!(error instanceof LogUnavailable)) throw error;
            return `the log cannot be read: ${error.message}`;
          });
          if (stopped.signal.aborted) return;
          logger.warn({ why }, 'not leading');
          const standby = startStandby(ports, cloudId);
          await waitForSilence().catch(() => undefined);
          known = standby.end();
        }
      } finally {
        endBeats();
      }
    },
    stop: () => stopped.abort(new Error('stopped')),
    state: () => current?.leader.committed ?? null,
  };
}
