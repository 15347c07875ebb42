/**
 * What will happen in a simulated history, drawn from its seed before it begins, as data: the cloud, who starts when, what is
 * asked, what goes wrong. Each item has its own time and seed, so one may be taken out and the others stay what they are.
 */
import { drawFaults } from './adversity.ts';
import type { PlannedFault } from './adversity.ts';
import { drawHostLife } from './host-life.ts';
import type { PlannedHostLife } from './host-life.ts';
import { drawPutBack } from './log-put-back.ts';
import type { PlannedPutBack } from './log-put-back.ts';
import { simRandom } from './sim-random.ts';
import type { SimRandom } from './sim-random.ts';
import type { WorldOptions } from './sim-world.ts';
import { drawRequests } from './workload.ts';
import type { PlannedRequest } from './workload.ts';

export interface HistoryPlan {
  readonly seed: number;
  readonly world: WorldOptions;
  /** When each process starts for the first time, in milliseconds of the history. */
  readonly starts: {
    readonly schedulersMs: readonly number[];
    readonly agentsMs: readonly number[];
  };
  readonly faults: readonly PlannedFault[];
  readonly requests: readonly PlannedRequest[];
  readonly hostLife: readonly PlannedHostLife[];
  /** Whether anybody reads: an API and subscribers, who hear all that is said and so cost as much as all others. */
  readonly hasReaders: boolean;
  /** An older copy of the log is put back; null: it is never lost. */
  readonly putBack: PlannedPutBack | null;
  /** After so long all faults end, and the cloud must come to rest. */
  readonly activeMs: number;
}

const activeMs = 600_000;
/**
 * In histories from this seed on an older copy of the log is put back, and nobody reads. Fresh seeds are below it: these are
 * played where they are asked for.
 */
export const putBackFrom = 2 ** 31;
const capacities = [4_096, 6_144, 8_192] as const;
/** Some hosts have room for two machines and little evidence, others for a few and theirs. */
const disks = [480, 1_200, 2_000, 4_000] as const;
/** Where messages are small, whole sets of orders and reports take several pages. */
const messageBytes = [4_096, 4_096, 16_384] as const;

export function drawPlan(seed: number): HistoryPlan {
  const random = simRandom(seed);
  const world = drawWorld(random);
  const faults = drawFaults(random.fork());
  const live = random.fork();
  const within = (count: number): number[] =>
    Array.from({ length: count }, () => live.below(3_000));
  const starts = { schedulersMs: within(world.schedulers), agentsMs: within(world.hosts.length) };
  const requests = drawRequests(live);
  const hostLife = drawHostLife(live.fork());
  const isPutBack = seed >= putBackFrom;
  const hasReaders = live.chance(34) && !isPutBack;
  const plan = { seed, world, starts, faults, requests, hostLife, hasReaders, activeMs };
  return isPutBack ? withPutBack(plan, drawPutBack(live.fork())) : { ...plan, putBack: null };
}

/** What a host says in a recovery is believed: there none lies, and none is copied. */
function withPutBack(plan: Omit<HistoryPlan, 'putBack'>, putBack: PlannedPutBack): HistoryPlan {
  return {
    ...{ ...plan, putBack },
    faults: plan.faults.filter(({ name }) => name !== 'agentLies'),
    hostLife: plan.hostLife.filter(({ name }) => name !== 'copyHost'),
  };
}

function drawWorld(random: SimRandom): WorldOptions {
  return {
    seed: random.between(1, 2 ** 31),
    schedulers: random.pick([1, 2, 2, 3]),
    helloEveryMs: random.pick([10_000, 30_000, 30_000, 30_000]),
    addresses: random.between(8, 16),
    messageBytesMax: random.pick(messageBytes),
    segmentBytesMax: random.pick([3_000, 12_000, 50_000, 1 << 30]),
    hosts: Array.from({ length: random.pick([3, 3, 3, 3, 4, 4, 5, 7]) }, () => ({
      capacity: {
        cpuHundredths: 800,
        memoryMiB: random.pick(capacities),
        diskMiB: random.pick(disks),
      },
      rootUsesMiB: 48,
      clockOffMs: random.between(-2_000, 2_000),
    })),
  };
}
