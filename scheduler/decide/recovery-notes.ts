/** What a recovery does and what it cannot know, in sentences for an administrator. They change only when something else is done. */
import type { RecoveryNote } from '../../shared/model/command.ts';
import type { Event, EventOf } from '../../shared/model/events.ts';
import { isAwaited, untoldHosts } from '../../shared/model/host-life.ts';
import type { State } from '../../shared/model/state.ts';
import { printIpv4 } from '../../shared/net/ipv4.ts';
import { heldByRecovery } from './recover-evidence.ts';
import type { ToldHost } from './recovery.ts';

/** What these events do; `state` is the one before them. */
export function notesOfStep(state: State, events: readonly Event[]): RecoveryNote[] {
  const notes: RecoveryNote[] = [];
  const ended = events.some(({ type }) => type === 'killOrdered');
  for (const event of events) {
    if (event.type === 'hostJoined')
      notes.push(note('host', `Host ${event.name} speaks and is not in the log: it joins again.`));
    else if (event.type === 'machineRecovered')
      notes.push(note('machine', machineText(state, event, ended)));
    else if (event.type === 'machineLost' || (event.type === 'machineGone' && ended === false))
      notes.push(note('machine', lostText(state, event.machineId)));
    else if (event.type === 'evidenceRecovered')
      notes.push(note('evidence', evidenceText(state, event)));
    else if (event.type === 'evidenceHeld')
      notes.push(
        note(
          'evidence',
          `Evidence of ${named(state, event.machineId)} is held: ${heldByRecovery}.`,
        ),
      );
  }
  return notes;
}

/** What nobody can say; `state` is the one after the recovery. */
export function notesOfSilence(state: State, told: readonly ToldHost[]): RecoveryNote[] {
  const notes: RecoveryNote[] = [];
  for (const host of state.hosts.values())
    if (isAwaited(host))
      notes.push(
        note(
          'unknown',
          `What host ${host.name} holds: it did not tell. Until it does, or is confirmed down, no address is leased and no machine that waits is placed.`,
        ),
      );
  for (const { name, hostId, unguarded } of told)
    for (const machineId of unguarded)
      notes.push(
        note(
          'unknown',
          `What machine ${machineId} on host ${state.hosts.get(hostId)?.name ?? name} was to be: the host keeps no record of it. It is not touched.`,
        ),
      );
  for (const { spec, state: at } of state.machines.values())
    if (at === 'pending')
      notes.push(
        note(
          'unknown',
          `Whether machine ${spec.name} (${spec.label}), which waits, was ended since${withheld(state)}.`,
        ),
      );
  notes.push(note('unknown', alwaysUnknown));
  return notes;
}

/** Where a host did not tell, such a machine waits for it even when that host is confirmed down. */
function withheld(state: State): string {
  return untoldHosts(state).length === 0
    ? ''
    : ', or placed on a host that did not tell: it is placed when all have told, or ended with `stratus kill`';
}

const alwaysUnknown =
  'Requests of the lost time that no host had carried out: machines that still waited for a place, orders that had not reached their host, holds and releases, hosts that were offered, renamed, disabled or removed, and sums of counters.';

function note(about: RecoveryNote['about'], text: string): RecoveryNote {
  return { about, text: text.slice(0, 500) };
}

function machineText(state: State, event: EventOf<'machineRecovered'>, ended: boolean): string {
  const { spec, generation, nics, hostId } = event;
  const host = state.hosts.get(hostId)?.name ?? hostId;
  const addresses = nics.map(({ address }) => printIpv4(address)).join(', ') || 'no address';
  const what = `Machine ${spec.name} (${spec.label}) on host ${host}, ${addresses}, generation ${generation}`;
  const before = state.machines.get(event.machineId);
  const then = ended ? ' Its end is ordered.' : '';
  if (event.givenUp) return `${what}: was ended meanwhile, and is ended there.`;
  if (event.state === 'done') return `${what}: has ended.`;
  const noted = event.hasAddresses ? '' : ' Its address belongs to another machine by now.';
  if (!before)
    return `${what}: is not in the log and is taken up; it is to be ${wish(event)}.${noted}${then}`;
  return `${what}: the log knows generation ${before.generation}; it is to be ${wish(event)}.${noted}${then}`;
}

function wish({ desired }: EventOf<'machineRecovered'>): string {
  return desired === 'gone' ? 'ended' : desired;
}

function lostText(state: State, machineId: string): string {
  const machine = state.machines.get(machineId);
  const host = state.hosts.get(machine?.hostId ?? '')?.name ?? '';
  return `Machine ${named(state, machineId)}: the log places it on host ${host}, which has nothing of it: vanished, and ended.`;
}

function evidenceText(state: State, event: EventOf<'evidenceRecovered'>): string {
  const host = state.hosts.get(event.hostId)?.name ?? event.hostId;
  const what = `Evidence of ${named(state, event.machineId)} on host ${host}`;
  if (event.purged) return `${what}: is there no more, purged in the lost time or lost.`;
  if (event.purgeOrdered) return `${what}: its purge was ordered.`;
  return `${what}: is taken up and held: ${heldByRecovery}.`;
}

function named(state: State, machineId: string): string {
  const spec = state.machines.get(machineId)?.spec;
  return spec ? `${spec.name} (${spec.label})` : machineId;
}
