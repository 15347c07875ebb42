/** Asks hosts for all they hold, page by page; who does not answer in time, or cannot look now, is left out. */
import type { InventoryItem } from '../../shared/model/conversation.ts';
import type { Position } from '../../shared/model/words.ts';
import { askMessage, inventoryAnswerMessage } from '../../shared/wire/conversation.ts';
import type { ToldHost } from '../decide/recovery.ts';
import type { Hosts } from './hosts.ts';
import type { Leading } from './leading.ts';

/** A host that speaks, by the start of its agent that is believed. */
export interface Speaker {
  readonly hostId: string;
  readonly name: string;
  readonly nonce: string;
}

const answerWithinMs = 5_000;
const pagesMax = 10_000;
/** Hosts that are asked at the same time. */
const atOnce = 32;

/** Those that are heard now, hosts of the log and such as it does not know, each by its only voice. */
export function speakersOf(leading: Leading, hosts: Hosts): readonly Speaker[] {
  const speakers: Speaker[] = [];
  for (const session of hosts.sessions.values()) {
    const host = leading.leader.committed.hosts.get(session.hostId);
    if (!host || host.removed || !session.binding || !hosts.isSpeaking(session)) continue;
    const { hostId, binding } = session;
    speakers.push({ hostId, name: host.name, nonce: binding.nonce });
  }
  for (const { hostId, name, nonce } of hosts.strangers()) speakers.push({ hostId, name, nonce });
  return speakers.sort((a, b) => (a.hostId < b.hostId ? -1 : 1));
}

export async function collectInventories(
  leading: Leading,
  speakers: readonly Speaker[],
): Promise<readonly ToldHost[]> {
  const told: ToldHost[] = [];
  for (let first = 0; first < speakers.length; first += atOnce) {
    const some = speakers.slice(first, first + atOnce).map((speaker) =>
      inventoryOf(leading, speaker).catch((error: unknown) => {
        const { hostId } = speaker;
        leading.logger.warn({ err: error, hostId }, 'a host did not tell what it holds');
        return null;
      }),
    );
    for (const one of await Promise.all(some)) if (one) told.push(one);
  }
  return told;
}

async function inventoryOf(leading: Leading, speaker: Speaker): Promise<ToldHost | null> {
  const { cloudId, bus, subjects } = leading;
  const { hostId, name, nonce } = speaker;
  const items: InventoryItem[] = [];
  let position: Position | null = null;
  for (let page = 0; page < pagesMax; page++) {
    const afterMachineId = items.at(-1)?.guard.order.machineId ?? '';
    const ask = askMessage.encode({ cloudId, nonce, question: 'inventory', afterMachineId });
    const bytes = await bus.request(subjects.ask(hostId), ask, answerWithinMs);
    const answer = inventoryAnswerMessage.decode(bytes);
    if (!answer.available || answer.nonce !== nonce) return null;
    if (page > 0 && !isSame(position, answer.position)) return null;
    ({ position } = answer);
    items.push(...answer.items);
    if (!answer.more) return { hostId, name, position, items, unguarded: answer.unguarded };
    if (answer.items.length === 0) return null;
  }
  return null;
}

function isSame(a: Position | null, b: Position | null): boolean {
  return a?.logId === b?.logId && a?.sequence === b?.sequence && a?.hash === b?.hash;
}
