/**
 * What the benches of placement place: machines in the mix that StratusLab's reference cloud saw in 2011 (D5.3), on hosts
 * of 16 cores, 48 GiB and 500 GB. Drawn from a seed, so that both sides of a comparison get the same.
 */
import type { Demand } from '../../scheduler/placement/demand.ts';
import { parseRank } from '../../scheduler/placement/expression/rank.ts';
import { parseRequirement } from '../../scheduler/placement/expression/requirement.ts';
import { hostTable } from '../../scheduler/placement/host-table.ts';
import type { HostTable } from '../../scheduler/placement/host-table.ts';
import type { Policy, Resources } from '../../shared/model/words.ts';
import type { Draw } from '../support/draw.ts';

/** What is asked for beside resources. */
export interface Wish {
  readonly name: string;
  readonly policy: Policy;
  readonly requirements: string;
  readonly rank: string;
}

const plain = { requirements: '', rank: '' };

export const wishes: readonly Wish[] = [
  { ...plain, name: 'packing', policy: 'packing' },
  { ...plain, name: 'striping', policy: 'striping' },
  { ...plain, name: 'loadAware', policy: 'loadAware' },
  { ...plain, name: 'rank', policy: 'rank', rank: 'FREECPU - 50 * RUNNING_VMS' },
  {
    ...plain,
    ...{ name: 'packing, with requirements', policy: 'packing' },
    requirements: 'ARCH = "x86*" & FREEMEMORY > 262144',
  },
];

export const hostSize: Resources = {
  ...{ cpuHundredths: 1_600, memoryMiB: 49_152, diskMiB: 500_000 },
};

/** Cores and how many machines had them. */
const coresSeen = [
  [1, 1_460],
  [2, 586],
  [3, 5],
  [4, 329],
] as const;

/** Megabytes of memory and how many machines had them; the nine "other" are left out. */
const memorySeen = [
  [128, 1_300],
  [256, 84],
  [512, 153],
  [1_024, 216],
  [1_740, 264],
  [2_048, 373],
  [4_096, 33],
  [7_168, 1],
] as const;

/** Disk was not counted there: 5 to 20 GB, drawn evenly. */
const diskMiB = [5_000, 10_000, 20_000] as const;

/** So many machines; memory and cores are drawn apart, for the report counts them apart. */
export function someMachines(draw: Draw, count: number): readonly Resources[] {
  return Array.from({ length: count }, () => ({
    cpuHundredths: 100 * drawn(draw, coresSeen),
    memoryMiB: drawn(draw, memorySeen),
    diskMiB: draw.pick(diskMiB),
  }));
}

/** A cloud of empty hosts. One host of sixteen has another architecture. */
export function emptyCloud(hosts: number): HostTable {
  return hostTable(
    Array.from({ length: hosts }, (_, i) => ({
      ...{ hostId: i.toString(16).padStart(32, '0'), name: `host-${i}` },
      ...{ enabled: true, heard: true, overCommitted: false, runningMachines: 0 },
      capacity: hostSize,
      promised: { cpuHundredths: 0, memoryMiB: 0, diskMiB: 0 },
      attributes: {
        ...{ ARCH: i % 16 === 15 ? 'aarch64' : 'x86_64' },
        FREECPU: hostSize.cpuHundredths,
      },
    })),
  );
}

export function demandsOf(machines: readonly Resources[], wish: Wish): readonly Demand[] {
  const requirements = parseRequirement(wish.requirements);
  const rank = parseRank(wish.rank);
  if (!requirements.ok || !rank.ok) throw new Error(`the wish ${wish.name} does not parse`);
  return machines.map((resources) => ({
    ...{ resources, policy: wish.policy },
    requirements: wish.requirements === '' ? null : requirements.value,
    rank: wish.rank === '' ? null : rank.value,
  }));
}

function drawn(draw: Draw, seen: readonly (readonly [number, number])[]): number {
  let left = draw.below(seen.reduce((sum, [, times]) => sum + times, 0));
  for (const [value, times] of seen) {
    if (left < times) return value;
    left -= times;
  }
  throw new Error('a draw lies below the sum');
}
