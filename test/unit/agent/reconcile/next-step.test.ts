import { describe, expect, test } from 'vitest';
import { nextStep } from '../../../../agent/reconcile/next-step.ts';
import type { MachineView } from '../../../../agent/reconcile/next-step.ts';
import { evidenceReport, idle, machineReport } from '../../../../agent/reconcile/machine-report.ts';
import type { Domain } from '../../../../agent/libvirt/hypervisor.ts';
import type { Guard } from '../../../../shared/model/conversation.ts';
import type { Desired } from '../../../../shared/model/machine-record.ts';
import { aDomain, aGuard, bootId } from '../../../support/a-guard.ts';

const up = aDomain();
const off = (reason: string): Domain => aDomain({ active: false, state: 'shutOff', reason });
const started = { startedGeneration: 2, startedBootId: bootId };
const earlier = { startedGeneration: 1, startedBootId: bootId };
const files = [{ name: 'root', bytes: 1 }];
const gone = { ...started, goneGeneration: 2, evidence: files };
const failure = { generation: 2, reason: 'diskFull', message: '' } as const;

type Row = readonly [string, Desired, Partial<Guard>, Domain | null, Partial<MachineView>, string];

/** What holds, what is ordered (generation 2), the guard, what libvirt shows, and the next step with its reason. */
const rows: readonly Row[] = [
  ['nothing is there', 'running', {}, null, {}, 'prepare'],
  ['all is prepared', 'running', {}, off('unknown'), { prepared: true }, 'start'],
  ['no orders came on this connection', 'running', {}, null, { mayStart: false }, '-'],
  ['the same, prepared', 'running', {}, null, { mayStart: false, prepared: true }, '-'],
  ['this generation failed', 'running', { failure }, null, { prepared: true }, '-'],
  [
    'an older one failed',
    'running',
    { failure: { ...failure, generation: 1 } },
    null,
    {},
    'prepare',
  ],
  ['it runs', 'running', started, up, {}, '-'],
  ['it runs since an older generation', 'running', earlier, up, {}, 'adopt'],
  [
    'it runs though it was noted as off',
    'running',
    { ...started, stoppedReason: 'vanished' },
    up,
    {},
    'adopt',
  ],
  [
    'its start was asked for, and it is defined',
    'running',
    started,
    off('unknown'),
    {},
    'noteStopped crashed',
  ],
  ['it halted itself', 'running', started, off('shutdown'), {}, 'noteStopped halted'],
  ['it crashed', 'running', started, off('crashed'), {}, 'noteStopped crashed'],
  [
    'somebody destroyed it',
    'running',
    started,
    off('destroyed'),
    {},
    'noteStopped destroyedOutside',
  ],
  [
    'the host restarted',
    'running',
    started,
    off('unknown'),
    { bootId: 'x' },
    'noteStopped hostRestarted',
  ],
  ['it started and libvirt knows nothing', 'running', started, null, {}, '-'],
  [
    'it is off and that is noted',
    'running',
    { ...started, stoppedReason: 'halted' },
    off('shutdown'),
    {},
    '-',
  ],
  [
    'it was off, and may start again',
    'running',
    { ...earlier, stoppedReason: 'halted' },
    off('shutdown'),
    { prepared: true },
    'start',
  ],
  ['it runs and is to stop', 'stopped', started, up, {}, 'askToStop'],
  ['it was asked', 'stopped', { ...started, stopAskedGeneration: 2 }, up, {}, '-'],
  [
    'it was asked long ago',
    'stopped',
    { ...started, stopAskedGeneration: 2 },
    up,
    { stopOverdue: true },
    'forceStop',
  ],
  [
    'it was asked by an older order',
    'stopped',
    { ...started, stopAskedGeneration: 1 },
    up,
    { stopOverdue: true },
    'askToStop',
  ],
  [
    'it powered off',
    'stopped',
    { ...started, stopAskedGeneration: 2 },
    off('shutdown'),
    {},
    'noteStopped stoppedOnRequest',
  ],
  ['it was off before it was asked', 'stopped', started, off('shutdown'), {}, 'noteStopped halted'],
  ['it vanished meanwhile', 'stopped', started, null, {}, 'noteStopped vanished'],
  ['it never ran', 'stopped', {}, null, {}, '-'],
  ['it is to end', 'gone', started, up, {}, 'end'],
  ['it never ran and is to end', 'gone', {}, null, {}, 'end'],
  ['no orders came, and it is to end', 'gone', started, up, { mayStart: false }, 'end'],
  ['an older end was done', 'gone', { ...gone, goneGeneration: 1 }, null, {}, 'end'],
  ['its evidence is not hashed', 'gone', gone, null, {}, 'seal'],
  ['its evidence is not hashed, a purge is due', 'gone', gone, null, { purgeDue: true }, 'seal'],
  ['its evidence waits', 'gone', { ...gone, seal: 'ab' }, null, {}, '-'],
  ['a purge is due', 'gone', { ...gone, seal: 'ab' }, null, { purgeDue: true }, 'purge'],
  ['a purge was begun', 'gone', { ...gone, seal: 'ab', purgeIntended: true }, null, {}, 'purge'],
  ['it was purged', 'gone', { ...gone, seal: 'ab', purged: true }, null, { purgeDue: true }, '-'],
  ['nothing was kept', 'gone', { goneGeneration: 2 }, null, { purgeDue: true }, '-'],
];

describe('the next step when', () => {
  test.each(rows)('%s (%s)', (_what, desired, guard, domain, changes, expected) => {
    const step = nextStep({
      guard: aGuard(guard, { desired, generation: 2 }),
      ...{ domain, mayStart: true, prepared: false, stopOverdue: false, purgeDue: false, bootId },
      ...changes,
    });
    const said = step === null ? '-' : 'reason' in step ? `${step.kind} ${step.reason}` : step.kind;
    expect(said).toBe(expected);
  });
});

describe('a machine is reported as', () => {
  const asked = { ...started, stopAskedGeneration: 2 };
  test.each<[string, Desired, Partial<Guard>, Domain | null]>([
    ['preparing', 'running', {}, null],
    ['starting', 'running', earlier, up],
    ['running', 'running', started, up],
    ['waiting', 'running', started, off('shutdown')],
    ['vanished', 'running', started, null],
    ['stopped halted', 'running', { ...started, stoppedReason: 'halted' }, off('shutdown')],
    ['failed diskFull', 'running', { failure }, null],
    ['stopping', 'stopped', asked, up],
    ['stopping', 'stopped', asked, off('shutdown')],
    ['stopped stoppedOnRequest', 'stopped', { ...asked, stoppedReason: 'stoppedOnRequest' }, null],
    ['stopped stoppedOnRequest', 'stopped', {}, null],
    ['ending', 'gone', started, up],
    ['gone', 'gone', gone, null],
  ])('%s (%s)', (expected, desired, guard, domain) => {
    const report = machineReport(aGuard(guard, { desired, generation: 2 }), domain, idle, null);
    expect([report.phase, report.reason].filter(Boolean).join(' ')).toBe(expected);
    expect(report.evidence).toEqual(report.phase === 'gone' ? files : []);
  });

  test('evidence: none, kept, sealed, purged', () => {
    const reported = (guard: Partial<Guard>): string =>
      evidenceReport(aGuard(guard, { desired: 'gone', generation: 2 }))?.phase ?? 'none';
    expect(reported(started)).toBe('none');
    expect(reported({ ...gone, evidence: [] })).toBe('none');
    expect(reported(gone)).toBe('kept');
    expect(reported({ ...gone, seal: 'ab' })).toBe('sealed');
    expect(reported({ ...gone, seal: 'ab', purged: true })).toBe('purged');
  });
});
