/**
 * The form in which what a user gave lies in the vault: compressed, because user data may be larger than a message, and
 * then sealed. The API writes it, the scheduler reads it.
 */
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Random } from '../base/random.ts';
import type { Secret } from '../base/secret.ts';
import type { UserContext } from '../model/command.ts';
import { userContextMessage } from '../wire/command.ts';
import { open, seal } from './seal.ts';

/** What a record may have before it was compressed; more is no record of ours. */
export const userContextBytesMax = 8 * 1_048_576;

/** Compressed, not yet sealed: its length is what the limit of decisions 10 counts. */
export function packUserContext(context: UserContext): Uint8Array {
  return gzipSync(userContextMessage.encode(context));
}

/** Seals what `packUserContext` gave. */
export function sealUserContext(
  packed: Uint8Array,
  cloudKey: Secret<Uint8Array>,
  random: Random,
): Uint8Array {
  return seal(packed, cloudKey, random);
}

/** Throws `SealBroken` for another key or changed bytes, `WireError` for a record of another kind. */
export function openUserContext(sealed: Uint8Array, cloudKey: Secret<Uint8Array>): UserContext {
  const packed = open(sealed, cloudKey);
  return userContextMessage.decode(gunzipSync(packed, { maxOutputLength: userContextBytesMax }));
}
