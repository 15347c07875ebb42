/**
 * The index of hosts that belongs to a state, kept from decision to decision. Whoever alone changes a state says that it
 * follows it, and tells the events of each entry after it was applied; only the hosts that they concern are looked at
 * again. Of a state that nobody follows an index is made for each decision. After a rollback the leader has another state,
 * with which nothing of the old index is known any more.
 */
import { assert } from '../../shared/base/assert.ts';
import type { Load } from '../../shared/model/conversation.ts';
import type { Event, EventType } from '../../shared/model/events.ts';
import type { SiteView, State } from '../../shared/model/state.ts';
import { hostTable } from '../placement/host-table.ts';
import { createPlacementIndex } from '../placement/placement-index.ts';
import type { PlacementIndex } from '../placement/placement-index.ts';
import { hostViewOf, hostViews } from './host-views.ts';
import type { Standings } from './host-views.ts';

interface Followed {
  /** Null: to be made when it is needed next. */
  index: PlacementIndex | null;
  /** Hosts of which the index does not know the newest. */
  readonly changed: Set<string>;
  /** How the hosts stood when they were looked at last, and by row their load then. */
  standings: Standings | null;
  loads: (Load | null)[];
}

const followedByState = new WeakMap<State, Followed>();

/** From here on every entry that is applied to the state is told by `noteEvents`. */
export function followHosts(state: State): void {
  followedByState.set(state, { index: null, changed: new Set(), standings: null, loads: [] });
}

/** These events were applied to the state. */
export function noteEvents(state: State, events: readonly Event[]): void {
  const followed = followedByState.get(state);
  if (!followed || followed.index === null) return;
  for (const event of events) noteEvent(state, followed, event);
}

/**
 * The hosts as this decision sees them; what the decision reserves is forgotten by the next one. Of a followed state it is
 * the same index each time: one decision ends before another begins.
 */
export function hostIndex(state: State, site: SiteView, standings: Standings): PlacementIndex {
  const followed = followedByState.get(state);
  if (!followed) return madeAnew(state, site, standings);
  const index = broughtUp(state, site, standings, followed) ?? madeAnew(state, site, standings);
  if (followed.index !== index) {
    followed.index = index;
    followed.loads = index.table.hostIds.map((id) => standings.get(id)?.load ?? null);
  }
  followed.standings = standings;
  followed.changed.clear();
  const reserved = (row: number): void => {
    followed.changed.add(index.table.hostIds[row] ?? '');
  };
  return {
    ...index,
    reserve(row, resources) {
      reserved(row);
      index.reserve(row, resources);
    },
    unreserve(row, resources) {
      reserved(row);
      index.unreserve(row, resources);
    },
  };
}

function madeAnew(state: State, site: SiteView, standings: Standings): PlacementIndex {
  return createPlacementIndex(hostTable(hostViews(state, site, standings)));
}

/** Null: there is none, or hosts came or went. */
function broughtUp(
  state: State,
  site: SiteView,
  standings: Standings,
  followed: Followed,
): PlacementIndex | null {
  const { index, changed } = followed;
  if (index === null) return null;
  noteStandings(followed, index, standings);
  for (const hostId of changed) {
    const host = state.hosts.get(hostId);
    const view = host ? hostViewOf(state, site, host, standings.get(hostId)) : null;
    if (view === null ? index.table.indexOf.has(hostId) : !index.setHost(view)) return null;
  }
  return index;
}

/** What was not heard then and is now, or the other way round, or says another load. */
function noteStandings(followed: Followed, { table }: PlacementIndex, standings: Standings): void {
  if (standings === followed.standings) return;
  for (let row = 0; row < table.size; row++) {
    const hostId = table.hostIds[row] ?? '';
    const standing = standings.get(hostId);
    const load = standing?.load ?? null;
    if ((standing?.heard ?? false) === (table.heard[row] === 1) && load === followed.loads[row])
      continue;
    followed.loads[row] = load;
    followed.changed.add(hostId);
  }
}

/** Which hosts may look different to placement after an event. */
type Concerns =
  | 'none'
  /** The one that it names. */
  | 'itsHost'
  /** Where the machine is, or what is kept of it. */
  | 'hostOfMachine'
  /** Any: all are looked at anew. */
  | 'all';

const concerns = {
  ...{ machineAccepted: 'none', machineWaiting: 'none', machineAdvanced: 'none' },
  ...{ startOrdered: 'none', stopOrdered: 'none', killOrdered: 'none', machineStopped: 'none' },
  ...{ machineLost: 'none', contextBound: 'none' },
  machinePlaced: 'itsHost',
  ...{ machineFailed: 'hostOfMachine', machineGone: 'hostOfMachine' },
  machineGivenUp: 'hostOfMachine',
  ...{ hostJoined: 'itsHost', hostEnabled: 'itsHost', hostDisabled: 'itsHost' },
  ...{ hostDeclared: 'itsHost', hostRenamed: 'itsHost', hostRemoved: 'itsHost' },
  ...{ hostDownAsked: 'itsHost', hostDownConfirmed: 'itsHost', hostReturned: 'itsHost' },
  ...{ hostCloned: 'itsHost', hostRebound: 'itsHost', hostRecovered: 'itsHost' },
  ...{ hostOffered: 'none', hostOfferWithdrawn: 'none', addressLeased: 'none' },
  ...{ addressSuspected: 'none', addressReplaced: 'none', addressReleased: 'none' },
  evidenceKept: 'itsHost',
  evidencePurged: 'hostOfMachine',
  ...{ evidenceSealed: 'none', evidenceHeld: 'none', evidenceReleased: 'none' },
  purgeOrdered: 'none',
  ...{ machineRecovered: 'all', evidenceRecovered: 'all', logRecovered: 'all' },
  ...{ recoveryNeeded: 'none', recoveryEnded: 'none' },
  siteConfigured: 'all',
  ...{ cloudCreated: 'none', termStarted: 'none', networkDefined: 'none' },
  ...{ sealed: 'none', segmentOpened: 'none', stateCarried: 'all' },
} as const satisfies Record<EventType, Concerns>;

function noteEvent(state: State, followed: Followed, event: Event): void {
  switch (concerns[event.type]) {
    case 'none':
      return;
    case 'all':
      followed.index = null;
      return;
    case 'itsHost':
      assert('hostId' in event, `${event.type} names a host`);
      followed.changed.add(event.hostId);
      return;
    case 'hostOfMachine': {
      assert('machineId' in event, `${event.type} names a machine`);
      const { hostId } = state.machines.get(event.machineId) ?? { hostId: null };
      if (hostId !== null) followed.changed.add(hostId);
      const evidence = state.evidence.get(event.machineId);
      if (evidence) followed.changed.add(evidence.hostId);
    }
  }
}
