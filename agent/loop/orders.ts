/**
 * Takes the orders that come: pages to sets, sets to guards on disk, and only then to the workers. One set after the other.
 */
import type { BusMessage } from '../../shared/bus/bus.ts';
import { createPageCollector } from '../../shared/bus/page-collector.ts';
import type { Logger } from '../../shared/base/logger.ts';
import type { PurgeOrder, Wanted } from '../../shared/model/conversation.ts';
import type { MachineRecord } from '../../shared/model/machine-record.ts';
import type { Clock } from '../../shared/time/clock.ts';
import { wantedMessage } from '../../shared/wire/conversation.ts';
import {
  acceptOrders,
  endsAtOnceMax,
  mayForget,
  withLostGuard,
  withOrder,
} from '../reconcile/accept-orders.ts';
import type { HostMemory } from './host-memory.ts';

export interface Orders {
  onWanted(message: BusMessage): void;
  /** Purges that were ordered since the agent started. */
  readonly purges: ReadonlyMap<string, PurgeOrder>;
  /** Ends that were held back are taken as soon as the minute allows. */
  retryHeldBack(): void;
}

export interface OrdersHost {
  readonly memory: HostMemory;
  readonly nonce: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Counts the connections to the bus. */
  connection(): number;
  /** The machines that are on this host already, by disks or domain; null: that cannot be seen now. */
  remnants(): Promise<ReadonlySet<string> | null>;
  /** These machines have new orders on disk, or are forgotten. */
  onChanged(machineIds: readonly string[]): void;
  /** All orders of the host have come; `connection`: the one on which the first of them was heard. */
  onWhole(connection: number): void;
}

/** A page, and on which connection it came. */
type HeardPage = Wanted & { readonly heardOn: number };

const minuteMs = 60_000;

export function createOrders(host: OrdersHost): Orders {
  const { memory, clock, logger } = host;
  const collector = createPageCollector<HeardPage>();
  const purges = new Map<string, PurgeOrder>();
  const heldBack = new Map<string, MachineRecord>();
  let endsAtMs: number[] = [];
  let turn: Promise<void> = Promise.resolve();

  function recentEnds(): number {
    endsAtMs = endsAtMs.filter((at) => clock.elapsed() - at < minuteMs);
    return endsAtMs.length;
  }

  async function take(pages: readonly HeardPage[]): Promise<void> {
    const mind = { memory: memory.memory(), nonce: host.nonce, guards: memory.guards(), purges };
    const taken = acceptOrders({ ...mind, recentEnds: recentEnds() }, pages);
    if (taken.kind === 'ignored') return logger.warn({ why: taken.why }, 'orders were ignored');
    await memory.writeMemory(taken.memory);
    const kept = await keepOrders(taken.orders);
    for (const forget of taken.forgets) {
      await memory.change(forget.machineId, (guard) =>
        !guard || mayForget(guard, forget) ? null : guard,
      );
      purges.delete(forget.machineId);
    }
    const fresh = taken.purges.filter(({ machineId }) => !purges.has(machineId));
    for (const purge of fresh) purges.set(purge.machineId, purge);
    for (const record of taken.heldBack) heldBack.set(record.machineId, record);
    endsAtMs.push(...Array.from({ length: taken.ends }, () => clock.elapsed()));
    if (pages[0]?.whole && kept.length === taken.orders.length) {
      host.onWhole(Math.min(...pages.map(({ heardOn }) => heardOn)));
    }
    const touched = [...kept, ...taken.forgets, ...fresh];
    if (touched.length > 0) host.onChanged(touched.map(({ machineId }) => machineId));
  }

  /** Gives those that were kept: of a machine without a guard only when it is known whether it has been here. */
  async function keepOrders(orders: readonly MachineRecord[]): Promise<readonly MachineRecord[]> {
    const [known, unknown] = [true, false].map((isKnown) =>
      orders.filter(({ machineId }) => memory.guards().has(machineId) === isKnown),
    ) as [MachineRecord[], MachineRecord[]];
    for (const order of known) {
      heldBack.delete(order.machineId);
      await memory.change(order.machineId, (guard) => withOrder(guard, order));
    }
    if (unknown.length === 0) return known;
    const here = await host.remnants();
    if (!here) {
      logger.warn({}, 'orders of new machines wait until libvirt tells what is on this host');
      return known;
    }
    for (const order of unknown) {
      const wasHere = here.has(order.machineId);
      if (wasHere) logger.error({ machineId: order.machineId }, 'the guard of a machine was lost');
      await memory.change(order.machineId, (guard) =>
        guard || !wasHere ? withOrder(guard, order) : withLostGuard(order),
      );
    }
    return orders;
  }

  async function takeHeldBack(): Promise<void> {
    for (const [machineId, record] of heldBack) {
      if (recentEnds() >= endsAtOnceMax(memory.guards().size)) return;
      heldBack.delete(machineId);
      endsAtMs.push(clock.elapsed());
      await memory.change(machineId, (guard) => withOrder(guard, record));
      host.onChanged([machineId]);
    }
  }

  function queue(work: () => Promise<void>): void {
    turn = turn
      .then(work)
      .catch((error: unknown) =>
        logger.error({ err: error }, 'orders could not be kept; nothing was done about them'),
      );
  }

  return {
    purges,
    onWanted(message) {
      const wanted = wantedMessage.decode(message.bytes);
      const pages = collector.add({ ...wanted, heardOn: host.connection() });
      if (pages) queue(() => take(pages));
    },
    retryHeldBack() {
      if (heldBack.size > 0) queue(takeHeldBack);
    },
  };
}
