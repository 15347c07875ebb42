/** How events about hosts change the state. */
import { assert } from '../base/assert.ts';
import type { EventOf } from './events.ts';
import type { State } from './state.ts';
import { useOffer } from './apply-offer.ts';
import { hostOf } from './state-access.ts';

export const applyHostEvent = {
  hostJoined(state: State, event: EventOf<'hostJoined'>): void {
    const { hostId, name, publicKey, tokenDigest } = event;
    assert(!state.hosts.has(hostId), `host ${hostId} joined twice`);
    if (tokenDigest !== '') useOffer(state, tokenDigest, hostId);
    state.hosts.set(hostId, {
      ...{ hostId, name, enabled: true, why: '', joinedAtMs: state.timeMs, declared: null },
      promised: { cpuHundredths: 0, memoryMiB: 0, diskMiB: 0 },
      machines: new Set(),
      ...{ publicKey, removed: null, downAsked: null, downConfirmed: null, rebound: false },
      ...{ cloned: null, awaited: state.recovery !== null, replaces: null },
    });
  },

  hostEnabled(state: State, { hostId }: EventOf<'hostEnabled'>): void {
    const host = hostOf(state, hostId);
    host.enabled = true;
    host.why = '';
    host.downAsked = null;
    host.downConfirmed = null;
  },

  hostDisabled(state: State, { hostId, why }: EventOf<'hostDisabled'>): void {
    const host = hostOf(state, hostId);
    host.enabled = false;
    host.why = why;
  },

  hostDeclared(state: State, event: EventOf<'hostDeclared'>): void {
    const { capacity, attributes, hypervisorUuid, storageId, bootId } = event;
    const host = hostOf(state, event.hostId);
    host.declared = { capacity, attributes, hypervisorUuid, storageId, bootId };
    host.rebound = false;
  },

  hostRenamed(state: State, { hostId, name }: EventOf<'hostRenamed'>): void {
    hostOf(state, hostId).name = name;
  },

  hostRemoved(state: State, { hostId, why }: EventOf<'hostRemoved'>): void {
    const host = hostOf(state, hostId);
    assert(host.removed === null, `host ${hostId} removed twice`);
    host.removed = { why, atMs: state.timeMs };
    host.enabled = false;
    host.downAsked = null;
  },

  hostDownAsked(state: State, event: EventOf<'hostDownAsked'>): void {
    const { why, word, expiresAtMs } = event;
    hostOf(state, event.hostId).downAsked = { why, word, expiresAtMs };
  },

  hostDownConfirmed(state: State, event: EventOf<'hostDownConfirmed'>, actor: string): void {
    const { why, bootId } = event;
    const host = hostOf(state, event.hostId);
    host.downAsked = null;
    host.downConfirmed = { why, confirmedBy: actor, atMs: state.timeMs, bootId, returned: null };
  },

  hostReturned(state: State, { hostId, bootId }: EventOf<'hostReturned'>): void {
    const host = hostOf(state, hostId);
    assert(host.downConfirmed, `host ${hostId} returned without having been confirmed down`);
    const returned = { atMs: state.timeMs, bootId };
    host.downConfirmed = { ...host.downConfirmed, returned };
  },

  hostCloned(state: State, { hostId, bootId }: EventOf<'hostCloned'>): void {
    hostOf(state, hostId).cloned = { atMs: state.timeMs, bootId };
  },

  hostRebound(state: State, { hostId }: EventOf<'hostRebound'>): void {
    const host = hostOf(state, hostId);
    host.rebound = true;
    host.cloned = null;
  },
};
