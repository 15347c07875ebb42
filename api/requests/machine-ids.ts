/**
 * Which UUIDs do new machines get? Random ones; but under an idempotency key they follow from the key and the whole body,
 * so that a repeat asks for the very same machines, and the same key with another body asks for others and is found out
 * by the scheduler. The context of a machine is sealed under its UUID and so counts as a part of the request.
 */
import { createHmac } from 'node:crypto';
import { uuidFromRandom } from '../../shared/base/bytes.ts';
import type { Random } from '../../shared/base/random.ts';
import type { Secret } from '../../shared/base/secret.ts';
import type { Actor } from '../../shared/model/authorization.ts';

export interface MachineIdOptions {
  readonly count: number;
  readonly actor: Actor;
  /** Empty: none. */
  readonly key: string;
  readonly body: unknown;
  readonly cloudKey: Secret<Uint8Array>;
  readonly random: Random;
  /** Whether the id belongs to a machine of an earlier request, whose key is forgotten by now. */
  readonly isTaken: (machineId: string) => boolean;
}

/** A key that was forgotten and is used again with the same body gets new machines; nobody does that often. */
const attemptsMax = 64;

export function chooseMachineIds(options: MachineIdOptions): string[] {
  const { count, key, random } = options;
  if (key === '') return Array.from({ length: count }, () => uuidFromRandom(random.bytes(16)));
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const ids = derivedIds(options, attempt);
    if (!ids.some(options.isTaken)) return ids;
  }
  return Array.from({ length: count }, () => uuidFromRandom(random.bytes(16)));
}

function derivedIds({ count, actor, key, body, cloudKey }: MachineIdOptions, attempt: number) {
  const request = JSON.stringify([actor.accountId, key, attempt, sortedFields(body)]);
  return Array.from({ length: count }, (_, index) => {
    const hash = createHmac('sha256', cloudKey.reveal());
    return uuidFromRandom(new Uint8Array(hash.update(`machine ${index}\n${request}`).digest()));
  });
}

/** The same value with the fields of every object in one order. */
function sortedFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedFields);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return fields.map(([name, held]) => [name, sortedFields(held)]);
}
