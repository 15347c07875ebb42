/** Bugs of the leader and its log: appends, answers, takeover, clocks, pages, secrets. */
import type { PlantedBug } from './planted-bug.ts';

export const bugsOfTheLog: readonly PlantedBug[] = [
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
    name: 'an answer is given before the append',
    file: 'scheduler/loops/leader.ts',
    find: "      if (decided.kind === 'added') open.results.push({ pending, outcome: decided.outcome });",
    replace: `      if (decided.kind === 'added') {
        open.results.push({ pending, outcome: decided.outcome });
        pending.resolve(decided.outcome);
      }`,
  },
  {
    name: 'what was never stored is decided on',
    file: 'scheduler/loops/leader.ts',
    find: '  function decideAgain(): void {\n    if (stopped.signal.aborted) return;\n',
    replace: `  function decideAgain(): void {
    if (stopped.signal.aborted) return;
    const kept = state;
    queueMicrotask(() => (state = kept));
`,
  },
  {
    name: 'a late append of its own is taken for one of another writer',
    file: 'scheduler/loops/resolve-unknown.ts',
    find: "if (standing === ours) return { kind: 'ours' };",
    replace: "if (standing === ours) return { kind: 'another' };",
  },
  {
    name: 'a late barrier of its own is taken for one of another writer',
    file: 'scheduler/loops/resolve-unknown.ts',
    find: "if (earlier) return { kind: 'never', barrier: earlier };",
    replace: "if (earlier) return { kind: 'another' };",
  },
  {
    name: 'an append that landed is decided again',
    file: 'scheduler/loops/resolve-unknown.ts',
    find: "if (standing === ours) return { kind: 'ours' };",
    replace: "if (standing === ours) return { kind: 'never', barrier };",
  },
  {
    name: 'keys are remembered for ten seconds',
    file: 'shared/model/apply.ts',
    find: 'export const keyKeptMs = 7 * 24 * 3600 * 1000;',
    replace: 'export const keyKeptMs = 10_000;',
  },
  {
    name: 'a leader ten years ahead moves the time of the log',
    file: 'scheduler/loops/take-over.ts',
    find: 'now: () => (isClockRight ? ports.clock.now() : fold.state.timeMs),',
    replace: 'now: () => (isClockRight ? ports.clock.now() : ports.clock.now()),',
  },
  {
    name: 'nobody compares the clock of a leader',
    file: 'scheduler/loops/take-over.ts',
    find: '  if (offMs <= clockOffMaxMs) return;',
    replace: '  if (offMs <= clockOffMaxMs || offMs > clockOffMaxMs) return;',
  },
  {
    name: 'the clock of a leader jumps while it leads',
    file: 'scheduler/scheduler.ts',
    find: 'const steady = { ...ports, clock: steadyClock(clock) };',
    replace: 'const steady = { ...ports, clock: steadyClock(clock) && clock };',
  },
  {
    name: 'one term is led twice',
    file: 'scheduler/loops/take-over.ts',
    find: 'const term = fold.state.term + 1;',
    replace: 'const term = Math.max(2, fold.state.term);',
  },
  {
    name: 'a term is used again on a log that was put back',
    needsPutBack: true,
    file: 'scheduler/loops/chain-check.ts',
    find: `    if (leading.frozen !== null) return;
    leading.frozen =`,
    replace: `    if (leading.frozen !== null || why !== '') return;
    leading.frozen =`,
  },
  {
    name: 'a recovered log keeps its id',
    needsPutBack: true,
    file: 'scheduler/loops/recovery.ts',
    find: '    return raisedLogId(ids, toHex(random.bytes(16)));',
    replace:
      '    return ids.length > 0 ? leader.position().logId : raisedLogId(ids, toHex(random.bytes(16)));',
  },
  {
    name: 'a recovery believes the log and not the host',
    needsPutBack: true,
    file: 'scheduler/decide/recover-machine.ts',
    find: 'return known.generation < order.generation;',
    replace: 'return known.generation < order.generation - 1_000_000;',
  },
  {
    name: 'addresses are given while a host has not told what it holds',
    needsPutBack: true,
    file: 'scheduler/decide/planner.ts',
    find: '      if (awaited.length > 0) return',
    replace: '      if (awaited.length > 1_000_000) return',
  },
  {
    name: 'orders are sent before they are in the log',
    file: 'scheduler/loops/dispatch.ts',
    find: '  const { machines, purges } = ordersOf(leading.leader.committed, session.hostId);',
    replace: '  const { machines, purges } = ordersOf(leading.leader.state(), session.hostId);',
  },
  {
    name: 'an old leader refuses by a state that is over',
    file: 'scheduler/loops/commands.ts',
    find: `    if (!written && !(await isCurrent(leading))) return refusal(notLeading);
`,
    replace: `    if (!written && leading.frozen === '') await isCurrent(leading);
`,
  },
  {
    name: 'a set of pages is used when its last page came',
    file: 'shared/bus/page-collector.ts',
    find: '      if (set.size < page.pages) return null;',
    replace: '      if (set.size < page.pages && page.page < page.pages) return null;',
  },
  {
    name: 'what a user gave is stored unsealed',
    file: 'shared/log/user-context-record.ts',
    find: '  return seal(packed, cloudKey, random);',
    replace: '  return cloudKey && random && seal ? packed : packed;',
  },
  {
    name: 'what a user gave is logged',
    file: 'scheduler/loops/context-answers.ts',
    find: `    const user = await leading.contexts.load(ask.machineId);
`,
    replace: `    const user = await leading.contexts.load(ask.machineId);
    leading.logger.info({ user }, 'a context is given');
`,
  },
];
