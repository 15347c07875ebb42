/**
 * `confirmDown`: an administrator vouches that nothing of a silent host runs. In two steps: the first tells a word that
 * stands for what would follow, the second repeats it. Nothing is started elsewhere by it; the orders for the ends that are
 * taken for done are kept until the host itself confirms them.
 */
import { ok, refused } from '../../shared/base/result.ts';
import type { Result } from '../../shared/base/result.ts';
import type { CommandFields } from '../../shared/model/command.ts';
import type { Event } from '../../shared/model/events.ts';
import { confirmationWord, givenUpWith, isConfirmedDown } from '../../shared/model/host-life.ts';
import type { GivenUp } from '../../shared/model/host-life.ts';
import type { Refusal } from '../../shared/model/reasons.ts';
import type { Host, State } from '../../shared/model/state.ts';
import { findHost } from './find.ts';
import { giveUp } from './give-up.ts';
import { unknownHost } from './refusals.ts';

type Decision = Result<readonly Event[], Refusal>;

/** How long the word of the first step is good, ms: ten minutes. */
export const confirmWithinMs = 600_000;

/** `silent`: hosts under whose key nobody spoke for as long as the site says, believed or not. */
export function decideConfirmDown(
  state: State,
  { host: named, why, word }: CommandFields['confirmDown'],
  silent: ReadonlySet<string>,
  nowMs: number,
): Decision {
  const host = findHost(state, named);
  if (!host) return refused(unknownHost(named));
  if (isConfirmedDown(host)) return ok([]);
  if (!silent.has(host.hostId)) return refused(notSilent(host));
  return word === '' ? ok([asked(state, host, why, nowMs)]) : confirm(state, host, word, nowMs);
}

function asked(state: State, host: Host, why: string, nowMs: number): Event {
  const expiresAtMs = nowMs + confirmWithinMs;
  const word = confirmationWord(state, host, expiresAtMs);
  return { type: 'hostDownAsked', hostId: host.hostId, why, word, expiresAtMs };
}

function confirm(state: State, host: Host, word: string, nowMs: number): Decision {
  const { downAsked, hostId } = host;
  if (downAsked?.word !== word) return refused(wordUnknown(host));
  if (nowMs >= downAsked.expiresAtMs) return refused(wordExpired(host));
  if (confirmationWord(state, host, downAsked.expiresAtMs) !== word) return refused(changed(host));
  const { why } = downAsked;
  return ok([
    { type: 'hostDownConfirmed', hostId, why, bootId: host.declared?.bootId ?? '' },
    { type: 'hostDisabled', hostId, why: downText(why) },
    ...givenUpWith(state, host).flatMap((one) => consequences(state, one, nowMs)),
  ]);
}

function consequences(
  state: State,
  { machine, becomes }: GivenUp,
  nowMs: number,
): readonly Event[] {
  const { machineId } = machine.spec;
  const { generation } = machine;
  if (becomes === 'kept') return [];
  if (becomes === 'done') return giveUp(state, machine, nowMs);
  return [{ type: 'machineLost', machineId, generation, reason: 'hostConfirmedDown' }];
}

function notSilent(host: Host): Refusal {
  return {
    reason: 'hostNotSilent',
    message: `host ${host.name} spoke a moment ago, or the time after which it counts as silent is not over`,
    where: `host ${host.name}`,
    whatToDo:
      'look at `stratus host list`; a host that speaks ends its machines itself: `stratus kill`; where a copy of it speaks, stop the copy first',
  };
}

const again = 'look again at what would follow: `stratus host confirm-down` without --confirm';

function wordUnknown(host: Host): Refusal {
  return {
    reason: 'confirmationUnknown',
    message: `this is not the word that was told for host ${host.name}`,
    where: 'confirm',
    whatToDo: again,
  };
}

function changed(host: Host): Refusal {
  return {
    reason: 'confirmationUnknown',
    message: `the machines on host ${host.name} are others now than when the word was told`,
    where: 'confirm',
    whatToDo: again,
  };
}

function wordExpired(host: Host): Refusal {
  return {
    reason: 'confirmationExpired',
    message: `the word for host ${host.name} was good for ten minutes`,
    where: 'confirm',
    whatToDo: again,
  };
}

/** Why it is disabled from then on. */
function downText(why: string): string {
  return why === '' ? 'confirmed down' : `confirmed down: ${why}`;
}
