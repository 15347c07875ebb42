/**
 * `placement`: decisions a second of one core, by the index that the scheduler decides with, beside a bare scan over
 * `Int32Array`s in the same run. One decision chooses a host, promises the machine there and ends another machine, so
 * that the cloud stays 60 % full.
 */
import { chooseHost } from '../../scheduler/placement/choose-host.ts';
import type { Demand } from '../../scheduler/placement/demand.ts';
import { createPlacementIndex } from '../../scheduler/placement/placement-index.ts';
import type { Resources } from '../../shared/model/words.ts';
import { drawFrom } from '../support/draw.ts';
import type { Draw } from '../support/draw.ts';
import { median, table } from './figures.ts';
import { demandsOf, emptyCloud, hostSize, someMachines, wishes } from './placement-load.ts';
import type { BenchOptions, BenchResult } from './results.ts';

const sizes = [100, 1_000, 5_000, 10_000, 50_000];
const full = 0.6;
/** How long each side is measured in one round, ms of processor time. */
const sliceMs = 100;
/** Decisions of each row that are compared with the scan of every host, outside the measured time. */
const compared = 200;

interface Row extends Record<string, string | number> {
  hosts: number;
  policy: string;
  decisionsPerSecond: number;
  baselinePerSecond: number;
  ratio: number;
  /** Time of a decision against that with a tenth of the hosts, where that was measured; else 0. */
  growth: number;
}

export async function placementBench({ rounds, say }: BenchOptions): Promise<BenchResult> {
  const rows: Row[] = [];
  for (const hosts of sizes) {
    say(`${hosts} hosts`);
    const machines = someMachines(drawFrom(hosts), 1_024);
    const bare = bareScan(hosts, machines, drawFrom(1));
    for (const wish of wishes) {
      const ours = indexed(hosts, demandsOf(machines, wish), drawFrom(1));
      perSecond(ours); // Compiled before it is measured.
      const pairs = Array.from({ length: rounds ?? 5 }, () => [perSecond(ours), perSecond(bare)]);
      ours.compare();
      const decisionsPerSecond = median(pairs.map(([own]) => own!));
      const baselinePerSecond = median(pairs.map(([, other]) => other!));
      const ratio = median(pairs.map(([own, other]) => own! / other!));
      const tenth = rows.find((row) => row.hosts * 10 === hosts && row.policy === wish.name);
      const growth = tenth ? tenth.decisionsPerSecond / decisionsPerSecond : 0;
      rows.push({
        ...{ hosts, policy: wish.name, decisionsPerSecond, baselinePerSecond, ratio, growth },
      });
    }
  }
  return { about, rows, table: tableOf(rows) };
}

const about =
  'Decisions a second of processor time on one core: a host is chosen by the full rules, the machine promised there, ' +
  'another one ended; the mix of StratusLab D5.3, hosts of 16 cores, 48 GiB and 500 GB, 60 % of the cores promised. ' +
  'Baseline: a bare best-fit scan over three Int32Arrays, without policy, requirement or state of hosts, on the same ' +
  `machines in the same run. After each row ${compared} decisions were compared with the scan of every host by the ` +
  'same rules: no difference, or the bench fails. Growth: time against that with a tenth of the hosts. Floor at 1,000 ' +
  'hosts 300,000 a second and 0.3 of the baseline, aim 2,000,000 and 2; at 50,000 hosts 150,000 and 700,000; growth ' +
  'at most 1.5 up to 10,000 hosts.';

interface Side {
  /** Takes so many decisions. */
  decide(times: number): void;
}

function perSecond({ decide }: Side): number {
  const began = process.cpuUsage();
  let decided = 0;
  for (;;) {
    decide(100);
    decided += 100;
    const { user, system } = process.cpuUsage(began);
    if (user + system > sliceMs * 1_000) return (decided / (user + system)) * 1e6;
  }
}

/** Machines that run, and where. */
interface Running {
  readonly rows: Int32Array;
  readonly machines: Int32Array;
  count: number;
}

function nobodyRuns(hosts: number): Running {
  const most = (hosts * hostSize.cpuHundredths) / 100;
  return { rows: new Int32Array(most), machines: new Int32Array(most), count: 0 };
}

function starts(running: Running, row: number, machine: number): void {
  running.rows[running.count] = row;
  running.machines[running.count++] = machine;
}

/** The last one takes the place of the one that ended. */
function ended(running: Running, at: number): void {
  running.count -= 1;
  running.rows[at] = running.rows[running.count]!;
  running.machines[at] = running.machines[running.count]!;
}

function indexed(
  hosts: number,
  demands: readonly Demand[],
  draw: Draw,
): Side & { compare(): void } {
  const index = createPlacementIndex(emptyCloud(hosts));
  const running = nobodyRuns(hosts);
  let next = 0;
  let promised = 0;

  function start(): number {
    const at = next++ % demands.length;
    const demand = demands[at]!;
    const row = index.choose(demand);
    if (row < 0) return row;
    index.reserve(row, demand.resources);
    starts(running, row, at);
    promised += demand.resources.cpuHundredths;
    return row;
  }

  function end(): void {
    const at = draw.below(running.count);
    const { resources } = demands[running.machines[at]!]!;
    index.unreserve(running.rows[at]!, resources);
    promised -= resources.cpuHundredths;
    ended(running, at);
  }

  const wanted = full * hosts * hostSize.cpuHundredths;
  while (promised < wanted) if (start() < 0) throw new Error('the cloud is full too early');
  return {
    decide(times) {
      for (; times > 0; times--) {
        start();
        end();
      }
    },
    compare() {
      for (let time = 0; time < compared; time++) {
        const scanned = chooseHost(index.table, demands[next % demands.length]!).index ?? -1;
        const row = start();
        if (row !== scanned) throw new Error(`host ${row} was chosen, ${scanned} by the scan`);
        end();
      }
    },
  };
}

function bareScan(hosts: number, machines: readonly Resources[], draw: Draw): Side {
  const cpu = new Int32Array(hosts).fill(hostSize.cpuHundredths);
  const memory = new Int32Array(hosts).fill(hostSize.memoryMiB);
  const disk = new Int32Array(hosts).fill(hostSize.diskMiB);
  const running = nobodyRuns(hosts);
  let next = 0;
  let promised = 0;

  function bestFit(wantsCpu: number, wantsMemory: number, wantsDisk: number): number {
    let best = -1;
    let least = Infinity;
    for (let row = 0; row < hosts; row++) {
      const left = cpu[row]! - wantsCpu;
      if (left < 0 || left >= least || memory[row]! < wantsMemory || disk[row]! < wantsDisk)
        continue;
      best = row;
      least = left;
    }
    return best;
  }

  function promise(
    row: number,
    { cpuHundredths, memoryMiB, diskMiB }: Resources,
    by: 1 | -1,
  ): void {
    cpu[row]! -= by * cpuHundredths;
    memory[row]! -= by * memoryMiB;
    disk[row]! -= by * diskMiB;
    promised += by * cpuHundredths;
  }

  function start(row: number, machine: number): void {
    promise(row, machines[machine]!, 1);
    starts(running, row, machine);
  }

  const wanted = full * hosts * hostSize.cpuHundredths;
  // Filled without a scan for each: anywhere, as long as it fits.
  for (let row = 0; promised < wanted; row = (row + 7) % hosts) {
    const machine = next++ % machines.length;
    if (cpu[row]! >= machines[machine]!.cpuHundredths) start(row, machine);
  }
  return {
    decide(times) {
      for (; times > 0; times--) {
        const machine = next++ % machines.length;
        const { cpuHundredths, memoryMiB, diskMiB } = machines[machine]!;
        const row = bestFit(cpuHundredths, memoryMiB, diskMiB);
        if (row >= 0) start(row, machine);
        const at = draw.below(running.count);
        promise(running.rows[at]!, machines[running.machines[at]!]!, -1);
        ended(running, at);
      }
    },
  };
}

function tableOf(rows: readonly Row[]): string {
  const thousands = (rate: number): string => Math.round(rate).toLocaleString('en-US');
  return table([
    ['hosts', 'policy', 'decisions/s', 'bare scan/s', 'ratio', 'growth'],
    ...rows.map(({ hosts, policy, decisionsPerSecond, baselinePerSecond, ratio, growth }) => [
      ...[hosts.toLocaleString('en-US'), policy],
      ...[thousands(decisionsPerSecond), thousands(baselinePerSecond), ratio.toFixed(2)],
      growth === 0 ? '' : growth.toFixed(2),
    ]),
  ]);
}
