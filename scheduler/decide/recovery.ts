/**
 * The recovery of a log that is older than the world, or was lost: what the hosts hold enters it, host by host, in an order
 * in which nothing is given to two (decisions 59). The same steps are taken on a copy of the state to tell what would be done.
 *
 *   for all hosts: what has ended there -> what the log knows there and they have not -> what lives there -> the host itself
 */
import { toHex } from '../../shared/base/bytes.ts';
import { sha256 } from '../../shared/base/digest.ts';
import type { InventoryItem } from '../../shared/model/conversation.ts';
import type { Event } from '../../shared/model/events.ts';
import { untoldHosts } from '../../shared/model/host-life.ts';
import { isFinal } from '../../shared/model/lifecycle.ts';
import type { MachineRecord } from '../../shared/model/machine-record.ts';
import type { Machine, State } from '../../shared/model/state.ts';
import { canonicalDump } from '../../shared/model/state-digest.ts';
import type { Position } from '../../shared/model/words.ts';
import { recoverEvidence, recoverLostEvidence } from './recover-evidence.ts';
import { hasEnded, recoverMachine } from './recover-machine.ts';
import { releases } from './releases.ts';

/** All that a host told of itself. */
export interface ToldHost {
  readonly hostId: string;
  readonly name: string;
  readonly position: Position | null;
  readonly items: readonly InventoryItem[];
  /** Machines that are on it and of which it keeps no record. */
  readonly unguarded: readonly string[];
}

/** One entry of the recovery, decided on the newest state; none of them is long. */
export type RecoveryStep = (state: State, nowMs: number) => readonly Event[];

/** Labels that the lost part of the log may have given to machines of which nobody knows. */
const labelsLost = 1_000;

/** The steps by which the log learns what these hosts hold. */
export function recoverySteps(hosts: readonly ToldHost[]): readonly RecoveryStep[] {
  const told = new Map<string, MachineRecord>();
  for (const { items } of hosts)
    for (const item of items)
      if (!hasEnded(item)) told.set(item.guard.order.machineId, item.guard.order);
  const itemSteps = (wanted: (item: InventoryItem) => boolean): readonly RecoveryStep[] =>
    hosts.flatMap(({ hostId, items }) =>
      items.filter(wanted).map((item) => recoverItem(hostId, item, told)),
    );
  return [
    ...itemSteps(hasEnded),
    ...hosts.map(
      (host): RecoveryStep =>
        (state, nowMs) =>
          recoverAbsent(state, host, nowMs),
    ),
    ...itemSteps((item) => !hasEnded(item)),
    ...hosts.map(({ hostId, position }): RecoveryStep => () => [
      { type: 'hostRecovered', hostId, position },
    ]),
  ];
}

/** The steps after those: what waits in the log may run on a host that did not tell, so it waits until all have. */
export function waitingSteps(state: State): readonly RecoveryStep[] {
  const waiting = [...state.machines.values()].filter(({ state: at }) => at === 'pending');
  return waiting.map(({ spec: { machineId } }): RecoveryStep => (now) => {
    const isWaiting = now.machines.get(machineId)?.state === 'pending';
    if (!isWaiting || untoldHosts(now).length === 0) return [];
    return [{ type: 'machineWaiting', machineId, reason: 'mayBePlaced' }];
  });
}

/** The first entry: the log gets its new id, and hosts that it does not know join it. */
export function beginRecovery(
  state: State,
  hosts: readonly ToldHost[],
  logId: string,
): readonly Event[] {
  const labels = hosts.flatMap(({ items }) => items.map(({ guard }) => guard.order.label + 1));
  const nextLabel = Math.max(state.nextLabel, ...labels) + labelsLost;
  const names = new Set([...state.hosts.values()].filter((h) => !h.removed).map((h) => h.name));
  const joined = hosts
    .filter(({ hostId }) => !state.hosts.has(hostId))
    .map(({ hostId, name }): Event => {
      const own = names.has(name) || name === '' ? `host-${hostId.slice(0, 8)}` : name;
      names.add(own);
      return { type: 'hostJoined', hostId, name: own, publicKey: '', tokenDigest: '' };
    });
  return [{ type: 'logRecovered', logId, previousLogId: state.logId, nextLabel }, ...joined];
}

/** An id greater than all of these; `random` are 32 hexadecimal digits. */
export function raisedLogId(ids: readonly string[], random: string): string {
  const highest = ids.reduce((a, b) => (a > b ? a : b));
  for (let at = 0; at < 32; at += 8) {
    const part = Number.parseInt(highest.slice(at, at + 8), 16);
    if (part === 0xffff_ffff) continue;
    const raised = (part + 1).toString(16).padStart(8, '0');
    return `${highest.slice(0, at)}${raised}${random.slice(at + 8)}`;
  }
  return highest;
}

/** The word that stands for what was shown: another one as soon as something else would be done. */
export function recoveryWord(state: State, shown: unknown): string {
  const text = canonicalDump([state.cloudId, state.logId, shown]);
  return toHex(sha256(new TextEncoder().encode(text))).slice(0, 8);
}

function recoverItem(
  hostId: string,
  item: InventoryItem,
  told: ReadonlyMap<string, MachineRecord>,
): RecoveryStep {
  return (state, nowMs) => [
    ...recoverMachine(state, hostId, item, { nowMs, told }),
    ...(hasEnded(item) ? recoverEvidence(state, hostId, item, nowMs) : []),
  ];
}

/** What the log knows on the host and the host has not: it ended after the copy, or is lost. Nothing is made anew of it. */
function recoverAbsent(state: State, host: ToldHost, nowMs: number): readonly Event[] {
  const there = new Set([
    ...host.items.map(({ guard }) => guard.order.machineId),
    ...host.unguarded,
  ]);
  const events: Event[] = [];
  for (const machineId of state.hosts.get(host.hostId)?.machines ?? []) {
    if (there.has(machineId)) continue;
    const machine = state.machines.get(machineId);
    if (machine && machine.hostId === host.hostId) events.push(...vanished(state, machine, nowMs));
    const evidence = state.evidence.get(machineId);
    if (evidence && evidence.hostId === host.hostId && !evidence.purged)
      events.push(recoverLostEvidence(evidence));
  }
  return events;
}

/** Ended by an order that starts nothing: its host confirms that nothing of it is there. */
function vanished(state: State, machine: Machine, nowMs: number): readonly Event[] {
  if (isFinal(machine.state) || machine.state === 'epilog') return [];
  const { generation, spec } = machine;
  const { machineId } = spec;
  if (machine.state === 'failed')
    return [
      { type: 'machineGone', machineId, generation, counters: null },
      ...releases(state, machine, nowMs),
    ];
  const lost: readonly Event[] =
    machine.state === 'stopped'
      ? []
      : [{ type: 'machineLost', machineId, generation, reason: 'vanished' }];
  return [...lost, { type: 'killOrdered', machineId, generation: generation + 1 }];
}
