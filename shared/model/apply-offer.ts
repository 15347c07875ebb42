/** How events about tokens to join change the state. */
import { assert } from '../base/assert.ts';
import type { EventOf } from './events.ts';
import type { State } from './state.ts';

/** How long an offer is remembered after it expired, in milliseconds of commit time: a day. */
export const offerKeptMs = 24 * 3600 * 1000;

export const applyOfferEvent = {
  hostOffered(state: State, event: EventOf<'hostOffered'>): void {
    const { tokenDigest, name, expiresAtMs } = event;
    assert(!state.offers.has(tokenDigest), 'a token was offered twice');
    for (const [digest, offer] of state.offers)
      if (state.timeMs - offer.expiresAtMs > offerKeptMs) state.offers.delete(digest);
    state.offers.set(tokenDigest, { tokenDigest, name, expiresAtMs, usedBy: '' });
  },

  hostOfferWithdrawn(state: State, { tokenDigest }: EventOf<'hostOfferWithdrawn'>): void {
    state.offers.delete(tokenDigest);
  },
};

/** A host joined by the token, which joins no other. */
export function useOffer(state: State, tokenDigest: string, hostId: string): void {
  const offer = state.offers.get(tokenDigest);
  assert(offer && offer.usedBy === '', `host ${hostId} joined by a token that was not to be had`);
  offer.usedBy = hostId;
}
