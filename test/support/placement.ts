import fc from 'fast-check';

import type { Demand } from '../../scheduler/placement/demand.ts';
import { parseRank } from '../../scheduler/placement/expression/rank.ts';
import { parseRequirement } from '../../scheduler/placement/expression/requirement.ts';
import type { HostView } from '../../scheduler/placement/host-table.ts';
import type { Policy, Resources } from '../../shared/model/words.ts';

/** Builders and random clouds for tests of placement. */

/** A host `a` with 4 cores, 8 GiB and 100 GiB, all of it free, unless told otherwise. */
export function aHost(said: Partial<HostView> & { free?: Partial<Resources> } = {}): HostView {
  const { free, ...rest } = said;
  const capacity = rest.capacity ?? { cpuHundredths: 400, memoryMiB: 8192, diskMiB: 102_400 };
  return {
    hostId: rest.name ?? 'a',
    name: 'a',
    enabled: true,
    heard: true,
    overCommitted: false,
    promised: {
      cpuHundredths: capacity.cpuHundredths - (free?.cpuHundredths ?? capacity.cpuHundredths),
      memoryMiB: capacity.memoryMiB - (free?.memoryMiB ?? capacity.memoryMiB),
      diskMiB: capacity.diskMiB - (free?.diskMiB ?? capacity.diskMiB),
    },
    runningMachines: 0,
    attributes: {},
    ...rest,
    capacity,
  };
}

/** One core, 1 GiB and 4 GiB, by striping, unless told otherwise. */
export function aDemand(
  said: Partial<Resources> & { policy?: Policy; requirements?: string; rank?: string } = {},
): Demand {
  return {
    resources: {
      cpuHundredths: said.cpuHundredths ?? 100,
      memoryMiB: said.memoryMiB ?? 1024,
      diskMiB: said.diskMiB ?? 4096,
    },
    requirements:
      said.requirements === undefined ? null : read(parseRequirement(said.requirements)),
    rank: said.rank === undefined ? null : read(parseRank(said.rank)),
    policy: said.policy ?? 'striping',
  };
}

function read<Value>(parsed: { ok: true; value: Value } | { ok: false; reason: unknown }): Value {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.reason));
  return parsed.value;
}

const size = (most: number) => fc.integer({ min: 0, max: most });

const someResources = (most: number) =>
  fc.record({ cpuHundredths: size(most), memoryMiB: size(most), diskMiB: size(most) });

const mostly = (value: boolean) =>
  fc.integer({ min: 0, max: 5 }).map((chance) => (chance === 0) !== value);

const someHost = fc.record({
  capacity: someResources(800),
  promised: someResources(300),
  enabled: mostly(true),
  heard: mostly(true),
  overCommitted: mostly(false),
  runningMachines: size(3),
  attributes: fc.record({
    FREECPU: fc.integer({ min: 0, max: 4 }).map((cores) => cores * 100),
    ARCH: fc.constantFrom('x86_64', 'aarch64'),
  }),
});

/** Up to 12 hosts with little room, so that ties, waits and shortfalls are frequent. */
export const someHosts: fc.Arbitrary<readonly HostView[]> = fc
  .array(someHost, { maxLength: 12 })
  .chain((hosts) =>
    fc.shuffledSubarray([...hosts.keys()], { minLength: hosts.length }).map((ids) =>
      hosts.map((host, i) => {
        const hostId = (ids[i] ?? 0).toString().padStart(2, '0');
        return { ...host, hostId, name: `h${hostId}` };
      }),
    ),
  );

/** What may change of a host, ends of its machines among it. */
export type HostChange = Partial<
  Pick<HostView, 'enabled' | 'heard' | 'overCommitted' | 'capacity' | 'promised' | 'attributes'>
>;

/** One thing of a host that is different now. */
export const someChange: fc.Arbitrary<HostChange> = someHost.chain((host) =>
  fc
    .constantFrom('enabled', 'heard', 'overCommitted', 'capacity', 'promised', 'attributes')
    .map((of): HostChange => ({ [of]: host[of] })),
);

/** Requests that fit about half of those hosts. */
export const someDemand: fc.Arbitrary<Demand> = fc
  .record({
    cpuHundredths: fc.integer({ min: 1, max: 300 }),
    memoryMiB: fc.integer({ min: 1, max: 300 }),
    diskMiB: size(300),
    policy: fc.constantFrom<Policy>('packing', 'striping', 'loadAware', 'rank'),
    requirements: fc.constantFrom('', 'ARCH = "x86*"', 'FREECPU > 100 | RUNNING_VMS = 0'),
    rank: fc.constantFrom('FREECPU', '- RUNNING_VMS', 'FREECPU / 100 - RUNNING_VMS'),
  })
  .map((said) => aDemand(said));
