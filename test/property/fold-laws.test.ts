/**
 * Laws of the fold over random histories: users' commands, hosts' words and sweeps in any order, each decided by the real
 * functions. What must hold whatever happens is looked at after every step.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decidePlacements,
  decidePurges,
  decideReplacement,
  decideSilence,
} from '../../scheduler/decide/sweep.ts';
import { hostIndex } from '../../scheduler/decide/followed-hosts.ts';
import { hostViews } from '../../scheduler/decide/host-views.ts';
import { decideHostLife } from '../../scheduler/decide/note-host-life.ts';
import { observeEvidence } from '../../scheduler/decide/observe.ts';
import { hostTable } from '../../scheduler/placement/host-table.ts';
import { promisableOf } from '../../shared/model/promisable.ts';
import { applyCommit } from '../../shared/model/apply.ts';
import type { Phase } from '../../shared/model/conversation.ts';
import type { Event } from '../../shared/model/events.ts';
import { emptyState } from '../../shared/model/state.ts';
import type { Machine, State } from '../../shared/model/state.ts';
import { stateDigest } from '../../shared/model/state-digest.ts';
import { decodeCommit, encodeCommit } from '../../shared/wire/commit.ts';
import { aCloud, aRunRequest, machineIdOf } from '../support/a-cloud.ts';
import type { Cloud } from '../support/a-cloud.ts';
import { hostId } from '../support/log-writer.ts';

const phases: readonly Phase[] = [
  ...(['preparing', 'starting', 'running', 'stopping', 'stopped', 'vanished'] as const),
  ...(['failed', 'ending', 'gone', 'waiting'] as const),
];
const bootId = '22222222-2222-4222-8222-222222222222';
const others = ['b'.repeat(32), 'c'.repeat(32)];

/** One step of a history; `who` picks a machine among those there are. */
const step = fc.oneof(
  fc.record({
    what: fc.constant('run' as const),
    count: fc.integer({ min: 1, max: 3 }),
    cpus: fc.integer({ min: 1, max: 5 }),
  }),
  fc.record({ what: fc.constantFrom('start', 'stop', 'shutdown', 'kill'), who: fc.nat(9) }),
  fc.record({
    ...{ what: fc.constant('report' as const), who: fc.nat(9), phase: fc.constantFrom(...phases) },
    reason: fc.constantFrom(null, 'halted', 'crashed', 'hostRestarted', 'addressInUse', 'diskFull'),
    ...{ older: fc.nat(5), megabytes: fc.nat(4_000) },
  }),
  fc.record({
    what: fc.constant('evidence' as const),
    who: fc.nat(9),
    phase: fc.constantFrom('kept', 'sealed', 'purged'),
  }),
  fc.record({ what: fc.constantFrom('hold', 'release', 'replace'), who: fc.nat(9) }),
  fc.record({ what: fc.constantFrom('obey', 'obey again', 'obey at last'), who: fc.nat(9) }),
  fc.record({ what: fc.constantFrom('place', 'purge', 'silence') }),
  fc.record({ what: fc.constantFrom('hear', 'silent', 'enable', 'disable'), host: fc.nat(2) }),
  fc.record({ what: fc.constantFrom('confirm down', 'confirm down', 'return'), host: fc.nat(2) }),
  fc.record({
    what: fc.constant('wait' as const),
    ms: fc.constantFrom(1_000, 61_000, 172_800_000),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

const history = fc.array(step, { minLength: 30, maxLength: 80, size: 'max' });

let ids = 0;

function take(cloud: Cloud, one: Step): void {
  const { state } = cloud;
  const machines = [...state.machines.values()];
  const machine = 'who' in one ? machines[one.who % Math.max(machines.length, 1)] : undefined;
  const commit = (events: readonly Event[]): void =>
    void (events.length > 0 && cloud.commit(events));
  const { standings, compose } = cloud.facts();
  if ('who' in one && !machine) return;
  if ('host' in one) return turn(cloud, one.what, [hostId, ...others][one.host]!);
  switch (one.what) {
    case 'run': {
      const machineIds = Array.from({ length: one.count }, () => machineIdOf(++ids));
      return void cloud.ask({
        kind: 'run',
        ...aRunRequest({ machineIds, vcpus: one.cpus, onHostRestart: 'start' }),
      });
    }
    case 'start':
    case 'stop':
    case 'shutdown':
    case 'kill':
      return void cloud.ask({ kind: one.what, machines: [machine!.spec.machineId] });
    case 'report':
      return void cloud.report(machine!.spec.machineId, one.phase, {
        generation: Math.max(1, machine!.generation - (one.older === 0 ? 1 : 0)),
        reason: one.reason,
        evidence: one.megabytes > 2_000 ? [{ name: 'root', bytes: one.megabytes << 18 }] : [],
      });
    case 'evidence': {
      const digest = one.phase === 'sealed' ? 'ab'.repeat(32) : '';
      const speaker = machine!.hostId ?? hostId;
      return commit(
        observeEvidence(state, speaker, {
          machineId: machine!.spec.machineId,
          phase: one.phase,
          digest,
        }),
      );
    }
    case 'obey':
    case 'obey again':
    case 'obey at last':
      return obey(cloud, machine!);
    case 'hold':
    case 'release':
      return void cloud.ask({ kind: one.what, machine: machine!.spec.machineId, why: 'x' });
    case 'replace':
      return commit(
        decideReplacement(
          state,
          machine!.spec.machineId,
          machine!.generation,
          compose,
          cloud.nowMs,
        ),
      );
    case 'place':
      return commit(decidePlacements(state, standings, compose, cloud.nowMs));
    case 'purge':
      return commit(decidePurges(state, cloud.nowMs));
    case 'silence':
      return commit(decideSilence(state, cloud.silent));
    case 'wait':
      cloud.nowMs += one.ms;
  }
}

type Turn = Extract<Step, { host: number }>['what'];

function turn(cloud: Cloud, what: Turn, host: string): void {
  switch (what) {
    case 'hear':
      return void cloud.silent.delete(host);
    case 'silent':
      return void cloud.silent.add(host);
    case 'confirm down':
      return confirmDown(cloud, host);
    case 'return':
      return comeBack(cloud, host);
    case 'enable':
    case 'disable':
      cloud.ask({ kind: `${what}Host`, host, why: '' });
  }
}

/** Both steps, of a host that is silent. */
function confirmDown(cloud: Cloud, host: string): void {
  cloud.silent.add(host);
  cloud.ask({ kind: 'confirmDown', host, why: '', word: '' });
  const word = cloud.state.hosts.get(host)?.downAsked?.word;
  if (word !== undefined) cloud.ask({ kind: 'confirmDown', host, why: '', word });
}

/** It speaks again, and confirms the ends that it owes. */
function comeBack(cloud: Cloud, host: string): void {
  cloud.silent.delete(host);
  const events = decideHostLife(cloud.state, null, { hostId: host, bootId });
  if (events.length > 0) cloud.commit(events);
  for (const machine of cloud.state.machines.values())
    if (machine.hostId === host && machine.givenUp)
      cloud.report(machine.spec.machineId, 'gone', { evidence: [{ name: 'root', bytes: 9 }] });
}

/** The host does what it was ordered and says so. */
function obey(cloud: Cloud, { spec, desired, hostId: speaker }: Machine): void {
  const { machineId } = spec;
  const phase = ({ running: 'running', stopped: 'stopped', gone: 'gone' } as const)[desired];
  cloud.report(machineId, phase, { evidence: [{ name: 'root', bytes: 5_000_000 }] });
  const ordered = (cloud.state.evidence.get(machineId)?.purgeOrderedAt ?? 0) > 0;
  const said = ordered
    ? ({ machineId, phase: 'purged', digest: '' } as const)
    : ({ machineId, phase: 'sealed', digest: 'ab'.repeat(32) } as const);
  const events = observeEvidence(cloud.state, speaker ?? hostId, said);
  if (events.length > 0) cloud.commit(events);
}

interface Before {
  readonly generations: ReadonlyMap<string, number>;
  readonly nextLabel: number;
  readonly commits: number;
}

function check(cloud: Cloud, before: Before): void {
  const { state } = cloud;
  const addresses = [...state.machines.values()]
    .filter((machine) => machine.state !== 'done')
    .flatMap(({ nics }) => nics.map(({ address }) => address));
  expect(new Set(addresses).size, 'an address is leased twice').toBe(addresses.length);
  for (const address of addresses) expect(state.leases.get(address)?.machineId).not.toBeNull();
  expect(state.nextLabel, 'labels went back').toBeGreaterThanOrEqual(before.nextLabel);
  for (const [id, generation] of before.generations)
    expect(state.machines.get(id)?.generation, 'a generation went back').toBeGreaterThanOrEqual(
      generation,
    );
  checkPromises(cloud, before.commits);
  checkIndex(cloud);
}

/** The index that followed the state knows what one that is made of it now knows. */
function checkIndex({ state, facts }: Cloud): void {
  const { standings } = facts();
  const followed = hostIndex(state, state.site!, standings).table;
  expect(followed).toEqual(hostTable(hostViews(state, state.site!, standings)));
}

/** What is promised is the sum of what was promised, and where a machine was placed it is within the capacity. */
function checkPromises({ state, commits }: Cloud, since: number): void {
  const placedOn = commits
    .slice(since)
    .flatMap(({ entries }) =>
      entries.flatMap(({ events }) =>
        events.flatMap((e) => (e.type === 'machinePlaced' ? [e.hostId] : [])),
      ),
    );
  for (const host of state.hosts.values()) {
    const sum = { cpuHundredths: 0, memoryMiB: 0, diskMiB: 0 };
    for (const machine of state.machines.values()) {
      if (machine.hostId !== host.hostId || !machine.promised) continue;
      for (const what of ['cpuHundredths', 'memoryMiB', 'diskMiB'] as const)
        sum[what] += machine.spec.resources[what];
    }
    for (const evidence of state.evidence.values())
      if (evidence.hostId === host.hostId && !evidence.purged) sum.diskMiB += evidence.reservedMiB;
    expect(host.promised).toEqual(sum);
    if (!placedOn.includes(host.hostId)) continue;
    const capacity = promisableOf(host.declared!.capacity, state.site!);
    for (const what of ['cpuHundredths', 'memoryMiB', 'diskMiB'] as const)
      expect(host.promised[what], `${what} beyond the capacity`).toBeLessThanOrEqual(
        capacity[what],
      );
  }
}

function shuffled(state: State): State {
  const turned = <Key, Held>(map: ReadonlyMap<Key, Held>): Map<Key, Held> =>
    new Map([...map].reverse());
  return {
    ...Object.fromEntries(Object.entries(state).reverse()),
    ...{
      machines: turned(state.machines),
      hosts: turned(state.hosts),
      leases: turned(state.leases),
    },
    ...{ evidence: turned(state.evidence), machineByName: turned(state.machineByName) },
    machineByLabel: turned(state.machineByLabel),
  } as State;
}

describe('after any history', () => {
  test('no address is leased twice, no host is promised beyond its capacity, generations and labels only go up', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const cloud = aCloud({ moreHosts: others, network: { last: 0x0a4d0907 } });
        for (const one of steps) {
          const generations = new Map(
            [...cloud.state.machines].map(([id, m]) => [id, m.generation]),
          );
          const before = {
            generations,
            nextLabel: cloud.state.nextLabel,
            commits: cloud.commits.length,
          };
          take(cloud, one);
          check(cloud, before);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('folding the same commits again, as they were sent, gives the same state', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const cloud = aCloud({ moreHosts: others });
        for (const one of steps) take(cloud, one);
        const again = emptyState();
        for (const [i, commit] of cloud.commits.entries())
          applyCommit(again, decodeCommit(encodeCommit(commit)), i + 1);
        expect(stateDigest(again)).toBe(stateDigest(cloud.state));
        expect(stateDigest(shuffled(again))).toBe(stateDigest(cloud.state));
        expect(stateDigest(structuredClone(again))).toBe(stateDigest(cloud.state));
      }),
      { numRuns: 100 },
    );
  });
});
