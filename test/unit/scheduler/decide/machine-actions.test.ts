import { describe, expect, test } from 'vitest';
import type { MachineActionName } from '../../../../scheduler/decide/machine-actions.ts';
import { canonicalDump } from '../../../../shared/model/state-digest.ts';
import type { MachineState } from '../../../../shared/model/words.ts';
import { aCloud, machineIdOf } from '../../../support/a-cloud.ts';
import type { Cloud } from '../../../support/a-cloud.ts';

/** How a machine `m` comes into each state that is offered today. */
const ways: Partial<Record<MachineState, (cloud: Cloud) => void>> = {
  pending: (cloud) => void cloud.run({ name: 'm', requirements: 'ARCH = "none"' }),
  prolog: (cloud) => void cloud.run({ name: 'm' }),
  boot: (cloud) => after(cloud, 'prolog', () => cloud.report('m', 'starting')),
  running: (cloud) => after(cloud, 'boot', () => cloud.report('m', 'running')),
  stopping: (cloud) => after(cloud, 'running', () => cloud.ask({ kind: 'stop', machines: ['m'] })),
  stopped: (cloud) => after(cloud, 'stopping', () => cloud.report('m', 'stopped')),
  unknown: (cloud) => after(cloud, 'running', () => cloud.report('m', 'vanished')),
  failed: (cloud) =>
    after(cloud, 'prolog', () => cloud.report('m', 'failed', { reason: 'diskFull' })),
  epilog: (cloud) => after(cloud, 'running', () => cloud.ask({ kind: 'kill', machines: ['m'] })),
  done: (cloud) => after(cloud, 'epilog', () => cloud.report('m', 'gone')),
};

function after(cloud: Cloud, state: MachineState, action: () => unknown): void {
  ways[state]!(cloud);
  action();
}

type Row = readonly [MachineState, MachineActionName, string, MachineState];

/** State, action, what is committed (or the refusal), state after it. */
const rows: readonly Row[] = [
  ['pending', 'start', 'nothing', 'pending'],
  ['pending', 'stop', 'actionNotAllowed', 'pending'],
  ['pending', 'shutdown', 'machineGone addressReleased', 'done'],
  ['pending', 'kill', 'machineGone addressReleased', 'done'],
  ['prolog', 'start', 'nothing', 'prolog'],
  ['prolog', 'stop', 'actionNotAllowed', 'prolog'],
  ['prolog', 'shutdown', 'killOrdered', 'epilog'],
  ['prolog', 'kill', 'killOrdered', 'epilog'],
  ['boot', 'start', 'nothing', 'boot'],
  ['boot', 'stop', 'stopOrdered', 'stopping'],
  ['boot', 'shutdown', 'stopOrdered', 'stopping'],
  ['boot', 'kill', 'killOrdered', 'epilog'],
  ['running', 'start', 'nothing', 'running'],
  ['running', 'stop', 'stopOrdered', 'stopping'],
  ['running', 'shutdown', 'stopOrdered', 'stopping'],
  ['running', 'kill', 'killOrdered', 'epilog'],
  ['stopping', 'start', 'actionNotAllowed', 'stopping'],
  ['stopping', 'stop', 'nothing', 'stopping'],
  ['stopping', 'shutdown', 'stopOrdered', 'stopping'],
  ['stopping', 'kill', 'killOrdered', 'epilog'],
  ['stopped', 'start', 'startOrdered', 'boot'],
  ['stopped', 'stop', 'nothing', 'stopped'],
  ['stopped', 'shutdown', 'killOrdered', 'epilog'],
  ['stopped', 'kill', 'killOrdered', 'epilog'],
  ['unknown', 'start', 'startOrdered', 'boot'],
  ['unknown', 'stop', 'stopOrdered', 'stopping'],
  ['unknown', 'shutdown', 'stopOrdered', 'stopping'],
  ['unknown', 'kill', 'killOrdered', 'epilog'],
  ['failed', 'start', 'actionNotAllowed', 'failed'],
  ['failed', 'stop', 'actionNotAllowed', 'failed'],
  ['failed', 'shutdown', 'machineGone addressReleased', 'done'],
  ['failed', 'kill', 'machineGone addressReleased', 'done'],
  ['epilog', 'start', 'actionNotAllowed', 'epilog'],
  ['epilog', 'stop', 'actionNotAllowed', 'epilog'],
  ['epilog', 'shutdown', 'nothing', 'epilog'],
  ['epilog', 'kill', 'nothing', 'epilog'],
  ['done', 'start', 'actionNotAllowed', 'done'],
  ['done', 'stop', 'actionNotAllowed', 'done'],
  ['done', 'shutdown', 'nothing', 'done'],
  ['done', 'kill', 'nothing', 'done'],
];

describe('an action on a machine', () => {
  test.each(rows)('%s + %s: %s, then %s', (state, action, expected, next) => {
    const cloud = aCloud();
    ways[state]!(cloud);
    const machineId = machineIdOf(1);
    expect(cloud.machine(machineId).state).toBe(state);
    const { generation } = cloud.machine(machineId);
    const decided = cloud.ask({ kind: action, machines: [machineId] });
    const said = decided.ok
      ? decided.value.map(({ type }) => type).join(' ') || 'nothing'
      : decided.reason.reason;
    expect(said).toBe(expected);
    expect(cloud.machine(machineId).state).toBe(next);
    const ordered = said.endsWith('Ordered') ? 1 : 0;
    expect(cloud.machine(machineId).generation).toBe(generation + ordered);
  });

  test('a repeated shutdown changes nothing: it does not become a kill', () => {
    const cloud = aCloud();
    ways.running!(cloud);
    cloud.ask({ kind: 'shutdown', machines: ['m'] });
    const again = cloud.ask({ kind: 'shutdown', machines: ['m'] });
    expect(again).toEqual({ ok: true, value: [] });
  });

  test('a shutdown ends in its end: off, then Epilog', () => {
    const cloud = aCloud();
    ways.running!(cloud);
    cloud.ask({ kind: 'shutdown', machines: ['m'] });
    expect(cloud.report('m', 'stopped').map(({ type }) => type)).toEqual([
      ...['machineStopped', 'killOrdered'],
    ]);
  });

  test('all machines named are changed or none', () => {
    const cloud = aCloud();
    ways.running!(cloud);
    const before = canonicalDump(cloud.state);
    const decided = cloud.ask({ kind: 'stop', machines: ['m', 'other'] });
    expect(decided).toMatchObject({ ok: false, reason: { reason: 'unknownMachine' } });
    expect(canonicalDump(cloud.state)).toBe(before);
  });

  test('a machine named twice is changed once', () => {
    const cloud = aCloud();
    ways.running!(cloud);
    const decided = cloud.ask({ kind: 'kill', machines: ['m', '1', machineIdOf(1)] });
    expect(decided.ok && decided.value).toHaveLength(1);
  });

  test('a machine of another project is not there', () => {
    const cloud = aCloud();
    ways.running!(cloud);
    for (const named of ['m', '1', machineIdOf(1)]) {
      const asker = { projectId: 'p2', administrator: false };
      const decided = cloud.ask({ kind: 'kill', machines: [named] }, asker);
      expect(decided).toMatchObject({ ok: false, reason: { reason: 'unknownMachine' } });
    }
  });

  test('the addresses of a machine that ends rest from now on', () => {
    const cloud = aCloud();
    ways.failed!(cloud);
    cloud.nowMs += 5_000;
    cloud.ask({ kind: 'kill', machines: ['m'] });
    const [lease] = [...cloud.state.leases.values()];
    expect(lease).toMatchObject({ machineId: null, restsUntilMs: cloud.nowMs + 60_000 });
  });
});
