/**
 * One simulated history from one seed: hosts, schedulers, users and misfortunes for ten minutes, then all faults end and the
 * cloud must come to rest. A breach of a promise ends it with the seed and the end of the trace.
 */
import { drawFaults, endAdversity, playFaults } from './adversity.ts';
import type { CoverageCounts } from './coverage.ts';
import { drawHostLife, lookAfterHosts, playHostLife } from './host-life.ts';
import { unrest } from './quiet.ts';
import type { SimClient } from './sim-client.ts';
import { simRandom } from './sim-random.ts';
import type { SimRandom } from './sim-random.ts';
import { createReaders } from './sim-readers.ts';
import { createUsers } from './sim-users.ts';
import { createSimWorld } from './sim-world.ts';
import type { SimWorld } from './sim-world.ts';
import { checkOtherSurroundings, checkRewrittenTail } from './surroundings.ts';
import { drawRequests, joinHosts, playRequests } from './workload.ts';

export interface HistoryFigures {
  readonly requests: number;
  readonly messages: number;
  readonly faults: number;
  readonly virtualMinutes: number;
}

export interface History {
  readonly seed: number;
  readonly figures: HistoryFigures;
  readonly trace: readonly string[];
  readonly coverage: CoverageCounts;
  /** Why it failed; null: it went well. */
  readonly failure: { readonly invariant: string; readonly text: string } | null;
}

const activeMs = 600_000;
const quietWithinMs = 480_000;
const capacities = [4_096, 6_144, 8_192] as const;
/** Some hosts have room for a few machines and their evidence only. */
const disks = [1_200, 2_000, 4_000] as const;

export async function runHistory(seed: number): Promise<History> {
  const random = simRandom(seed);
  const world = await createSimWorld({
    seed: random.between(1, 2 ** 31),
    schedulers: random.pick([1, 2, 2, 3]),
    helloEveryMs: random.pick([5_000, 20_000, 30_000, 30_000]),
    addresses: random.between(8, 16),
    hosts: Array.from({ length: random.pick([3, 3, 3, 3, 4, 4, 5, 7]) }, () => ({
      capacity: {
        cpuHundredths: 800,
        memoryMiB: random.pick(capacities),
        diskMiB: random.pick(disks),
      },
      rootUsesMiB: 48,
      clockOffMs: random.between(-2_000, 2_000),
    })),
  });
  const clients = createUsers(world);
  world.readers = createReaders(world);
  const faults = drawFaults(random.fork());
  playFaults(world, faults);
  let failure: History['failure'] = null;
  const bugs = catchRejections();
  try {
    await live(world, clients, random.fork());
    const problems = await comeToRest(world, clients);
    if (problems.length > 0) failure = { invariant: numberOf(problems), text: problems.join('; ') };
    checkOtherSurroundings(world);
    await checkRewrittenTail(world, () => world.readers?.view() ?? null);
  } catch (error) {
    if (!(error instanceof Error) || !('invariant' in error)) throw error;
    failure ??= { invariant: String(error.invariant), text: error.message };
  }
  await new Promise((resolve) => void setImmediate(resolve));
  const [bug] = bugs.end();
  if (bug) failure ??= { invariant: 'no bug shows', text: bug.stack ?? bug.message };
  return {
    ...{ seed, failure, trace: world.trace.lines(), coverage: world.coverage.counts() },
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

async function live(world: SimWorld, clients: SimClient[], random: SimRandom): Promise<void> {
  for (const { start } of world.schedulers) world.time.after(random.below(3_000), start);
  for (const { startAgent } of world.hosts) world.time.after(random.below(3_000), startAgent);
  joinHosts(world, clients);
  playRequests(world, clients, drawRequests(random));
  playHostLife(world, clients[0]!, drawHostLife(random.fork()));
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

/** For people: seed, promise, what happened to the machine in question, and the end of all that happened. */
export function failureText({ seed, failure, trace }: History): string {
  const telling = trace.filter((line) => !/ (hello|beat|ask|report|wanted|answer)$/.test(line));
  const about = /[0-9a-f]{8}(?=[-0-9a-f]* )/.exec(failure?.text ?? '')?.[0] ?? 'nothing';
  return [
    `history with seed ${seed} breaks ${failure?.invariant}: ${failure?.text}`,
    `replay: STRATUS_SIM_SEED=${seed} npx vitest run test/sim/histories.test.ts`,
    ...telling.filter((line) => line.includes(about)).slice(-25),
    '...',
    ...telling.slice(-40),
  ].join('\n');
}
