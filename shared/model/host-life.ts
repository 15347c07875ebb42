/**
 * What the log says of a host's life: whether it is confirmed down, which ends it still owes, and what an administrator
 * gives up when he confirms that it is down. The scheduler decides by it and every interface shows it, so both say the same.
 */
import { toHex } from '../base/bytes.ts';
import { sha256 } from '../base/digest.ts';
import type { Host, Machine, State } from './state.ts';
import { canonicalDump } from './state-digest.ts';
import type { MachineState } from './words.ts';

/** An administrator vouches that nothing of it runs, and it has not spoken since. */
export function isConfirmedDown(host: Host): boolean {
  return host.downConfirmed !== null && host.downConfirmed.returned === null;
}

/** Since a recovery of the log nobody could ask it what it holds: it may use any address that nobody else is known to have. */
export function isAwaited(host: Host): boolean {
  return host.awaited && !host.removed && !isConfirmedDown(host);
}

/** Hosts that must speak, or be confirmed down, before anything is leased or placed. */
export function awaitedHosts(state: State): readonly Host[] {
  return [...state.hosts.values()].filter(isAwaited);
}

/**
 * Hosts that have not told since a recovery of the log what they hold, confirmed down or not: a machine that waited in the log
 * then may have been placed on one of them in the lost time.
 */
export function untoldHosts(state: State): readonly Host[] {
  return [...state.hosts.values()].filter(({ awaited, removed }) => awaited && !removed);
}

/** It waits for the word of such a host, and would run twice if it were placed before. */
export function mayBePlaced(state: State, { state: at, waiting }: Machine): boolean {
  return at === 'pending' && waiting === 'mayBePlaced' && untoldHosts(state).length > 0;
}

/** What an administrator reads of a host whose copy was heard, whether it speaks or not. */
export const copyHeard =
  'a copy of this host was heard beside it; stop the copy, then say so: stratus host rebind';

/** Whether the machine's host is confirmed down: then nobody has to wait for that host's word. */
export function isOnHostDown(state: State, machine: Machine): boolean {
  const host = machine.hostId === null ? undefined : state.hosts.get(machine.hostId);
  return host !== undefined && isConfirmedDown(host);
}

/** Machines that are done without the host's word, whose end it still has to confirm. */
export function owedEnds(state: State, host: Host): readonly Machine[] {
  return machinesOf(state, host).filter(({ givenUp }) => givenUp);
}

/** Addresses that a guest may still use whose machine was given up; those of `except` left out. */
export function owedAddresses(state: State, except: Machine | null = null): ReadonlySet<number> {
  const addresses = new Set<number>();
  for (const host of state.hosts.values()) {
    // Only such hosts owe an end, and they are few: nothing is paid for this where all is well.
    if (host.downConfirmed === null) continue;
    for (const machine of owedEnds(state, host))
      if (machine !== except) for (const { address } of machine.nics) addresses.add(address);
  }
  return addresses;
}

/** What becomes of a machine when its host is confirmed down. */
export type GivenUpAs =
  /** Its end was ordered: done at once, without evidence; its addresses rest for long. */
  | 'done'
  /** It ran: unknown, with its address, until its owner ends it or the host is back. */
  | 'unknown'
  /** It is off, or on a way that only its host can go on with: it stays as it is, and can be ended at once. */
  | 'kept';

export interface GivenUp {
  readonly machine: Machine;
  readonly becomes: GivenUpAs;
}

/** What would follow for each machine of the host if it were confirmed down now, by label. */
export function givenUpWith(state: State, host: Host): readonly GivenUp[] {
  return machinesOf(state, host)
    .filter(({ state: at }) => at !== 'done')
    .map((machine) => ({ machine, becomes: becomesOf(machine) }))
    .sort((a, b) => a.machine.spec.label - b.machine.spec.label);
}

function becomesOf({ state, reason, thenGone }: Machine): GivenUpAs {
  if (state === 'epilog' || (state === 'stopping' && thenGone)) return 'done';
  return state === 'running' || (state === 'unknown' && reason === 'hostSilent')
    ? 'unknown'
    : 'kept';
}

/** The word that stands for what was shown: it is another one as soon as something else would follow. */
export function confirmationWord(state: State, host: Host, expiresAtMs: number): string {
  const shown = givenUpWith(state, host).map(({ machine, becomes }) => [
    machine.spec.machineId,
    becomes,
  ]);
  const text = canonicalDump([state.cloudId, host.hostId, expiresAtMs, shown]);
  return toHex(sha256(new TextEncoder().encode(text))).slice(0, 8);
}

/** What a machine waits for whose host is silent, in words; empty: nothing was asked of the host. */
export function waitingForHost(state: MachineState, hostName: string): string {
  if (state === 'epilog')
    return `It waits for that host: its end is confirmed when ${hostName} speaks again, or an administrator confirms that it is down.`;
  return isUnderWay(state)
    ? `It waits for that host: ${hostName} goes on with it when it speaks again.`
    : '';
}

/** Something was asked of its host that the host has not done. */
export function isUnderWay(state: MachineState): boolean {
  return underWay.has(state);
}

const underWay: ReadonlySet<MachineState> = new Set<MachineState>([
  ...(['prolog', 'boot', 'stopping', 'epilog'] as const),
]);

function machinesOf(state: State, host: Host): readonly Machine[] {
  return [...host.machines].flatMap((machineId) => state.machines.get(machineId) ?? []);
}
