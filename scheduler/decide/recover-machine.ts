/**
 * What follows from what a host holds of a machine when the log is recovered: whatever the host knows beyond the log enters
 * it. Of two orders the one of the higher generation counts; what the log wants ended stays so. How the machine goes on from
 * there is left to the host's next report.
 */
import type { InventoryItem } from '../../shared/model/conversation.ts';
import type { Event, EventOf, MachineSpec } from '../../shared/model/events.ts';
import { isFinal } from '../../shared/model/lifecycle.ts';
import type { MachineRecord } from '../../shared/model/machine-record.ts';
import type { Machine, State } from '../../shared/model/state.ts';
import type { MachineState } from '../../shared/model/words.ts';
import { siteOf } from './planner.ts';
import { givenUpRestMs } from './releases.ts';

export interface RecoveryFacts {
  readonly nowMs: number;
  /** The orders of all machines that are told in this recovery and have not ended. */
  readonly told: ReadonlyMap<string, MachineRecord>;
}

/** Whether the host has confirmed the end that its newest order asks for. */
export function hasEnded({ guard }: InventoryItem): boolean {
  return guard.goneGeneration === guard.order.generation;
}

/** None when the log knows as much, or holds that the machine is on another host. */
export function recoverMachine(
  state: State,
  hostId: string,
  item: InventoryItem,
  facts: RecoveryFacts,
): readonly Event[] {
  const { order } = item.guard;
  const known = state.machines.get(order.machineId);
  if (known && (isElsewhere(known, hostId) || !knowsMore(known, item))) return [];
  const event = asHeld(state, hostId, item, facts);
  const end = endOf(state, known, item, event, facts);
  if (end !== null && known && isFinal(known.state)) return [end];
  const { machineId } = order;
  const generation = order.generation + 1;
  return end === null ? [event] : [event, { type: 'killOrdered', machineId, generation }];
}

/** Placed on another host: then this one is not believed. */
export function isElsewhere(known: Machine, hostId: string): boolean {
  return known.hostId !== null && known.hostId !== hostId;
}

function knowsMore(known: Machine, item: InventoryItem): boolean {
  const { order, failure } = item.guard;
  // Whatever was ordered of it since the recovery: it is not there any more.
  if (hasEnded(item)) return !isFinal(known.state) || known.givenUp;
  if (known.generation !== order.generation) return known.generation < order.generation;
  // Of what was given up the end may have the generation of an order that the host was given in the lost time.
  if (known.givenUp) return order.desired !== 'gone';
  if (isFinal(known.state)) return failure === null;
  return known.desired !== order.desired;
}

/** The machine with the newest order that its host has. */
function asHeld(
  state: State,
  hostId: string,
  item: InventoryItem,
  { nowMs, told }: RecoveryFacts,
): EventOf<'machineRecovered'> {
  const { order } = item.guard;
  const { machineId, desired, nics } = order;
  const known = state.machines.get(machineId);
  const generation = Math.max(order.generation, known?.generation ?? 0);
  const at = whereItIs(item);
  return {
    ...{ type: 'machineRecovered', machineId, generation, desired, hostId, nics, state: at },
    spec: specOf(state, order, at),
    createdBy: known?.createdBy ?? order.origin?.createdBy ?? '',
    createdAtMs: known?.createdAtMs ?? order.origin?.createdAtMs ?? 0,
    ...{ reason: null, message: '', context: order.context, givenUp: false },
    thenGone: order.origin?.thenGone ?? (known?.desired === desired && known.thenGone),
    hasAddresses: isFinal(at) || holderOf(state, order, told) === null,
    addressesRestUntilMs: nowMs + siteOf(state).addressHoldMs,
  };
}

/** The step before the one that its host will report next, so that the report is dealt with as any other. */
function whereItIs(item: InventoryItem): MachineState {
  const { guard, report } = item;
  switch (guard.order.desired) {
    case 'gone':
      return hasEnded(item) ? 'done' : 'epilog';
    case 'stopped':
      return 'stopping';
    case 'running':
      if (report.phase === 'running') return 'running';
      return guard.startedGeneration === 0 ? 'prolog' : 'boot';
  }
}

/**
 * It is to be ended though its host does not know that: the log says so, or its address was leased to another machine since.
 * The event is for a machine that is done already in the log, whose host still has to end it.
 */
function endOf(
  state: State,
  known: Machine | undefined,
  item: InventoryItem,
  held: EventOf<'machineRecovered'>,
  { nowMs, told }: RecoveryFacts,
): Event | null {
  const { order } = item.guard;
  if (order.desired === 'gone') return null;
  const holder = holderOf(state, order, told);
  const lost = holder !== null && !told.has(holder);
  if (known?.desired !== 'gone' && !lost) return null;
  return {
    ...{ ...held, state: 'done', givenUp: true, desired: 'gone', hasAddresses: true },
    generation: order.generation + 1,
    addressesRestUntilMs: nowMs + givenUpRestMs,
  };
}

/**
 * The machine that has one of its addresses by rights, or null. A host's word is newer than a lease in the log, unless the
 * holder's own host says the same in this recovery, or said it in one before.
 */
function holderOf(
  state: State,
  { machineId, nics }: MachineRecord,
  told: RecoveryFacts['told'],
): string | null {
  for (const { address } of nics) {
    const holderId = state.leases.get(address)?.machineId ?? null;
    const holder = holderId === null ? undefined : state.machines.get(holderId);
    if (!holder || holderId === machineId || !maySpeak(holder)) continue;
    const order = told.get(holder.spec.machineId);
    if (order ? order.nics.some((nic) => nic.address === address) : isVerified(state, holder))
      return holderId;
  }
  return null;
}

function isVerified(state: State, { hostId }: Machine): boolean {
  return hostId !== null && state.hosts.get(hostId)?.awaited === false;
}

/** Its guest may use its address now or after a start. */
function maySpeak({ state }: Machine): boolean {
  return !['pending', 'epilog', 'failed', 'done'].includes(state);
}

function specOf(state: State, order: MachineRecord, at: MachineState): MachineSpec {
  const { machineId } = order;
  const known = state.machines.get(machineId)?.spec ?? specFrom(state, order);
  const { projectId } = known;
  const hasLabel = state.machineByLabel.get(known.label) ?? machineId;
  const label = hasLabel === machineId ? known.label : state.nextLabel;
  const hasName = state.machineByName.get(`${projectId}/${known.name}`) ?? machineId;
  const isFree = isFinal(at) || hasName === machineId;
  return { ...known, label, name: isFree ? known.name : `${known.name.slice(0, 50)}-${label}` };
}

/** What its order tells of what was asked for; an order of an older release does not tell all. */
function specFrom(state: State, order: MachineRecord): MachineSpec {
  const { machineId, label, name, projectId, vcpus, memoryMiB, origin } = order;
  const { swapMiB, volatileMiB, rootDiskMiB, image, context, stopDeadlineMs } = order;
  const site = siteOf(state);
  return {
    ...{ machineId, label, name, projectId, vcpus, swapMiB, volatileMiB, rootDiskMiB, image },
    instanceType: origin?.instanceType ?? site.defaultType,
    resources: {
      cpuHundredths: origin?.cpuHundredths ?? 100 * vcpus,
      ...{ memoryMiB, diskMiB: rootDiskMiB + swapMiB + volatileMiB },
    },
    networkClass: order.nics[0]?.networkClass ?? 'public',
    wantedAddress: origin?.wantedAddress ?? null,
    ...{ requirements: origin?.requirements ?? '', rank: origin?.rank ?? '' },
    policy: origin?.policy ?? site.policy,
    onHostRestart: origin?.onHostRestart ?? 'leave',
    ...{ volumeLabel: context.volumeLabel, stopDeadlineMs },
  };
}
