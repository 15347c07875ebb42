/**
 * Asks every host at once what it holds, page by page, and says which did not tell in time. A host is asked by the question that
 * a recovery asks too; it answers from its guards, its hypervisor and its disks, whatever it reported before.
 */
import type { Bus } from '../../shared/bus/bus.ts';
import type { Subjects } from '../../shared/bus/subjects.ts';
import type { HeldMachine, Sighting } from '../../shared/model/check/finding.ts';
import type { Guard, InventoryAnswer, InventoryItem } from '../../shared/model/conversation.ts';
import type { State } from '../../shared/model/state.ts';
import { askMessage, inventoryAnswerMessage } from '../../shared/wire/conversation.ts';

export interface LookOptions {
  readonly bus: Bus;
  readonly subjects: Subjects;
  readonly cloudId: string;
}

export interface Look {
  readonly sightings: readonly Sighting[];
  /** Ids of the hosts of the cloud that did not answer, or cannot see what is on them now. */
  readonly silent: readonly string[];
}

/** A host that does not answer a page within this is silent, ms. */
const answerWithinMs = 5_000;
/** Hosts that are asked at the same time. */
const atOnce = 32;
const pagesMax = 1_000;

/** Never rejects: a host of which nothing is heard is silent. */
export async function lookAtHosts(options: LookOptions, state: State): Promise<Look> {
  const ids = [...state.hosts.values()]
    .filter(({ removed }) => !removed)
    .map(({ hostId }) => hostId);
  const sightings: Sighting[] = [];
  const silent: string[] = [];
  for (let first = 0; first < ids.length; first += atOnce) {
    const some = ids.slice(first, first + atOnce);
    const told = await Promise.all(
      some.map((hostId) => sightingOf(options, hostId).catch(() => null)),
    );
    for (const [index, one] of told.entries())
      if (one) sightings.push(one);
      else silent.push(some[index]!);
  }
  return { sightings, silent };
}

/** Null: it cannot look now, or two agents answer for it. */
async function sightingOf(
  { bus, subjects, cloudId }: LookOptions,
  hostId: string,
): Promise<Sighting | null> {
  const held: HeldMachine[] = [];
  let nonce = '';
  for (let page = 0; page < pagesMax; page++) {
    const afterMachineId = held.at(-1)?.machineId ?? '';
    const ask = askMessage.encode({ cloudId, nonce, question: 'inventory', afterMachineId });
    const bytes = await bus.request(subjects.ask(hostId), ask, answerWithinMs);
    const answer: InventoryAnswer = inventoryAnswerMessage.decode(bytes);
    if (!answer.available || (nonce !== '' && answer.nonce !== nonce)) return null;
    ({ nonce } = answer);
    held.push(...answer.items.map(heldOf));
    if (!answer.more) return { hostId, held, unguarded: answer.unguarded };
    if (answer.items.length === 0) return null;
  }
  return null;
}

function heldOf({ guard, report }: InventoryItem): HeldMachine {
  const { machineId, generation, desired, nics } = guard.order;
  return {
    ...{ machineId, generation, desired, phase: report.phase },
    addresses: nics.map(({ address }) => address),
    evidence: evidenceIn(guard),
  };
}

function evidenceIn(guard: Guard): HeldMachine['evidence'] {
  const { machineId, generation } = guard.order;
  if (guard.goneGeneration !== generation || guard.evidence.length === 0) return null;
  if (guard.purged) return { machineId, phase: 'purged', digest: '' };
  return { machineId, phase: guard.seal === '' ? 'kept' : 'sealed', digest: guard.seal };
}
