import { describe, expect, test } from 'vitest';
import {
  observeAbsence,
  observeEvidence,
  observeMachine,
} from '../../../../scheduler/decide/observe.ts';
import type { Phase } from '../../../../shared/model/conversation.ts';
import type { Reason } from '../../../../shared/model/reasons.ts';
import type { MachineState } from '../../../../shared/model/words.ts';
import { aCloud, aReport } from '../../../support/a-cloud.ts';
import type { Cloud } from '../../../support/a-cloud.ts';
import { hostId } from '../../../support/log-writer.ts';

const events = (found: readonly { readonly type: string }[]): string =>
  found.map(({ type }) => type).join(' ') || '-';

function cloudWith(state: MachineState): Cloud {
  const cloud = aCloud();
  cloud.run({ name: 'm' });
  if (state === 'prolog') return cloud;
  cloud.report('m', 'starting');
  if (state === 'boot') return cloud;
  cloud.report('m', 'running');
  if (state === 'stopping' || state === 'stopped') cloud.ask({ kind: 'stop', machines: ['m'] });
  if (state === 'stopped') cloud.report('m', 'stopped');
  if (state === 'unknown') cloud.report('m', 'vanished');
  if (state === 'epilog') cloud.ask({ kind: 'kill', machines: ['m'] });
  expect(cloud.machine('m').state).toBe(state);
  return cloud;
}

/** What each phase leads to in the states prolog, boot, running, stopping, stopped, unknown, epilog. */
const states = ['prolog', 'boot', 'running', 'stopping', 'stopped', 'unknown', 'epilog'] as const;
const table: readonly [Phase, Reason | null, readonly string[]][] = [
  ['preparing', null, ['-', '-', '-', '-', '-', '-', '-']],
  ['waiting', null, ['-', '-', '-', '-', '-', '-', '-']],
  ['stopping', null, ['-', '-', '-', '-', '-', '-', '-']],
  ['ending', null, ['-', '-', '-', '-', '-', '-', '-']],
  ['starting', null, ['machineAdvanced', '-', '-', '-', '-', '-', '-']],
  ['running', null, ['machineAdvanced', 'machineAdvanced', '-', '-', '-', 'machineAdvanced', '-']],
  ['stopped', 'halted', [...Array<string>(4).fill('machineStopped'), '-', 'machineStopped', '-']],
  [
    'stopped',
    'crashed',
    [...Array<string>(3).fill('machineLost'), 'machineStopped', '-', '-', '-'],
  ],
  ['vanished', null, [...Array<string>(4).fill('machineLost'), '-', '-', '-']],
  ['failed', 'diskFull', ['machineFailed', 'machineFailed', '-', '-', '-', '-', '-']],
  ['gone', null, ['-', '-', '-', '-', '-', '-', 'machineGone addressReleased']],
];

describe('a report of the assigned host', () => {
  const rows = table.flatMap(([phase, reason, found]) =>
    states.map((state, i) => [phase, reason, state, found[i] ?? '?'] as const),
  );
  test.each(rows)('%s (%s) of a machine in %s: %s', (phase, reason, state, expected) => {
    const cloud = cloudWith(state);
    const report = aReport(cloud.machine('m'), { phase, reason });
    const found = observeMachine(cloud.state, hostId, report, cloud.nowMs);
    expect(events(found)).toBe(expected);
    if (found.length > 0) cloud.commit(found);
  });

  test('said twice changes nothing the second time', () => {
    for (const [phase, reason] of table) {
      for (const state of states) {
        const cloud = cloudWith(state);
        const machine = cloud.machine('m');
        const report = aReport(machine, { phase, reason });
        const found = observeMachine(cloud.state, hostId, report, cloud.nowMs);
        if (found.length > 0) cloud.commit(found);
        expect(observeMachine(cloud.state, hostId, report, cloud.nowMs), phase).toEqual([]);
      }
    }
  });
});

describe('a report that is not believed', () => {
  test.each([
    ['of another host', 'b'.repeat(32), {}],
    ['of an older generation', hostId, { generation: 1 }],
    ['of a later generation', hostId, { generation: 3 }],
    ['of a machine nobody knows', hostId, { machineId: '99999999-0000-4000-8000-000000000000' }],
  ] as const)('%s', (_what, speaker, changes) => {
    const cloud = cloudWith('epilog');
    expect(cloud.machine('m').generation).toBe(2);
    for (const [phase, reason] of table) {
      const report = aReport(cloud.machine('m'), { phase, reason, ...changes });
      expect(observeMachine(cloud.state, speaker, report, cloud.nowMs)).toEqual([]);
    }
  });

  test('an address in use is not a failure: it is replaced, unless it was asked for', () => {
    const cloud = cloudWith('prolog');
    expect(cloud.report('m', 'failed', { reason: 'addressInUse' })).toEqual([]);
    const asked = aCloud();
    asked.run({ name: 'm', address: 0x0a4d0905 });
    expect(events(asked.report('m', 'failed', { reason: 'addressInUse' }))).toBe('machineFailed');
  });
});

describe('what follows further', () => {
  test('a machine that was off with its host starts again where that was asked', () => {
    const cloud = aCloud();
    cloud.run({ name: 'm', onHostRestart: 'start' });
    cloud.report('m', 'running');
    expect(events(cloud.report('m', 'stopped', { reason: 'hostRestarted' }))).toBe(
      'machineStopped startOrdered',
    );
    expect(cloud.machine('m')).toMatchObject({ state: 'boot', generation: 2 });
  });

  test('a host restart undoes no stop that was ordered', () => {
    const cloud = aCloud();
    cloud.run({ name: 'm', onHostRestart: 'start' });
    cloud.report('m', 'running');
    cloud.ask({ kind: 'stop', machines: ['m'] });
    const said = cloud.report('m', 'stopped', { reason: 'hostRestarted' });
    expect(events(said)).toBe('machineStopped');
    expect(cloud.machine('m')).toMatchObject({ state: 'stopped', desired: 'stopped' });
  });

  test('evidence counts from the decision, its space stays promised, the rest is free', () => {
    const cloud = cloudWith('epilog');
    cloud.nowMs += 1_000;
    cloud.report('m', 'gone', { evidence: [{ name: 'root.qcow2', bytes: 3 * 1_048_576 + 1 }] });
    const [evidence] = [...cloud.state.evidence.values()];
    expect(evidence).toMatchObject({
      ...{ reservedMiB: 4, purgeNotBeforeMs: cloud.nowMs + 172_800_000, held: null },
    });
    expect(cloud.state.hosts.get(hostId)?.promised).toEqual({
      ...{ cpuHundredths: 0, memoryMiB: 0, diskMiB: 4 },
    });
  });

  test('impossible sizes are cut to what the log can hold', () => {
    const cloud = cloudWith('epilog');
    cloud.report('m', 'gone', { evidence: [{ name: 'a', bytes: Number.MAX_SAFE_INTEGER }] });
    expect([...cloud.state.evidence.values()][0]?.reservedMiB).toBe(0xffff_ffff);
  });

  test('counters of the runs of a machine add up', () => {
    const cloud = cloudWith('stopping');
    const once = { cpuTimeMs: 5, diskReadBytes: 4, diskWriteBytes: 3 };
    const counters = { ...once, netReceiveBytes: 2, netSendBytes: 1 };
    cloud.report('m', 'stopped', { counters });
    cloud.ask({ kind: 'start', machines: ['m'] });
    cloud.report('m', 'running');
    cloud.ask({ kind: 'kill', machines: ['m'] });
    const { machineId } = cloud.machine('m').spec;
    cloud.report('m', 'gone', { counters });
    expect(cloud.machine(machineId).counters).toMatchObject({ cpuTimeMs: 10, netSendBytes: 2 });
  });

  test('a machine that ran and is absent from a complete report vanished; one that is not up is not missed', () => {
    for (const state of states) {
      const cloud = cloudWith(state);
      const found = observeAbsence(cloud.state, hostId, new Set());
      expect(events(found), state).toBe(state === 'running' ? 'machineLost' : '-');
    }
  });

  test('evidence: sealed once, purged only when that was ordered, by its own host', () => {
    const cloud = cloudWith('epilog');
    const { machineId } = cloud.machine('m').spec;
    cloud.report('m', 'gone', { evidence: [{ name: 'root', bytes: 1 }] });
    const observe = (phase: 'kept' | 'sealed' | 'purged', speaker = hostId): string => {
      const digest = phase === 'sealed' ? 'ab'.repeat(32) : '';
      const found = observeEvidence(cloud.state, speaker, { machineId, phase, digest });
      if (found.length > 0) cloud.commit(found);
      return events(found);
    };
    expect(observe('kept')).toBe('-');
    expect(observe('purged')).toBe('-');
    expect(observe('sealed', 'b'.repeat(32))).toBe('-');
    expect(observe('sealed')).toBe('evidenceSealed');
    expect(observe('sealed')).toBe('-');
    cloud.nowMs += 172_800_000;
    cloud.commit([], {});
    cloud.commit([{ type: 'purgeOrdered', machineId }]);
    expect(observe('purged')).toBe('evidencePurged');
    expect(observe('purged')).toBe('-');
    expect(cloud.state.hosts.get(hostId)?.promised.diskMiB).toBe(0);
  });
});
