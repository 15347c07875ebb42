/** Who had which address when? Noted event by event from the log; an address is somebody's from its lease to its release. */
import type { Entry, Event } from './events.ts';

export interface AddressHolding {
  readonly address: number;
  readonly machineId: string;
  readonly name: string;
  readonly projectId: string;
  /** Account id of who asked for the machine. */
  readonly askedBy: string;
  readonly fromMs: number;
  /** Null: still. */
  untilMs: number | null;
}

export interface AddressHistory {
  note(event: Event, entry: Pick<Entry, 'actor'>, timeMs: number): void;
  /** Everybody who had it, in order. */
  of(address: number): readonly AddressHolding[];
  /** Who had it at that time, ms since 1970; null: nobody. */
  at(address: number, timeMs: number): AddressHolding | null;
}

interface Known {
  readonly name: string;
  readonly projectId: string;
  readonly askedBy: string;
}

export function createAddressHistory(): AddressHistory {
  const holdings = new Map<number, AddressHolding[]>();
  const machines = new Map<string, Known>();
  const cards = new Map<string, number>();

  function take(address: number, machineId: string, fromMs: number): void {
    const { name = '', projectId = '', askedBy = '' } = machines.get(machineId) ?? {};
    end(address, fromMs);
    const held = { address, machineId, name, projectId, askedBy, fromMs, untilMs: null };
    holdings.set(address, [...(holdings.get(address) ?? []), held]);
  }

  function end(address: number, timeMs: number): void {
    const last = holdings.get(address)?.at(-1);
    if (last?.untilMs === null) last.untilMs = timeMs;
  }

  function note(event: Event, { actor }: Pick<Entry, 'actor'>, timeMs: number): void {
    if (event.type === 'machineAccepted')
      machines.set(event.machineId, { ...event, askedBy: actor });
    if (event.type === 'addressReleased') end(event.address, timeMs);
    if (event.type === 'addressLeased' || event.type === 'addressReplaced') {
      replace(`${event.machineId} ${event.nicIndex}`, event.nic.address, timeMs);
      take(event.nic.address, event.machineId, timeMs);
    }
    if (event.type !== 'machineRecovered') return;
    machines.set(event.machineId, { ...event.spec, askedBy: event.createdBy });
    if (event.hasAddresses && event.state !== 'done')
      for (const { address } of event.nics) takeAnew(address, event.machineId, timeMs);
  }

  function takeAnew(address: number, machineId: string, timeMs: number): void {
    const last = holdings.get(address)?.at(-1);
    if (last?.machineId !== machineId || last.untilMs !== null) take(address, machineId, timeMs);
  }

  /** The card had another address before. */
  function replace(card: string, address: number, timeMs: number): void {
    const before = cards.get(card);
    if (before !== undefined) end(before, timeMs);
    cards.set(card, address);
  }

  return {
    note,
    of: (address) => holdings.get(address) ?? [],
    at: (address, timeMs) =>
      holdings
        .get(address)
        ?.find(
          ({ fromMs, untilMs }) => fromMs <= timeMs && (untilMs === null || timeMs < untilMs),
        ) ?? null,
  };
}
