/**
 * One simulated history from one seed: hosts, schedulers, users and misfortunes for ten minutes, then all faults end and the
 * cloud must come to rest. A breach of a promise ends it with the seed and the end of the trace.
 */
import { endAdversity, playFaults } from './adversity.ts';
import type { CoverageCounts } from './coverage.ts';
import { drawPlan } from './history-plan.ts';
import type { HistoryPlan } from './history-plan.ts';
import { lookAfterHosts, playHostLife } from './host-life.ts';
import { playPutBack } from './log-put-back.ts';
import { unrest } from './quiet.ts';
import type { SimClient } from './sim-client.ts';
import { createReaders } from './sim-readers.ts';
import { createUsers } from './sim-users.ts';
import { createSimWorld } from './sim-world.ts';
import type { SimWorld } from './sim-world.ts';
import { checkOtherSurroundings, checkRewrittenTail } from './surroundings.ts';
import { joinHosts, playRequests } from './workload.ts';

export interface HistoryFigures {
  readonly requests: number;
  readonly messages: number;
  readonly faults: number;
  readonly virtualMinutes: number;
}

export interface History {
  readonly seed: number;
  readonly figures: HistoryFigures;
  /** All that happened, a line for each thing. */
  trace(): readonly string[];
  readonly coverage: CoverageCounts;
  /** Why it failed; null: it went well. */
  readonly failure: Failure | null;
}

export interface Failure {
  /** The promise that was broken. */
  readonly invariant: string;
  readonly text: string;
}

const quietWithinMs = 480_000;

/** The history of that seed. */
export function runHistory(seed: number): Promise<History> {
  return playHistory(drawPlan(seed));
}

/** Plays what was drawn, or what was left of it. */
export async function playHistory(plan: HistoryPlan): Promise<History> {
  const { seed, faults } = plan;
  const world = await createSimWorld(plan.world);
  const clients = createUsers(world);
  if (plan.hasReaders) world.readers = createReaders(world);
  playFaults(world, faults);
  let failure: History['failure'] = null;
  const bugs = catchRejections();
  try {
    await live(world, clients, plan);
    const problems = await comeToRest(world, clients);
    if (problems.length > 0) failure = { invariant: numberOf(problems), text: problems.join('; ') };
    checkOtherSurroundings(world);
    const { readers } = world;
    if (readers) await checkRewrittenTail(world, () => readers.view());
  } catch (error) {
    if (!(error instanceof Error) || !('invariant' in error)) throw error;
    failure ??= { invariant: String(error.invariant), text: error.message };
  }
  await new Promise((resolve) => void setImmediate(resolve));
  const [bug] = bugs.end();
  if (bug) failure ??= { invariant: 'no bug shows', text: bug.stack ?? bug.message };
  return {
    ...{ seed, failure, trace: () => world.trace.lines(), coverage: world.coverage.counts() },
    figures: {
      requests: clients.reduce((sum, { requests }) => sum + requests.length, 0),
      messages: world.network.delivered(),
      faults: faults.length,
      virtualMinutes: world.time.nowMs() / 60_000,
    },
  };
}

/** I5 where a problem names no other. */
function numberOf([first = '']: readonly string[]): string {
  return /^(I\d+|each event once):/.exec(first)?.[1] ?? 'I5';
}

async function live(world: SimWorld, clients: SimClient[], plan: HistoryPlan): Promise<void> {
  const { starts, requests, hostLife, putBack, activeMs } = plan;
  for (const [index, { start }] of world.schedulers.entries())
    world.time.after(starts.schedulersMs[index]!, start);
  for (const [index, { startAgent }] of world.hosts.entries())
    world.time.after(starts.agentsMs[index]!, startAgent);
  joinHosts(world, clients);
  playRequests(world, clients, requests);
  playHostLife(world, clients[0]!, hostLife);
  if (putBack) playPutBack(world, clients[0]!, putBack);
  await world.runUntil(activeMs);
}

/** What is still not at rest when it should be. */
async function comeToRest(world: SimWorld, clients: SimClient[]): Promise<string[]> {
  endAdversity(world);
  for (const afterMs of [30_000, 120_000])
    world.time.after(afterMs, () => lookAfterHosts(world, clients[0]!));
  const endMs = world.time.nowMs() + quietWithinMs;
  for (;;) {
    await world.run(10_000);
    const problems = unrest(world, clients);
    if (problems.length === 0 || world.time.nowMs() > endMs) return problems;
  }
}

/** Bugs that no code of ours caught: in the simulator they belong to the history that made them. */
function catchRejections(): { end(): Error[] } {
  const caught: Error[] = [];
  const take = (reason: unknown): void =>
    void caught.push(reason instanceof Error ? reason : new Error(String(reason)));
  const rejections = process.listeners('unhandledRejection');
  const exceptions = process.listeners('uncaughtException');
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', take);
  process.removeAllListeners('uncaughtException').on('uncaughtException', take);
  return {
    end() {
      process.off('unhandledRejection', take).off('uncaughtException', take);
      for (const listener of rejections) process.on('unhandledRejection', listener);
      for (const listener of exceptions) process.on('uncaughtException', listener);
      return caught;
    },
  };
}
