import type { MachineReport } from '../../shared/model/conversation.ts';

/** What a host says of one machine: running in its first generation unless told otherwise. */
export function aReport(
  changes: Partial<MachineReport> & Pick<MachineReport, 'machineId'>,
): MachineReport {
  return {
    ...{ generation: 1, phase: 'running', startedGeneration: 0, reason: null, message: '' },
    ...{ doneBytes: 0, totalBytes: 0, counters: null, evidence: [], ...changes },
  };
}
