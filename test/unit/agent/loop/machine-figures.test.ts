/** How busy a machine is comes from two counts of one run; everything else is not known. */
import { expect, test } from 'vitest';
import { createMachineFigures } from '../../../../agent/loop/machine-figures.ts';
import type { Domain, DomainCounters } from '../../../../agent/libvirt/hypervisor.ts';

const machineId = '0d0d0d0d-0000-4000-8000-000000000001';

function aCount() {
  let nowMs = 0;
  let cpuMs = 0;
  let active = true;
  const figures = createMachineFigures(
    {
      async counters(uuids) {
        const used = { cpuTimeNs: BigInt(cpuMs) * 1_000_000n, memoryUsedKiB: 0, diskReadBytes: 1 };
        const rest = { diskWrittenBytes: 2, netReceivedBytes: 3, netSentBytes: 4 };
        return new Map<string, DomainCounters>(uuids.map((uuid) => [uuid, { ...used, ...rest }]));
      },
    },
    { elapsed: () => nowMs },
  );
  return {
    figures,
    async after(ms: number, usedMs: number): Promise<void> {
      nowMs += ms;
      cpuMs += usedMs;
      await figures.count(new Map([[machineId, { uuid: machineId, active } as Domain]]));
    },
    restart: () => (cpuMs = 0),
    end: () => (active = false),
  };
}

test('one count tells totals, not how busy it is', async () => {
  const { figures, after } = aCount();
  await after(0, 700);
  expect(figures.counters(machineId)).toMatchObject({ cpuTimeMs: 700, netSendBytes: 4 });
  expect(figures.uses()).toEqual([]);
});

test('two counts tell the share of a core between them', async () => {
  const { figures, after } = aCount();
  await after(0, 700);
  await after(10_000, 2_500);
  expect(figures.uses()).toEqual([{ machineId, cpuUsedHundredths: 25 }]);
});

test('counts that follow at once change nothing until there is something to divide by', async () => {
  const { figures, after } = aCount();
  await after(0, 700);
  await after(10_000, 2_500);
  await after(100, 100);
  expect(figures.uses()).toEqual([{ machineId, cpuUsedHundredths: 25 }]);
  await after(1_900, 900);
  expect(figures.uses()).toEqual([{ machineId, cpuUsedHundredths: 50 }]);
});

test('a machine that was started anew is counted from there', async () => {
  const { figures, after, restart } = aCount();
  await after(0, 700);
  restart();
  await after(10_000, 300);
  expect(figures.uses()).toEqual([]);
  await after(10_000, 10_000);
  expect(figures.uses()).toEqual([{ machineId, cpuUsedHundredths: 100 }]);
});

test('a machine that is off uses nothing, and its last totals stay', async () => {
  const { figures, after, end } = aCount();
  await after(0, 700);
  await after(10_000, 2_500);
  end();
  await after(10_000, 0);
  expect(figures.uses()).toEqual([]);
  expect(figures.counters(machineId)?.cpuTimeMs).toBe(3_200);
});
