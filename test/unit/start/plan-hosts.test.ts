// How many hosts does a start make, and when is that refused?

import { expect, test } from 'vitest';
import { readOptions } from '../../../start/terminal/options.mjs';
import { makePlan } from '../../../start/plan/plan.mjs';
import { planText } from '../../../start/terminal/plan-text.mjs';
import { aMachine } from '../../support/a-plan.ts';

const hostsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `host-${index + 1}` }));
const planOf = (args: string[], known = 0, memoryAvailableMiB = 8_000) =>
  makePlan(
    aMachine({ memoryAvailableMiB }),
    readOptions('start', args),
    known > 0 ? { hosts: hostsOf(known) } : null,
  );

test.each([
  ['a first start makes one', [], 0, 1],
  ['or as many as it is told', ['--hosts', '3'], 0, 3],
  ['a later start keeps them', [], 3, 3],
  ['or adds to them', ['--hosts', '5'], 3, 5],
])('%s', (_case, args, known, hosts) => {
  const plan = planOf(args, known);
  expect(plan).toMatchObject({ hosts, problems: [] });
});

test('a start takes no host away, and says what to do', () => {
  const problem = planOf(['--hosts', '2'], 3).problems.join();
  expect(problem).toContain('--hosts 2: this cloud has 3 already');
  expect(problem).toContain('npm run host -- host-3 kill');
  expect(problem).toContain('npm run clean');
});

test('each further host needs memory; those that are there have theirs', () => {
  expect(planOf(['--hosts', '8'], 0, 2_000).problems.join()).toContain('or ask for fewer hosts');
  expect(planOf(['--hosts', '8'], 8, 2_000).problems).toEqual([]);
});

test('the plan says what each host will have, and what of it is declared', () => {
  expect(planText(planOf(['--hosts', '3']))).toMatch(
    /host-1 to host-3, each 4 CPUs declared, \d+ MiB of memory, \d+ MiB of disk/,
  );
});

test('what the hosts share is chosen once', () => {
  const machine = { cpus: 2, memoryMiB: 5_000, diskMiB: 9_000 };
  const options = readOptions('start', []);
  expect(makePlan(aMachine(), options, { hosts: hostsOf(1), machine }).machine).toEqual(machine);
});
