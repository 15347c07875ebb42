import { describe, expect, test } from 'vitest';
import { createReporter } from '../../../../agent/report/reporter.ts';
import type { Sight } from '../../../../agent/report/reporter.ts';
import { idle, machineReport } from '../../../../agent/reconcile/machine-report.ts';
import { createMemoryBusHub } from '../../../../shared/bus/memory-bus.ts';
import { subjectsOf } from '../../../../shared/bus/subjects.ts';
import { reportMessage } from '../../../../shared/wire/conversation.ts';
import { aClock } from '../../../support/a-clock.ts';
import { aGuard, cloudId, hostId, nonce } from '../../../support/a-guard.ts';

function aReporter() {
  const clock = aClock();
  const hub = createMemoryBusHub({ clock });
  const subjects = subjectsOf(cloudId);
  const told: number[] = [];
  hub.client('somebody').subscribe(subjects.report(hostId), ({ bytes }) => {
    told.push(reportMessage.decode(bytes).machines[0]!.startedGeneration);
  });
  let next = 0;
  const random = {
    bytes: (count: number) => new Uint8Array(count).fill((next += 1)),
    below: () => 0,
  };
  const bus = hub.client('agent');
  const reporter = createReporter({ bus, random, subjects, cloudId, hostId, nonce });
  return { clock, reporter, told };
}

const sightOf = (look: number, startedGeneration: number): Sight => ({
  ...{ look, observed: 'complete', evidence: [] },
  machines: [machineReport(aGuard({ startedGeneration }), null, idle, null)],
});

describe('a sight', () => {
  test('that began before the last one that was told is dropped', async () => {
    const { clock, reporter, told } = aReporter();
    reporter.reportIfChanged(sightOf(2, 1));
    reporter.reportIfChanged(sightOf(1, 0));
    reporter.report(sightOf(1, 0));
    await clock.pass(100);
    expect(told).toEqual([1]);
    reporter.reportProgress(sightOf(3, 0));
    await clock.pass(100);
    expect(told).toEqual([1, 0]);
  });
});
