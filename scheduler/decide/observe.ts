/**
 * What follows from a host's word about one machine. Only the assigned host is believed, and only about the present
 * generation; a machine ends only by a positive `gone`. Everything else is late, early or somebody else's, and changes
 * nothing.
 */
import type { EvidenceReport, MachineReport } from '../../shared/model/conversation.ts';
import type { Event } from '../../shared/model/events.ts';
import type { Reason } from '../../shared/model/reasons.ts';
import type { Machine, State } from '../../shared/model/state.ts';
import { startOrdered } from './machine-actions.ts';
import { siteOf } from './planner.ts';
import { lateReleases, releases } from './releases.ts';

export function observeMachine(
  state: State,
  hostId: string,
  report: MachineReport,
  nowMs: number,
): readonly Event[] {
  const machine = state.machines.get(report.machineId);
  if (!machine || machine.hostId !== hostId || machine.generation !== report.generation) return [];
  switch (report.phase) {
    case 'preparing':
    case 'waiting':
    case 'stopping':
    case 'ending':
      return [];
    case 'starting':
      return machine.state === 'prolog' ? [advanced(machine, 'boot')] : [];
    case 'running':
      return isComing(machine) ? [advanced(machine, 'running')] : [];
    case 'stopped':
      return stopped(machine, report);
    case 'vanished':
      return lost(machine, 'vanished');
    case 'failed':
      return failed(machine, report);
    case 'gone':
      return gone(state, machine, report, nowMs);
  }
}

/** The host says all there is, and a machine that ran is not in it: it vanished. Its resources are kept. */
export function observeAbsence(
  state: State,
  hostId: string,
  reported: ReadonlySet<string>,
): readonly Event[] {
  const events: Event[] = [];
  for (const machineId of state.hosts.get(hostId)?.machines ?? []) {
    const machine = state.machines.get(machineId);
    if (machine?.state === 'running' && !reported.has(machineId))
      events.push(...lost(machine, 'vanished'));
  }
  return events;
}

export function observeEvidence(
  state: State,
  hostId: string,
  report: EvidenceReport,
): readonly Event[] {
  const { machineId } = report;
  const evidence = state.evidence.get(machineId);
  if (!evidence || evidence.hostId !== hostId || evidence.purged) return [];
  switch (report.phase) {
    case 'kept':
      return [];
    case 'sealed':
      return evidence.digest === '' && report.digest !== ''
        ? [{ type: 'evidenceSealed', machineId, digest: report.digest }]
        : [];
    case 'purged':
      return evidence.purgeOrderedAt > 0 ? [{ type: 'evidencePurged', machineId }] : [];
  }
}

function isComing({ state, desired }: Machine): boolean {
  return desired === 'running' && (state === 'prolog' || state === 'boot' || state === 'unknown');
}

function advanced({ spec, generation }: Machine, to: 'boot' | 'running'): Event {
  return { type: 'machineAdvanced', machineId: spec.machineId, generation, to };
}

/** Off: as ordered, by the guest itself, with its host, or by an accident. */
function stopped(machine: Machine, report: MachineReport): readonly Event[] {
  const { machineId } = machine.spec;
  if (!['prolog', 'boot', 'running', 'stopping', 'unknown'].includes(machine.state)) return [];
  const reason: Reason =
    report.reason ?? (machine.desired === 'stopped' ? 'stoppedOnRequest' : 'halted');
  if (machine.desired === 'running' && !isCleanStop(reason)) return lost(machine, reason);
  const { generation } = machine;
  const event: Event = {
    type: 'machineStopped',
    machineId,
    generation,
    reason,
    counters: report.counters,
  };
  if (machine.thenGone)
    return [event, { type: 'killOrdered', machineId, generation: generation + 1 }];
  const again =
    machine.desired === 'running' &&
    reason === 'hostRestarted' &&
    machine.spec.onHostRestart === 'start';
  return again ? [event, startOrdered(machine)] : [event];
}

function isCleanStop(reason: Reason): boolean {
  return reason === 'halted' || reason === 'hostRestarted';
}

function lost(machine: Machine, reason: Reason): readonly Event[] {
  const { reason: before } = machine;
  const knownBetter =
    machine.state === 'unknown' && (before === 'hostSilent' || before === 'hostConfirmedDown');
  const mayBeLost = ['prolog', 'boot', 'running', 'stopping'].includes(machine.state);
  if (!mayBeLost && !knownBetter) return [];
  const { machineId } = machine.spec;
  return [{ type: 'machineLost', machineId, generation: machine.generation, reason }];
}

function failed(machine: Machine, report: MachineReport): readonly Event[] {
  if (machine.state !== 'prolog' && machine.state !== 'boot') return [];
  if (report.reason === 'addressInUse' && machine.spec.wantedAddress === null) return [];
  const { machineId } = machine.spec;
  const { generation, message } = report;
  const reason = report.reason ?? 'hypervisorRefused';
  return [{ type: 'machineFailed', machineId, generation, reason, message }];
}

/** What the log can hold of a size in MiB: whatever a host says, its word can be written. */
const reservedMax = 0xffff_ffff;

/**
 * Its disks are in quarantine, or there was nothing to keep; its resources and name are free, its addresses rest. Of one that
 * was given up these were free before, but for the addresses: its host's word shortens their long rest.
 */
function gone(
  state: State,
  machine: Machine,
  report: MachineReport,
  nowMs: number,
): readonly Event[] {
  if ((machine.state !== 'epilog' && !machine.givenUp) || machine.hostId === null) return [];
  const { machineId } = machine.spec;
  const { generation } = machine;
  const kept: Event[] = [];
  if (report.evidence.length > 0) {
    const bytes = report.evidence.reduce((sum, file) => sum + file.bytes, 0);
    kept.push({
      ...{
        type: 'evidenceKept',
        machineId,
        generation,
        hostId: machine.hostId,
        files: report.evidence,
      },
      reservedMiB: Math.min(Math.ceil(bytes / 1_048_576), reservedMax),
      purgeNotBeforeMs: nowMs + siteOf(state).quarantineWindowMs,
    });
  }
  const ended: Event = { type: 'machineGone', machineId, generation, counters: report.counters };
  const free = machine.givenUp ? lateReleases : releases;
  return [...kept, ended, ...free(state, machine, nowMs)];
}
