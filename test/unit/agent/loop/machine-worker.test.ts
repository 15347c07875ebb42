import { describe, expect, test } from 'vitest';
import { consoleBytesMax } from '../../../../agent/disks/console-file.ts';
import { DiskFailed } from '../../../../agent/disks/disks.ts';
import { ImageRefused, ImageUnavailable } from '../../../../agent/images/images.ts';
import {
  HypervisorRefused,
  HypervisorUnavailable,
} from '../../../../agent/libvirt/hypervisor-errors.ts';
import { aRunningMachine, aWorker } from '../../../support/a-worker.ts';
import type { WorkerBench } from '../../../support/a-worker.ts';

const diskFull = new DiskFailed({ reason: 'diskFull', message: 'full', where: '/', whatToDo: 'x' });
const unknownDisk = new DiskFailed({ reason: null, message: 'odd', where: '/', whatToDo: 'look' });

function nothingLeft({ disks, host, machineId }: WorkerBench): void {
  expect([...disks.filesOf(machineId)]).toEqual([]);
  expect(host.domains()).toEqual([]);
  expect(host.filters()).toEqual([]);
}

describe('a machine that is ordered to run', () => {
  test('is prepared and started, once', async () => {
    const { guard, host, machineId, clock } = await aRunningMachine();
    await clock.pass(60_000);
    expect(guard()).toMatchObject({ startedGeneration: 1, stoppedReason: null });
    expect(host.census.starts(machineId)).toBe(1);
  });

  test('is started once even when the answer to start is lost', async () => {
    const bench = await aWorker();
    bench.host.faults.loseNextAnswer('start');
    await bench.order();
    await bench.clock.pass(60_000);
    expect(bench.host.census.starts(bench.machineId)).toBe(1);
    expect(bench.host.census.alive(bench.machineId)).toBe(1);
  });

  test('is not started again when its QEMU died while the answer was lost', async () => {
    const bench = await aWorker();
    bench.host.faults.loseNextAnswer('start');
    await bench.order();
    await bench.clock.pass(450);
    bench.host.crashGuest(bench.machineId);
    await bench.clock.pass(60_000);
    expect(bench.host.census.starts(bench.machineId)).toBe(1);
    expect(bench.guard().stoppedReason).toBe('crashed');
  });

  test('runs on through any number of restarts of the agent', async () => {
    const bench = await aRunningMachine();
    for (let i = 0; i < 3; i++) {
      await bench.restart();
      await bench.clock.pass(5_000);
    }
    expect(bench.host.census.starts(bench.machineId)).toBe(1);
  });

  test('is not started while a QEMU of it lives that libvirt does not show', async () => {
    const bench = await aWorker();
    bench.livingUnseen = true;
    await bench.order();
    await bench.clock.pass(60_000);
    expect(bench.host.census.starts(bench.machineId)).toBe(0);
    expect(bench.guard().startedGeneration).toBe(0);
    expect(bench.worker.activity).toMatchObject({ phase: 'waiting' });
    expect(bench.worker.activity.message).toContain(bench.machineId);
    bench.livingUnseen = false;
    await bench.clock.pass(60_000);
    expect(bench.host.census.starts(bench.machineId)).toBe(1);
  });

  test('has the console of a running guest cut when it is too long, and only then', async () => {
    const bench = await aRunningMachine();
    bench.disks.guestPrints(bench.machineId, 'x'.repeat(consoleBytesMax));
    bench.worker.wake();
    await bench.clock.pass(1_000);
    expect(bench.disks.filesOf(bench.machineId).get('console.log')).toHaveLength(consoleBytesMax);
    bench.disks.guestPrints(bench.machineId, 'y');
    bench.worker.wake();
    await bench.clock.pass(1_000);
    expect(bench.disks.filesOf(bench.machineId).get('console.log')).toBe('');
    bench.host.haltInside(bench.machineId);
    await bench.clock.pass(60_000);
    bench.disks.guestPrints(bench.machineId, 'x'.repeat(consoleBytesMax + 1));
    bench.worker.wake();
    await bench.clock.pass(1_000);
    expect(bench.disks.filesOf(bench.machineId).get('console.log')).not.toBe('');
  });

  test('starts again only by a higher generation', async () => {
    const bench = await aRunningMachine();
    bench.host.haltInside(bench.machineId);
    await bench.clock.pass(60_000);
    expect(bench.guard().stoppedReason).toBe('halted');
    await bench.order({ generation: 2 });
    await bench.clock.pass(60_000);
    expect(bench.host.census.starts(bench.machineId)).toBe(2);
    expect(bench.guard()).toMatchObject({ startedGeneration: 2, stoppedReason: null });
  });
});

describe('a new order', () => {
  test('ends a download that is under way', async () => {
    const bench = await aWorker({ fetchMs: 600_000 });
    await bench.order();
    await bench.clock.pass(1_000);
    await bench.order({ generation: 2, desired: 'gone' });
    await bench.clock.pass(2_000);
    expect(bench.guard()).toMatchObject({ goneGeneration: 2, evidence: [] });
    expect(bench.images.kept.size).toBe(0);
    nothingLeft(bench);
  });

  test('is not undone by what the old one had under way', async () => {
    const bench = await aWorker();
    const goOn = bench.host.faults.hangNext('define');
    await bench.order();
    await bench.clock.pass(1_000);
    await bench.order({ generation: 2, desired: 'stopped' });
    goOn();
    await bench.clock.pass(60_000);
    expect(bench.host.census.starts(bench.machineId)).toBe(0);
    expect(bench.guard().startedGeneration).toBe(0);
  });
});

describe('a machine that is ordered to stop', () => {
  test('powers off', async () => {
    const bench = await aRunningMachine();
    await bench.order({ generation: 2, desired: 'stopped' });
    await bench.clock.pass(10_000);
    expect(bench.guard().stoppedReason).toBe('stoppedOnRequest');
  });

  test('is destroyed when it ignores that, at its deadline and not before', async () => {
    const bench = await aRunningMachine();
    bench.host.ignorePowerButton(bench.machineId);
    await bench.order({ generation: 2, desired: 'stopped' });
    await bench.clock.pass(59_000);
    expect(bench.host.census.alive(bench.machineId)).toBe(1);
    await bench.clock.pass(2_000);
    expect(bench.host.census.alive(bench.machineId)).toBe(0);
    expect(bench.guard().stoppedReason).toBe('stopDeadlinePassed');
  });

  test('is not called stopped while a QEMU of it lives that libvirt does not show', async () => {
    const bench = await aRunningMachine();
    bench.host.destroy(bench.machineId);
    bench.host.undefine(bench.machineId);
    bench.livingUnseen = true;
    await bench.order({ generation: 2, desired: 'stopped' });
    await bench.clock.pass(60_000);
    expect(bench.guard().stoppedReason).toBeNull();
    bench.livingUnseen = false;
    await bench.clock.pass(60_000);
    expect(bench.guard().stoppedReason).toBe('vanished');
  });

  test('has its whole deadline again when the agent restarts meanwhile', async () => {
    const bench = await aRunningMachine();
    bench.host.ignorePowerButton(bench.machineId);
    await bench.order({ generation: 2, desired: 'stopped' });
    await bench.clock.pass(30_000);
    await bench.restart();
    await bench.clock.pass(59_000);
    expect(bench.host.census.alive(bench.machineId)).toBe(1);
    await bench.clock.pass(2_000);
    expect(bench.guard().stoppedReason).toBe('stopDeadlinePassed');
  });
});

describe('the end of a machine', () => {
  test('that ran leaves evidence, then its hash, and nothing else; a purge only when it is due', async () => {
    const bench = await aRunningMachine();
    await bench.order({ generation: 2, desired: 'gone' });
    await bench.clock.pass(10_000);
    expect(bench.guard()).toMatchObject({ goneGeneration: 2, purged: false });
    expect(bench.guard().evidence.length).toBeGreaterThan(0);
    expect(bench.guard().seal).toMatch(/^[0-9a-f]{64}$/);
    nothingLeft(bench);
    expect(bench.disks.evidenceOf(bench.machineId).size).toBeGreaterThan(0);
    bench.purgeDue = true;
    bench.worker.wake();
    await bench.clock.pass(1_000);
    expect(bench.guard()).toMatchObject({ purgeIntended: true, purged: true });
    expect(bench.disks.evidenceOf(bench.machineId).size).toBe(0);
  });

  test.each([true, false])(
    'waits while a QEMU lives that libvirt does not show, and touches no disk (ran: %s)',
    async (hasRun) => {
      const bench = hasRun ? await aRunningMachine() : await aWorker();
      if (!hasRun) await bench.disks.createSwap(bench.machineId, 1);
      bench.livingUnseen = true;
      await bench.order({ generation: 2, desired: 'gone' });
      await bench.clock.pass(60_000);
      expect(bench.guard().goneGeneration).toBe(0);
      expect(bench.disks.filesOf(bench.machineId).size).toBeGreaterThan(0);
      expect(bench.disks.evidenceOf(bench.machineId).size).toBe(0);
      bench.livingUnseen = false;
      await bench.clock.pass(60_000);
      expect(bench.guard().goneGeneration).toBe(2);
      expect(bench.disks.evidenceOf(bench.machineId).size > 0).toBe(hasRun);
    },
  );

  test('waits for a libvirt that is away, and is done when it is back', async () => {
    const bench = await aRunningMachine();
    bench.host.setAvailable(false);
    await bench.order({ generation: 2, desired: 'gone' });
    await bench.clock.pass(120_000);
    expect(bench.guard().goneGeneration).toBe(0);
    bench.host.setAvailable(true);
    await bench.clock.pass(60_000);
    expect(bench.guard().goneGeneration).toBe(2);
  });
});

describe('what fails before a first start', () => {
  test.each<[string, (bench: WorkerBench) => void, string]>([
    ['a full disk', ({ disks }) => disks.failNext('createRoot', diskFull), 'diskFull'],
    [
      'a full disk at the last file',
      ({ disks }) => disks.failNext('burnContext', diskFull),
      'diskFull',
    ],
    [
      'a definition that is refused',
      ({ host }) => host.faults.failNext('define'),
      'hypervisorRefused',
    ],
    ['a start that is refused', ({ host }) => host.faults.failNext('start'), 'hypervisorRefused'],
    ['an address that is in use', (bench) => void (bench.addressInUse = true), 'addressInUse'],
    [
      'an image that is refused',
      ({ images }) =>
        images.failNext(
          new ImageRefused({ reason: 'imageTooLarge', message: 'm', where: 'w', whatToDo: 'd' }),
        ),
      'imageTooLarge',
    ],
  ])('%s: failed, and nothing is left', async (_what, plan, reason) => {
    const bench = await aWorker();
    plan(bench);
    await bench.order();
    await bench.clock.pass(30_000);
    expect(bench.guard().failure).toMatchObject({ generation: 1, reason });
    expect(bench.guard().startedGeneration).toBe(0);
    nothingLeft(bench);
    expect(bench.host.census.starts(bench.machineId)).toBe(0);
  });

  test('is not removed while a QEMU of it lives that libvirt does not show', async () => {
    const bench = await aWorker();
    bench.addressInUse = true;
    bench.livingUnseen = true;
    await bench.order();
    await bench.clock.pass(60_000);
    expect(bench.guard().failure).toBeNull();
    expect(bench.disks.filesOf(bench.machineId).has('root.qcow2')).toBe(true);
    bench.livingUnseen = false;
    await bench.clock.pass(60_000);
    expect(bench.guard().failure?.reason).toBe('addressInUse');
    nothingLeft(bench);
  });

  test('an image that cannot be reached is tried three times', async () => {
    const bench = await aWorker();
    const away = new ImageUnavailable('no answer', 'https://x', 'try later');
    for (let i = 0; i < 5; i++) bench.images.failNext(away);
    await bench.order();
    await bench.clock.pass(120_000);
    expect(bench.images.fetches()).toBe(3);
    expect(bench.guard().failure?.reason).toBe('imageUnreachable');
  });

  test.each<[string, (bench: WorkerBench) => void]>([
    [
      'libvirt is away for a moment',
      ({ host }) => host.faults.failNext('define', new HypervisorUnavailable('x')),
    ],
    [
      'a disk error only a person understands',
      ({ disks }) => disks.failNext('createRoot', unknownDisk),
    ],
  ])('%s: it waits, says so, and goes on', async (_what, plan) => {
    const bench = await aWorker();
    plan(bench);
    await bench.order();
    await bench.clock.pass(600);
    expect(bench.worker.activity.phase).toBe('waiting');
    await bench.clock.pass(30_000);
    expect(bench.guard().failure).toBeNull();
    expect(bench.host.census.alive(bench.machineId)).toBe(1);
  });

  test('a machine that ran before is off, everything kept', async () => {
    const bench = await aRunningMachine();
    bench.host.haltInside(bench.machineId);
    await bench.clock.pass(1_000);
    bench.host.faults.failNext('start', new HypervisorRefused('failed', 'no memory'));
    await bench.order({ generation: 2 });
    await bench.clock.pass(30_000);
    expect(bench.guard()).toMatchObject({ failure: null, stoppedReason: 'hypervisorRefused' });
    expect(bench.disks.filesOf(bench.machineId).has('root.qcow2')).toBe(true);
    expect(bench.host.census.starts(bench.machineId)).toBe(1);
  });
});
