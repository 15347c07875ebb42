import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chooseHost } from '../../../../scheduler/placement/choose-host.ts';
import { filters } from '../../../../scheduler/placement/filters/filters.ts';
import { hostTable } from '../../../../scheduler/placement/host-table.ts';
import { createPlacementIndex } from '../../../../scheduler/placement/placement-index.ts';
import { policies } from '../../../../scheduler/placement/policies/policies.ts';
import type { Policy } from '../../../../shared/model/words.ts';
import { aDemand, aHost } from '../../../support/placement.ts';

/** A host by what policies look at: machines on it, free memory, free CPU as measured. */
function host(name: string, runningMachines: number, memoryMiB: number, freeCpu: number) {
  const free = { memoryMiB };
  return aHost({ name, hostId: name, runningMachines, free, attributes: { FREECPU: freeCpu } });
}

describe('the best host', () => {
  test.each<[Policy, string, string, ReturnType<typeof host>[]]>([
    ['packing', 'most machines', 'b', [host('a', 1, 4000, 0), host('b', 2, 8000, 0)]],
    ['packing', 'then least free memory', 'b', [host('a', 2, 8000, 0), host('b', 2, 4000, 0)]],
    ['packing', 'then the lowest id', 'a', [host('b', 2, 4000, 0), host('a', 2, 4000, 0)]],
    ['striping', 'fewest machines', 'b', [host('a', 2, 8000, 0), host('b', 1, 4000, 0)]],
    ['striping', 'then most free memory', 'b', [host('a', 1, 4000, 0), host('b', 1, 8000, 0)]],
    ['striping', 'then the lowest id', 'a', [host('b', 1, 4000, 0), host('a', 1, 4000, 0)]],
    ['loadAware', 'most CPU left', 'b', [host('a', 0, 8000, 100), host('b', 9, 4000, 300)]],
    ['loadAware', 'then fewest machines', 'b', [host('a', 2, 8000, 100), host('b', 1, 4000, 100)]],
    ['loadAware', 'then the lowest id', 'a', [host('b', 1, 8000, 100), host('a', 1, 4000, 100)]],
    ['rank', 'the highest rank', 'b', [host('a', 0, 8000, 100), host('b', 9, 4000, 300)]],
    ['rank', 'then fewest machines', 'b', [host('a', 2, 8000, 100), host('b', 1, 4000, 100)]],
    ['rank', 'then the lowest id', 'a', [host('b', 1, 8000, 100), host('a', 1, 4000, 100)]],
  ])('by %s has %s', (policy, _rule, best, hosts) => {
    const demand = aDemand({ policy, ...(policy === 'rank' ? { rank: 'FREECPU' } : {}) });
    const table = hostTable(hosts);
    expect(table.hostIds[chooseHost(table, demand).index!]).toBe(best);
    const index = createPlacementIndex(table);
    const asked = [1, 2, 3].map(() => table.hostIds[index.choose(demand)]);
    expect(asked, 'by a scan first, then by the order').toEqual([best, best, best]);
  });
});

describe('docs/operating/placement.md', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../../docs/operating/placement.md'));
  const rows = page
    .toString()
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));

  test('has every policy with its formulas', () => {
    const told = rows.filter(([, name]) => Object.keys(policies).includes(name ?? ''));
    expect(told.map(([, name, score, tieBreak]) => [name, score, tieBreak])).toEqual(
      Object.values(policies).map(({ name, formula, tieBreakFormula }) => [
        ...[name, formula, tieBreakFormula],
      ]),
    );
  });

  test('has every rule in its order', () => {
    const names: readonly string[] = filters.map(({ name }) => name);
    const told = rows.map(([, name]) => name ?? '').filter((name) => names.includes(name));
    expect(told).toEqual(names);
  });
});
