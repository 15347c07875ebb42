import { expect, test } from 'vitest';
import type { Event } from '../../../../shared/model/events.ts';
import type { Counters } from '../../../../shared/model/words.ts';
import { aCloud, machineIdOf } from '../../../support/a-cloud.ts';
import type { Cloud } from '../../../support/a-cloud.ts';

const machineId = machineIdOf(1);
const reason = 'stoppedOnRequest' as const;
const figures = (cpuTimeMs: number): Counters => ({
  ...{ cpuTimeMs, diskReadBytes: 1, diskWriteBytes: 2, netReceiveBytes: 3, netSendBytes: 4 },
});

/** A cloud with one machine that has run at generation 1, and is at generation 2 asked to stop. */
function stopping(): Cloud {
  const cloud = aCloud();
  cloud.run({ name: 'm' });
  cloud.report('m', 'running');
  cloud.ask({ kind: 'stop', machines: ['m'] });
  return cloud;
}

function stopped(cloud: Cloud, counters: Counters | null): Event {
  const { generation } = cloud.machine('m');
  return { type: 'machineStopped', machineId, generation, reason, counters };
}

function end(cloud: Cloud, counters: Counters | null): void {
  cloud.ask({ kind: 'kill', machines: ['m'] });
  const { generation } = cloud.machine('m');
  cloud.commit([{ type: 'machineGone', machineId, generation, counters }]);
}

const cpuTimeMs = (cloud: Cloud): number => cloud.machine(machineId).counters.cpuTimeMs;

test('the figures of a run count once, though both its stop and its end tell them', () => {
  const cloud = stopping();
  cloud.commit([stopped(cloud, figures(100))]);
  end(cloud, figures(100));
  expect(cloud.machine(machineId).counters).toEqual(figures(100));
});

test('an end without a stop before it tells the figures of the run', () => {
  const cloud = stopping();
  end(cloud, figures(70));
  expect(cpuTimeMs(cloud)).toBe(70);
});

test('a stop that could not tell them leaves them to the end', () => {
  const cloud = stopping();
  cloud.commit([stopped(cloud, null)]);
  end(cloud, figures(60));
  expect(cpuTimeMs(cloud)).toBe(60);
});

test('a machine that is started again counts anew', () => {
  const cloud = stopping();
  cloud.commit([stopped(cloud, figures(100))]);
  expect(cloud.machine('m').counted).toBe(true);
  cloud.ask({ kind: 'start', machines: ['m'] });
  expect(cloud.machine('m').counted).toBe(false);
  cloud.report('m', 'running');
  end(cloud, figures(5));
  expect(cpuTimeMs(cloud)).toBe(105);
});
