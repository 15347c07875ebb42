/**
 * `offerHost`, `withdrawOffer`, `joinHost`: how a host becomes known. An administrator names it himself, or gives out a
 * token with which one host joins, once; a repeat of the same host with the same token and key gets the same answer.
 */
import { ok, refused } from '../../shared/base/result.ts';
import type { Result } from '../../shared/base/result.ts';
import type { CommandFields, JoinHost } from '../../shared/model/command.ts';
import type { Event } from '../../shared/model/events.ts';
import type { Refusal } from '../../shared/model/reasons.ts';
import type { Host, HostOffer, State } from '../../shared/model/state.ts';
import { hostNameRefusal } from './host-name.ts';
import { hostExists, hostRemoved } from './refusals.ts';

type Decision = Result<readonly Event[], Refusal>;

/** An nkey of a user: U and 55 characters of base 32. */
const publicKeyText = /^(U[A-Z2-7]{55})?$/;

export function decideJoinHost(state: State, request: JoinHost, nowMs: number): Decision {
  const { hostId, publicKey, tokenDigest } = request;
  if (!publicKeyText.test(publicKey)) return refused(notAKey(publicKey));
  const offer = tokenDigest === '' ? null : (state.offers.get(tokenDigest) ?? null);
  if (tokenDigest !== '' && !offer) return refused(tokenUnknown);
  const name = offer && offer.name !== '' ? offer.name : request.name;
  const known = state.hosts.get(hostId);
  if (known?.removed) return refused(hostRemoved(known.name));
  if (known && isSame(known, name, publicKey) && (!offer || offer.usedBy === hostId)) return ok([]);
  const usable = offer ? offerRefusal(offer, nowMs) : null;
  if (usable) return refused(usable);
  if (known) return refused(hostExists(known.name));
  const unusable = hostNameRefusal(state, name, hostId) ?? keyRefusal(state, publicKey);
  if (unusable) return refused(unusable);
  return ok([{ type: 'hostJoined', hostId, name, publicKey, tokenDigest }]);
}

/** A label that was changed since does not make it another host. */
function isSame(known: Host, name: string, publicKey: string): boolean {
  return known.publicKey === publicKey && (publicKey !== '' || known.name === name);
}

function offerRefusal(offer: HostOffer, nowMs: number): Refusal | null {
  if (offer.usedBy !== '') return tokenUsed;
  return nowMs >= offer.expiresAtMs ? tokenExpired : null;
}

function keyRefusal(state: State, publicKey: string): Refusal | null {
  if (publicKey === '') return null;
  for (const host of state.hosts.values())
    if (host.publicKey === publicKey && !host.removed) return hostExists(host.name);
  return null;
}

/** The token itself stays with who made it; only its digest is known here. */
export function decideOfferHost(
  state: State,
  { tokenDigest, name, expiresAtMs }: CommandFields['offerHost'],
  nowMs: number,
): Decision {
  const known = state.offers.get(tokenDigest);
  if (known)
    return known.name === name && known.expiresAtMs === expiresAtMs ? ok([]) : refused(tokenUsed);
  if (expiresAtMs <= nowMs) return refused(tokenExpired);
  const unusable = name === '' ? null : hostNameRefusal(state, name, '');
  if (unusable) return refused(unusable);
  return ok([{ type: 'hostOffered', tokenDigest, name, expiresAtMs }]);
}

/** What was used up stays known: its host can still repeat how it joined. */
export function decideWithdrawOffer(
  state: State,
  { tokenDigest }: CommandFields['withdrawOffer'],
): Decision {
  const offer = state.offers.get(tokenDigest);
  if (!offer) return refused(tokenUnknown);
  if (offer.usedBy !== '') return refused(tokenUsed);
  return ok([{ type: 'hostOfferWithdrawn', tokenDigest }]);
}

const another = 'ask an administrator for another one: `stratus host add`';

const tokenUnknown: Refusal = {
  reason: 'joinTokenUnknown',
  message: 'this token to join was never given out, or was withdrawn',
  where: 'token',
  whatToDo: `copy it whole, or ${another}`,
};

const tokenExpired: Refusal = {
  reason: 'joinTokenExpired',
  message: 'the time of this token to join is over',
  where: 'token',
  whatToDo: another,
};

const tokenUsed: Refusal = {
  reason: 'joinTokenUsed',
  message: 'a host has joined by this token already',
  where: 'token',
  whatToDo: another,
};

function notAKey(given: string): Refusal {
  return {
    reason: 'malformedRequest',
    message: `${JSON.stringify(given.slice(0, 80))} is not the public nkey of an agent`,
    where: 'publicKey',
    whatToDo: 'send U and the 55 letters and digits that follow it, or nothing',
  };
}
