import type { MachineRecord } from '../../shared/model/machine-record.ts';

/** A machine that wants to run; a test names only what matters to it. */
export function aMachineRecord(changes: Partial<MachineRecord> = {}): MachineRecord {
  return {
    machineId: '11111111-2222-4333-8444-555555555555',
    label: 7,
    name: 'web',
    projectId: 'p1',
    generation: 1,
    desired: 'running',
    vcpus: 1,
    memoryMiB: 128,
    swapMiB: 64,
    volatileMiB: 0,
    rootDiskMiB: 1024,
    image: {
      identifier: null,
      locations: ['https://images.example.org/small.qcow2'],
      format: 'qcow2',
      compression: 'none',
      bytes: null,
      digests: [{ algorithm: 'sha256', value: 'ab'.repeat(32) }],
    },
    nics: [
      {
        networkClass: 'local',
        mac: '02:00:0a:4d:09:05',
        address: 0x0a4d0905,
        prefixLength: 24,
        gateway: null,
      },
    ],
    context: { digest: 'cd'.repeat(32), volumeLabel: '_STRATUSLAB' },
    stopDeadlineMs: 60_000,
    orderedAt: 1,
    origin: null,
    ...changes,
  };
}
