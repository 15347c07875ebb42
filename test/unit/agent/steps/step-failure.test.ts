import { describe, expect, test } from 'vitest';
import { DiskFailed } from '../../../../agent/disks/disks.ts';
import { ImageRefused, ImageUnavailable } from '../../../../agent/images/images.ts';
import {
  HypervisorRefused,
  HypervisorUnavailable,
  OutcomeUnknown,
} from '../../../../agent/libvirt/hypervisor-errors.ts';
import type { Step } from '../../../../agent/reconcile/next-step.ts';
import { StillLiving } from '../../../../agent/steps/run-step.ts';
import { AddressInUse, ContextRefused } from '../../../../agent/steps/step-context.ts';
import { consequenceOf } from '../../../../agent/steps/step-failure.ts';
import { aGuard } from '../../../support/a-guard.ts';

const disk = (reason: 'diskFull' | null): DiskFailed =>
  new DiskFailed({ reason, message: 'm', where: 'w', whatToDo: 'do' });
const refusedImage = new ImageRefused({
  ...{ reason: 'imageDigestMismatch', message: 'm', where: 'w', whatToDo: 'do' },
});
const away = new ImageUnavailable('m', 'w', 'do');

/** Which error of which step leads to what. */
const rows: readonly (readonly [Step['kind'], Error, number, string])[] = [
  ['prepare', refusedImage, 1, 'fail imageDigestMismatch'],
  ['prepare', away, 1, 'retry imageUnreachable'],
  ['prepare', away, 2, 'retry imageUnreachable'],
  ['prepare', away, 3, 'fail imageUnreachable'],
  ['prepare', disk('diskFull'), 1, 'fail diskFull'],
  ['prepare', disk(null), 1, 'retry'],
  ['prepare', new ContextRefused('m'), 2, 'retry contextUnavailable'],
  ['prepare', new ContextRefused('m'), 3, 'fail contextUnavailable'],
  ['prepare', new AddressInUse('m'), 1, 'fail addressInUse'],
  ['prepare', new HypervisorRefused('failed', 'm'), 1, 'fail hypervisorRefused'],
  ['prepare', new HypervisorUnavailable('m'), 9, 'retry'],
  ['prepare', new Error('m'), 9, 'retry'],
  ['prepare', new HypervisorRefused('busy', 'm'), 9, 'retry hypervisorRefused'],
  ['start', new HypervisorRefused('failed', 'm'), 1, 'fail hypervisorRefused'],
  ['start', new HypervisorRefused('busy', 'm'), 1, 'fail hypervisorRefused'],
  ['start', new OutcomeUnknown('m'), 9, 'retry'],
  ['start', new StillLiving('m'), 9, 'retry'],
  ['end', disk('diskFull'), 9, 'retry diskFull'],
  ['end', new HypervisorRefused('failed', 'm'), 9, 'retry hypervisorRefused'],
  ['seal', disk(null), 9, 'retry'],
  ['purge', disk(null), 9, 'retry'],
];

describe('a step that failed', () => {
  test.each(rows)('%s: %s, try %i: %s', (kind, error, tries, expected) => {
    const what = consequenceOf({ kind } as Step, error, aGuard(), tries);
    expect([what.kind, what.reason].filter(Boolean).join(' ')).toBe(expected);
    expect(what.message).not.toBe('');
  });

  test('says the cure with what went wrong', () => {
    expect(consequenceOf({ kind: 'prepare' }, away, aGuard(), 1).message).toBe('m; do');
  });

  test('on the way to a stop or an end never fails the machine', () => {
    for (const desired of ['stopped', 'gone'] as const)
      expect(
        consequenceOf({ kind: 'prepare' }, refusedImage, aGuard({}, { desired }), 9).kind,
      ).toBe('retry');
  });
});
