/** Bugs to be planted into a copy of the code, one at a time: what the checker is good for is what it finds of these. */
export interface PlantedBug {
  readonly name: string;
  readonly file: string;
  /** Must be there exactly once. */
  readonly find: string;
  readonly replace: string;
}

export const plantedBugs: readonly PlantedBug[] = [
  {
    name: 'the agent keeps its guards in memory only',
    file: 'agent/loop/host-memory.ts',
    find: 'await guards.write(next);',
    replace: '',
  },
  {
    name: 'the guard of a start is written after the start',
    file: 'agent/steps/run-step.ts',
    find: 'await context.save(started(context));\n  await ports.hypervisor.start(machineId);',
    replace: 'await ports.hypervisor.start(machineId);\n  await context.save(started(context));',
  },
  {
    name: 'one generation is started again and again',
    file: 'agent/reconcile/next-step.ts',
    find: 'if (guard.startedGeneration >= generation) {',
    replace: 'if (guard.startedGeneration > generation) {',
  },
  {
    name: 'absence from a whole set of orders stops a machine',
    file: 'agent/reconcile/accept-orders.ts',
    find: 'const machines = pages.flatMap((page) => page.machines);',
    replace: `const said = pages.flatMap((page) => page.machines);
  const absent = [...mind.guards.values()].filter(
    ({ order }) => !said.some(({ machineId }) => machineId === order.machineId),
  );
  const machines = [...said, ...absent.map(({ order }) => ({
    ...order, generation: order.generation + 1, desired: 'gone' as const,
  }))];`,
  },
  {
    name: 'an empty list from libvirt is believed',
    file: 'agent/reconcile/machine-report.ts',
    find: "return plain(domain ? 'waiting' : 'vanished');",
    replace: "return plain('stopped', 'halted');",
  },
  {
    name: 'an agent obeys a leader that was overtaken',
    file: 'agent/reconcile/accept-orders.ts',
    find: 'return whyBehind(memory, wanted);',
    replace: 'return memory.term < 0 ? whyBehind(memory, wanted) : null;',
  },
  {
    name: 'what ran is deleted instead of kept',
    file: 'agent/steps/run-step.ts',
    find: 'if (!hasRun) await ports.disks.removeHalfMade(machineId);',
    replace: 'await ports.disks.removeHalfMade(machineId);\n  await ports.disks.purge(machineId);',
  },
  {
    name: 'a report about an older generation is believed',
    file: 'scheduler/decide/observe.ts',
    find: ' || machine.generation !== report.generation',
    replace: '',
  },
  {
    name: 'a refusal is told before the state it rests on is in the log',
    file: 'scheduler/loops/leader.ts',
    find: 'if (restsOn) restsOn.results.push({ pending, outcome });\n    else ',
    replace: 'void restsOn;\n    ',
  },
  {
    name: 'a refused append is taken for stored',
    file: 'scheduler/loops/leader.ts',
    find: "case 'refused':\n        return stop('another writer has appended to the log');",
    replace: "case 'refused':\n        return settle(batch, commit, messageHash(bytes));",
  },
  {
    name: 'an append without answer is taken for lost',
    file: 'scheduler/loops/leader.ts',
    find: 'return resolve(batch, commit, bytes);',
    replace: 'return dropAndRefuse(batch);',
  },
  {
    name: 'idempotency keys are forgotten',
    file: 'scheduler/loops/batch.ts',
    find: "proposal.key === '' ? undefined : state.keys.get",
    replace: "proposal.key !== '\\n' ? undefined : state.keys.get",
  },
  {
    name: 'a hold is ignored when the window is over',
    file: 'scheduler/decide/sweep.ts',
    find: 'evidence.held !== null || evidence.purgeOrderedAt > 0',
    replace: 'evidence.purgeOrderedAt > 0',
  },
  {
    name: 'the window counts from the last commit',
    file: 'scheduler/decide/observe.ts',
    find: 'purgeNotBeforeMs: nowMs +',
    replace: 'purgeNotBeforeMs: state.timeMs +',
  },
  {
    name: 'addresses are freed when the end is ordered',
    file: 'scheduler/decide/machine-actions.ts',
    find: "return [{ type: 'killOrdered', machineId, generation: machine.generation + 1 }];",
    replace: `return [
    { type: 'killOrdered', machineId, generation: machine.generation + 1 },
    ...releases(state, machine, nowMs),
  ];`,
  },
  {
    name: 'an address does not rest',
    file: 'scheduler/addresses/lease-state.ts',
    find: "return 'resting';",
    replace: "return 'free';",
  },
  {
    name: "the host's own share of memory is promised too",
    file: 'scheduler/placement/promisable.ts',
    find: 'declared.memoryMiB - rules.memoryReservedMiB',
    replace: 'declared.memoryMiB',
  },
  {
    name: 'the order for the end of what was given up is dropped',
    file: 'scheduler/decide/orders.ts',
    find: '!isFinal(machine.state) || machine.givenUp',
    replace: '!isFinal(machine.state)',
  },
  {
    name: 'a host that came back is still taken for confirmed down',
    file: 'shared/model/host-life.ts',
    find: 'host.downConfirmed !== null && host.downConfirmed.returned === null',
    replace: 'host.downConfirmed !== null',
  },
  {
    name: 'an agent on another hypervisor may speak for a host',
    file: 'scheduler/decide/bind-host.ts',
    find: 'if (!declared || rebound) return null;',
    replace: 'if (!declared || rebound || !rebound) return null;',
  },
  {
    name: 'the address of what was given up rests no longer than any other',
    file: 'scheduler/decide/releases.ts',
    find: 'Math.max(givenUpRestMs, siteOf(state).addressHoldMs)',
    replace: 'siteOf(state).addressHoldMs',
  },
];
