/** How events about quarantine change the state. */
import { assert } from '../base/assert.ts';
import type { EventOf } from './events.ts';
import type { State } from './state.ts';
import { evidenceOf, hostOf } from './state-access.ts';

export const applyEvidenceEvent = {
  evidenceKept(state: State, event: EventOf<'evidenceKept'>): void {
    assert(!state.evidence.has(event.machineId), `evidence of ${event.machineId} kept twice`);
    const { machineId, hostId, generation, files, reservedMiB, purgeNotBeforeMs } = event;
    state.evidence.set(machineId, {
      ...{ machineId, hostId, generation, files, reservedMiB, purgeNotBeforeMs },
      ...{ keptAtMs: state.timeMs, digest: '', held: null, purgeOrderedAt: 0, purged: false },
    });
    hostOf(state, hostId).promised.diskMiB += reservedMiB;
  },

  evidenceSealed(state: State, { machineId, digest }: EventOf<'evidenceSealed'>): void {
    evidenceOf(state, machineId).digest = digest;
  },

  evidenceHeld(state: State, { machineId, why }: EventOf<'evidenceHeld'>): void {
    const evidence = evidenceOf(state, machineId);
    assert(
      evidence.purgeOrderedAt === 0,
      `evidence of ${machineId} held after its purge was ordered`,
    );
    evidence.held = why;
  },

  evidenceReleased(state: State, { machineId }: EventOf<'evidenceReleased'>): void {
    evidenceOf(state, machineId).held = null;
  },

  purgeOrdered(state: State, { machineId }: EventOf<'purgeOrdered'>): void {
    const evidence = evidenceOf(state, machineId);
    assert(evidence.held === null, `purge of held evidence of ${machineId}`);
    assert(
      state.timeMs >= evidence.purgeNotBeforeMs,
      `purge of evidence of ${machineId} before its time`,
    );
    evidence.purgeOrderedAt = state.sequence;
  },

  evidencePurged(state: State, { machineId }: EventOf<'evidencePurged'>): void {
    const evidence = evidenceOf(state, machineId);
    assert(evidence.purgeOrderedAt > 0, `evidence of ${machineId} purged without an order`);
    evidence.purged = true;
    const host = hostOf(state, evidence.hostId);
    host.promised.diskMiB -= evidence.reservedMiB;
    host.machines.delete(machineId);
  },
};
