/** How events about hosts change the state. */
import { assert } from '../base/assert.ts';
import type { EventOf } from './events.ts';
import type { State } from './state.ts';
import { hostOf } from './state-access.ts';

export const applyHostEvent = {
  hostJoined(state: State, { hostId, name }: EventOf<'hostJoined'>): void {
    assert(!state.hosts.has(hostId), `host ${hostId} joined twice`);
    state.hosts.set(hostId, {
      ...{ hostId, name, enabled: true, why: '', joinedAtMs: state.timeMs, declared: null },
      promised: { cpuHundredths: 0, memoryMiB: 0, diskMiB: 0 },
      machines: new Set(),
    });
  },

  hostEnabled(state: State, { hostId }: EventOf<'hostEnabled'>): void {
    const host = hostOf(state, hostId);
    host.enabled = true;
    host.why = '';
  },

  hostDisabled(state: State, { hostId, why }: EventOf<'hostDisabled'>): void {
    const host = hostOf(state, hostId);
    host.enabled = false;
    host.why = why;
  },

  hostDeclared(state: State, event: EventOf<'hostDeclared'>): void {
    const { capacity, attributes, hypervisorUuid, storageId, bootId } = event;
    hostOf(state, event.hostId).declared = {
      ...{ capacity, attributes, hypervisorUuid, storageId, bootId },
    };
  },
};
