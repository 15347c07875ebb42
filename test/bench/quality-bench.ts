/**
 * `quality`: how many hosts packing uses against an exact best fit that gets the same machines at the same times, and
 * whether a machine ever waits that some host could have taken.
 */
import { chooseHost } from '../../scheduler/placement/choose-host.ts';
import type { Demand } from '../../scheduler/placement/demand.ts';
import { reserve, unreserve } from '../../scheduler/placement/host-table.ts';
import type { HostTable } from '../../scheduler/placement/host-table.ts';
import { createPlacementIndex } from '../../scheduler/placement/placement-index.ts';
import { drawFrom } from '../support/draw.ts';
import type { Draw } from '../support/draw.ts';
import { table } from './figures.ts';
import { demandsOf, emptyCloud, hostSize, someMachines, wishes } from './placement-load.ts';
import type { BenchOptions, BenchResult } from './results.ts';

const sizes = [100, 1_000];
/** Share of the cores that is asked for in the long run; above 1 machines must wait. */
const fills = [0.6, 0.9, 1.3];
/** Lives of the mean length that a stream lasts, the filling not counted. */
const lives = 5;

interface Row extends Record<string, string | number> {
  hosts: number;
  full: number;
  machines: number;
  hostsUsed: number;
  bestFitUses: number;
  morePercent: number;
  waits: number;
  bestFitWaits: number;
  wrongWaits: number;
}

export async function qualityBench({ say }: BenchOptions): Promise<BenchResult> {
  const rows = sizes.flatMap((hosts) =>
    fills.map((full) => {
      say(`${hosts} hosts, ${full} full`);
      return compared(hosts, full);
    }),
  );
  return { about, rows, table: tableOf(rows) };
}

const about =
  'Hosts in use, in the mean over a stream of machines (the mix of StratusLab D5.3, lives of very different length), by ' +
  'the policy packing and by an exact best fit (the host that keeps the least CPU, then the least memory) on the same ' +
  'stream. Wrong: a machine waits though a scan of every host finds one for it. Floor 2 % more hosts than best fit, aim ' +
  '0.5 %; no wrong wait.';

/** Chooses among the hosts of its own table. */
interface Side {
  readonly table: HostTable;
  choose(demand: Demand): number;
  reserve(row: number, demand: Demand): void;
  unreserve(row: number, demand: Demand): void;
}

function packing(hosts: number): Side {
  const index = createPlacementIndex(emptyCloud(hosts));
  return {
    table: index.table,
    choose: (demand) => index.choose(demand),
    reserve: (row, { resources }) => index.reserve(row, resources),
    unreserve: (row, { resources }) => index.unreserve(row, resources),
  };
}

function bestFit(hosts: number): Side {
  const cloud = emptyCloud(hosts);
  const { cpuHundredths: cpu, memoryMiB: memory, diskMiB: disk } = cloud.free;
  return {
    table: cloud,
    choose({ resources }) {
      let best = -1;
      for (let row = 0; row < cloud.size; row++) {
        if (cpu[row]! < resources.cpuHundredths || memory[row]! < resources.memoryMiB) continue;
        if (disk[row]! < resources.diskMiB) continue;
        if (best >= 0 && (cpu[row]! - cpu[best]! || memory[row]! - memory[best]!) >= 0) continue;
        best = row;
      }
      return best;
    },
    reserve: (row, { resources }) => reserve(cloud, row, resources),
    unreserve: (row, { resources }) => unreserve(cloud, row, resources),
  };
}

interface Played {
  readonly meanUsed: number;
  readonly waits: number;
  readonly wrongWaits: number;
}

function compared(hosts: number, full: number): Row {
  const meanCores = 1.67;
  const meanLife = (full * hosts * hostSize.cpuHundredths) / 100 / meanCores;
  const machines = Math.ceil((lives + 3) * meanLife);
  const draw = drawFrom(hosts);
  const demands = demandsOf(someMachines(draw, machines), wishes[0]!);
  const ends = demands.map((_, at) => at + life(draw, meanLife));
  const ours = played(packing(hosts), demands, ends, 3 * meanLife);
  const best = played(bestFit(hosts), demands, ends, 3 * meanLife);
  return {
    ...{ hosts, full, machines, hostsUsed: ours.meanUsed, bestFitUses: best.meanUsed },
    morePercent: 100 * (ours.meanUsed / best.meanUsed - 1),
    ...{ waits: ours.waits, bestFitWaits: best.waits, wrongWaits: ours.wrongWaits },
  };
}

/** A life in arrivals of other machines: nine of ten short, one long, as on the reference cloud. */
function life(draw: Draw, mean: number): number {
  const share = -Math.log((1 + draw.below(1_000_000)) / 1_000_001);
  return Math.ceil(share * mean * (draw.chance(10) ? 5.5 : 0.5));
}

/** One machine arrives after another; who finds no host goes away. Hosts in use are counted after `from` of them. */
function played(
  side: Side,
  demands: readonly Demand[],
  ends: readonly number[],
  from: number,
): Played {
  const endingAt = new Map<number, number[]>();
  const rowOf = new Int32Array(demands.length).fill(-1);
  const { runningMachines } = side.table;
  let [used, usedSum, waits, wrongWaits] = [0, 0, 0, 0];
  for (const [at, demand] of demands.entries()) {
    for (const ending of endingAt.get(at) ?? []) {
      side.unreserve(rowOf[ending]!, demands[ending]!);
      if (runningMachines[rowOf[ending]!] === 0) used -= 1;
    }
    const row = side.choose(demand);
    if (row < 0) {
      waits += 1;
      if (chooseHost(side.table, demand).index !== null) wrongWaits += 1;
    } else {
      if (runningMachines[row] === 0) used += 1;
      side.reserve(row, demand);
      rowOf[at] = row;
      endingAt.set(ends[at]!, [...(endingAt.get(ends[at]!) ?? []), at]);
    }
    endingAt.delete(at);
    if (at >= from) usedSum += used;
  }
  return { meanUsed: usedSum / (demands.length - Math.ceil(from)), waits, wrongWaits };
}

function tableOf(rows: readonly Row[]): string {
  return table([
    ...[['hosts', 'asked for', 'machines', 'hosts used', 'best fit uses', 'more', 'waits']],
    ...rows.map((row) => [
      ...[row.hosts, `${Math.round(100 * row.full)} %`, row.machines, row.hostsUsed.toFixed(1)],
      ...[row.bestFitUses.toFixed(1), `${row.morePercent.toFixed(2)} %`],
      `${row.waits} (best fit ${row.bestFitWaits}; wrong: ${row.wrongWaits})`,
    ]),
  ]);
}
