/** Bugs of an agent: what it believes, keeps, starts, ends and says. */
import type { PlantedBug } from './planted-bug.ts';

export const bugsOfAgents: readonly PlantedBug[] = [
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
    isQuick: true,
    file: 'agent/reconcile/next-step.ts',
    find: 'if (guard.startedGeneration >= generation) {',
    replace: 'if (guard.startedGeneration > generation) {',
  },
  {
    name: 'absence from a whole set of orders stops a machine',
    isQuick: true,
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
    isQuick: true,
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
    name: 'the agent keeps its term and position in memory only',
    isQuick: true,
    file: 'agent/loop/host-memory.ts',
    find: `    async writeMemory(next) {
      await guards.writeMemory(next);
`,
    replace: `    async writeMemory(next) {
`,
  },
  {
    name: 'what the agent did is seen before it is durable',
    file: 'agent/loop/host-memory.ts',
    find: `      await guards.write(next);
      byMachine.set(machineId, next);`,
    replace: `      byMachine.set(machineId, next);
      await guards.write(next);`,
  },
  {
    name: 'machines start before all orders came',
    file: 'agent/reconcile/next-step.ts',
    find: `  if (!mayStart) return null;
`,
    replace: `  void mayStart;
`,
  },
  {
    name: 'what libvirt does not show has stopped',
    file: 'agent/steps/run-step.ts',
    find: `reason: Reason): Promise<void> {
  const { machineId } = guard.order;
  if (await ports.living.has(machineId)) throw new StillLiving(machineId);
  await save`,
    replace: `reason: Reason): Promise<void> {
  const { machineId } = guard.order;
  void ports;
  void machineId;
  await save`,
  },
  {
    name: 'gone is said before the disks are in quarantine',
    file: 'agent/steps/run-step.ts',
    find: '  const evidence = hasRun ? await ports.disks.quarantine(machineId, generation) : [];',
    replace: `  await save({ goneGeneration: generation, keptForMs: 0 });
  const evidence = hasRun ? await ports.disks.quarantine(machineId, generation) : [];`,
  },
  {
    name: 'disks are taken away before the guest is ended',
    isQuick: true,
    file: 'agent/steps/run-step.ts',
    find: `  await ports.hypervisor.destroy(machineId);
  // Disks`,
    replace: `  if (guard.startedGeneration > 0) await ports.disks.quarantine(machineId, generation);
  await ports.hypervisor.destroy(machineId);
  // Disks`,
  },
  {
    name: 'the seal is not that of the evidence',
    isQuick: true,
    file: 'agent/steps/run-step.ts',
    find: 'await save({ seal: sha256 });',
    replace: "await save({ seal: sha256.replace(/^./, '0').replace(/.$/, '1') });",
  },
  {
    name: 'a base is removed though evidence stands on it',
    isQuick: true,
    file: 'agent/steps/run-step.ts',
    find: `  if (!hasRun) await ports.disks.removeHalfMade(machineId);
`,
    replace: `  if (!hasRun) await ports.disks.removeHalfMade(machineId);
  else (ports.images as unknown as { kept: Set<string> }).kept.clear();
`,
  },
  {
    name: 'the agent purges when told, whatever it has counted',
    file: 'agent/loop/purge-clock.ts',
    find: '      return guard.keptForMs + (unwritten.get(machineId) ?? 0) >= order.keptAtLeastMs;',
    replace: '      return order.keptAtLeastMs >= 0;',
  },
  {
    name: 'a guest gets no filter of its own',
    file: 'agent/reconcile/domain-xml.ts',
    find: `    element('filterref', { filter: filterName(machineId) }),
`,
    replace: `    ...(machineId === '' ? [element('filterref', { filter: filterName(machineId) })] : []),
`,
  },
  {
    name: 'what still lives is given up as failed',
    file: 'agent/loop/machine-worker.ts',
    find: `    if (await host.ports.living.has(machineId)) throw new StillLiving(machineId);
    failures = 0;
    if (guard.startedGeneration > 0) {`,
    replace: `    failures = 0;
    if (guard.startedGeneration > generation) {`,
  },
  {
    name: 'the filter of what failed is left behind',
    file: 'agent/loop/machine-worker.ts',
    find: `    await hypervisor.undefineFilter(filterName(machineId));
`,
    replace: `    void filterName(machineId);
`,
  },
  {
    name: 'the address is not probed',
    file: 'agent/steps/prepare.ts',
    find: 'startedGeneration === 0 ? probeAddresses(step) : undefined,',
    replace: 'startedGeneration < 0 ? probeAddresses(step) : undefined,',
  },
];
