/** Bugs of what the scheduler decides and the fold remembers: reports, placement, addresses, evidence, rights. */
import type { PlantedBug } from './planted-bug.ts';

export const bugsOfDecisions: readonly PlantedBug[] = [
  {
    name: 'a report about an older generation is believed',
    file: 'scheduler/decide/observe.ts',
    find: ' || machine.generation !== report.generation',
    replace: '',
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
    file: 'shared/model/promisable.ts',
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
  {
    name: 'an empty report is taken for the end of machines',
    file: 'scheduler/decide/observe.ts',
    find: "      events.push(...lost(machine, 'vanished'));",
    replace: `      events.push(
        { type: 'killOrdered', machineId, generation: machine.generation + 1 },
        { type: 'machineGone', machineId, generation: machine.generation + 1, counters: null },
        ...releases(state, machine, state.timeMs),
      );`,
  },
  {
    name: 'a host is believed about machines of others',
    file: 'scheduler/decide/observe.ts',
    find: 'machine.hostId !== hostId || ',
    replace: '',
  },
  {
    name: 'a host is believed about the evidence of others',
    file: 'scheduler/decide/observe.ts',
    find: '!evidence || evidence.hostId !== hostId || evidence.purged',
    replace: '!evidence || evidence.purged',
  },
  {
    name: 'the space of quarantine is not reserved',
    file: 'scheduler/decide/observe.ts',
    find: 'reservedMiB: Math.min(Math.ceil(bytes / 1_048_576), reservedMax),',
    replace: 'reservedMiB: Math.min(Math.ceil(bytes / 1e15), 0 * reservedMax),',
  },
  {
    name: 'a host that restarts starts what was stopped',
    file: 'scheduler/decide/observe.ts',
    find: `    machine.desired === 'running' &&
    reason === 'hostRestarted' &&`,
    replace: "    reason === 'hostRestarted' &&",
  },
  {
    name: 'a host that restarts starts what was to be left off',
    file: 'scheduler/decide/observe.ts',
    find: ` &&
    machine.spec.onHostRestart === 'start';`,
    replace: ';',
  },
  {
    name: 'silence of a host ends its machines',
    file: 'scheduler/decide/sweep.ts',
    find: "events.push({ type: 'machineLost', machineId, generation, reason: 'hostSilent' });",
    replace: "events.push({ type: 'killOrdered', machineId, generation: generation + 1 });",
  },
  {
    name: 'a hold after the order to purge is acknowledged',
    file: 'scheduler/decide/quarantine-actions.ts',
    find: '  if (evidence.purgeOrderedAt > 0) return refused(purgeOrdered(named));',
    replace:
      "  if (evidence.purgeOrderedAt > 0) return ok(purgeOrdered(named).where === '' ? [] : []);",
  },
  {
    name: "a user may touch another project's machine",
    file: 'scheduler/decide/find.ts',
    find: '  return machine && machine.spec.projectId === projectId ? machine : null;',
    replace: '  return machine ?? null;',
  },
  {
    name: 'anybody may hold evidence',
    file: 'scheduler/decide/command.ts',
    find: "  hold: 'administer',",
    replace: "  hold: 'change',",
  },
  {
    name: 'one decision gives an address twice',
    file: 'scheduler/decide/planner.ts',
    find: `      if (choice.outcome === 'chosen') given.add(choice.address);
`,
    replace: '',
  },
  {
    name: 'one decision promises a host twice',
    file: 'scheduler/decide/planner.ts',
    find: '  index.reserve(row, demand.resources);\n',
    replace: '',
  },
  {
    name: 'a disabled host gets machines',
    file: 'scheduler/placement/filters/enabled.ts',
    find: 'passes: (table, index) => table.enabled[index] === 1,',
    replace: 'passes: (table, index) => table.enabled[index] !== 2,',
  },
  {
    name: 'an address in use is leased again',
    file: 'scheduler/addresses/lease-state.ts',
    find: "return 'suspect';",
    replace: "return 'free';",
  },
  {
    name: 'a report by another start of the agent is believed',
    file: 'scheduler/loops/hosts.ts',
    find: '      return session?.binding?.nonce === nonce ? session : null;',
    replace: "      return session?.binding && nonce !== '' ? session : null;",
  },
  {
    name: 'promises of what failed are kept',
    file: 'shared/model/apply-machine.ts',
    find: `    const machine = reported(state, event);
    unpromise(state, machine);
    machine.message`,
    replace: `    const machine = reported(state, event);
    machine.message`,
  },
  {
    name: 'the name of what ended is kept',
    file: 'shared/model/apply-machine.ts',
    find: `  state.machineByName.delete(\`\${machine.spec.projectId}/\${machine.spec.name}\`);
`,
    replace: '',
  },
  {
    name: 'the space of evidence is promised again',
    file: 'shared/model/apply-evidence.ts',
    find: `    hostOf(state, hostId).promised.diskMiB += reservedMiB;
`,
    replace: `    hostOf(state, hostId).promised.diskMiB += reservedMiB - reservedMiB;
`,
  },
  {
    name: 'the fold reads its configuration',
    file: 'shared/model/apply-address.ts',
    find: `      restsUntilMs: holdUntilMs,
`,
    replace: `      restsUntilMs: holdUntilMs + Number(process.env['STRATUS_ADDRESS_HOLD_MS'] ?? 0),
`,
  },
  {
    name: 'an older report goes on against a newer one',
    file: 'scheduler/loops/reports.ts',
    find: 'if (session.reportNumber !== first.number) return [];',
    replace: '',
  },
];
