/**
 * Sends hosts their orders, from the committed state only: the changed ones at once, all of them when the digest of what a
 * host holds differs. Whole sets back off while the host does not take them; when all is well nothing is sent.
 */
import { toHex } from '../../shared/base/bytes.ts';
import { pageBytesOn, pagesOf } from '../../shared/bus/pages.ts';
import type { Forget, Hello, PurgeOrder, Wanted } from '../../shared/model/conversation.ts';
import { heldDigest } from '../../shared/model/digests.ts';
import type { Commit, Event } from '../../shared/model/events.ts';
import type { MachineRecord } from '../../shared/model/machine-record.ts';
import { wantedMessage } from '../../shared/wire/conversation.ts';
import { forgetsOf, heldBy, ordersOf } from '../decide/orders.ts';
import type { Session } from './hosts.ts';
import type { Leading } from './leading.ts';

type Order =
  | { readonly machine: MachineRecord }
  | { readonly purge: PurgeOrder }
  | { readonly forget: Forget };

/** Compares what the host holds with what it is to hold, and sends everything when they differ. */
export function sendIfDiffers(
  leading: Leading,
  session: Session,
  { heldDigest: held, position }: Pick<Hello, 'heldDigest' | 'position'>,
): void {
  if (leading.frozen !== null) return;
  // After a recovery each host is shown the new log, so that it never takes an order of the former one again.
  const knowsLog = position === null || position.logId === leading.leader.position().logId;
  const wanted = heldDigest(heldBy(leading.leader.committed, session.hostId));
  if (held === wanted && knowsLog) {
    session.resendAtMs = 0;
    session.resendPauseMs = 0;
    return;
  }
  const now = leading.clock.elapsed();
  if (now < session.resendAtMs) return;
  const { resendFromMs, resendToMs } = leading.pace;
  session.resendPauseMs = Math.min(Math.max(2 * session.resendPauseMs, resendFromMs), resendToMs);
  session.resendAtMs = now + session.resendPauseMs;
  sendWhole(leading, session);
}

export function sendWhole(leading: Leading, session: Session): void {
  const { machines, purges } = ordersOf(leading.leader.committed, session.hostId);
  const forgets = forgetsOf(leading.leader.committed, session.hostId, session.reported);
  const orders: Order[] = [
    ...machines.map((machine) => ({ machine })),
    ...purges.map((purge) => ({ purge })),
    ...forgets.map((forget) => ({ forget })),
  ];
  const ids = machines.map(({ machineId }) => machineId);
  const bulk = leading.askedEnds.areMeant(leading.leader.committed, ids);
  send(leading, session, orders, { whole: true, bulk });
}

/** Sends each host concerned what the commit changed for it. */
export function sendChanges(
  leading: Leading,
  sessions: ReadonlyMap<string, Session>,
  commit: Commit,
): void {
  leading.askedEnds.note(commit);
  if (leading.frozen !== null) return;
  const { committed } = leading.leader;
  const changed = new Map<string, Set<string>>();
  for (const event of commit.entries.flatMap(({ events }) => events)) {
    const machineId = orderedMachine(event);
    const hostId = machineId && committed.machines.get(machineId)?.hostId;
    if (machineId && hostId) changed.set(hostId, (changed.get(hostId) ?? new Set()).add(machineId));
  }
  for (const [hostId, machineIds] of changed) {
    const session = sessions.get(hostId);
    if (!session?.binding) continue;
    const bulk = leading.askedEnds.areMeant(committed, machineIds);
    send(leading, session, changesOf(leading, hostId, machineIds), { whole: false, bulk });
  }
}

function changesOf(leading: Leading, hostId: string, machineIds: ReadonlySet<string>): Order[] {
  const state = leading.leader.committed;
  const { machines, purges } = ordersOf(state, hostId);
  return [
    ...machines
      .filter(({ machineId }) => machineIds.has(machineId))
      .map((machine) => ({ machine })),
    ...purges.filter(({ machineId }) => machineIds.has(machineId)).map((purge) => ({ purge })),
    ...forgetsOf(state, hostId, machineIds).map((forget) => ({ forget })),
  ];
}

/** Events after which a host has other orders than before. */
const ordering: ReadonlySet<Event['type']> = new Set<Event['type']>([
  ...(['machinePlaced', 'startOrdered', 'stopOrdered', 'killOrdered', 'addressReplaced'] as const),
  ...(['purgeOrdered', 'machineGone', 'evidencePurged'] as const),
]);

/** The machine whose order the event changes, if it does. */
function orderedMachine(event: Event): string | null {
  return 'machineId' in event && ordering.has(event.type) ? event.machineId : null;
}

function send(
  leading: Leading,
  session: Session,
  orders: readonly Order[],
  kind: { readonly whole: boolean; readonly bulk: boolean },
): void {
  if (!session.binding || (orders.length === 0 && !kind.whole)) return;
  const host = leading.leader.committed.hosts.get(session.hostId);
  if (!host || host.awaited) return;
  const { replaces } = host;
  const setId = toHex(leading.random.bytes(16));
  const sizeOf = (order: Order): number => JSON.stringify(order).length;
  const pages = pagesOf(orders, sizeOf, pageBytesOn(leading.bus));
  for (const [index, page] of pages.entries()) {
    const wanted: Wanted = {
      ...{ cloudId: leading.cloudId, hostId: session.hostId, nonce: session.binding.nonce },
      ...{ term: leading.term, position: leading.leader.position(), setId },
      ...{ page: index + 1, pages: pages.length, ...kind, replaces },
      machines: page.flatMap((order) => ('machine' in order ? [order.machine] : [])),
      purges: page.flatMap((order) => ('purge' in order ? [order.purge] : [])),
      forgets: page.flatMap((order) => ('forget' in order ? [order.forget] : [])),
    };
    leading.bus.publish(leading.subjects.wanted(session.hostId), wantedMessage.encode(wanted));
  }
}
