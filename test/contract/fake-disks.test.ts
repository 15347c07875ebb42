import { systemClock } from '../../shared/time/system-clock.ts';
import { fakeDisks } from '../fakes/fake-disks.ts';
import { disksSuite } from './disks-suite.ts';

disksSuite('the fake', async () => {
  const disks = fakeDisks({ clock: systemClock });
  const names = {
    ...{ root: 'root.qcow2', swap: 'swap.raw' },
    ...{ volatile: 'volatile.raw', context: 'context.iso' },
  };
  return {
    base: {
      path: '/fake/images/base',
      format: 'qcow2',
      virtualBytes: 1 << 20,
      fileBytes: 1 << 18,
      sha256: 'ab'.repeat(32),
    },
    open: async () => disks,
    guestWrites: async (machineId, text) => disks.guestWrites(machineId, text),
    guestPrints: async (machineId, text) => disks.guestPrints(machineId, text),
    contextOf: async (machineId) => disks.contextOf(machineId),
    hasFile: async (machineId, name) => disks.filesOf(machineId).has(names[name]),
    close: async () => {},
  };
});
