/**
 * How a record of the vault is sealed: AES-256-GCM under a key of its own, and that key again under the cloud's key.
 * So the cloud key can be changed without touching the records' bodies, and a record is read only by who has both.
 *
 *   version (1) | nonce (12) | wrapped key (32 + tag 16) | nonce (12) | body (n + tag 16)
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { assert } from '../base/assert.ts';
import type { Random } from '../base/random.ts';
import type { Secret } from '../base/secret.ts';

const algorithm = 'aes-256-gcm';
const version = 1;
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const wrappedBytes = nonceBytes + keyBytes + tagBytes;

/** Bytes that sealing adds to a record. */
export const sealOverheadBytes = 1 + wrappedBytes + nonceBytes + tagBytes;

/** The record was changed, cut, or sealed under another cloud key; nothing of it can be trusted. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
  readonly code = 'sealBroken';
}

/** Seals `plain` under `cloudKey` (32 bytes). `random` must be the operating system's outside of tests. */
export function seal(plain: Uint8Array, cloudKey: Secret<Uint8Array>, random: Random): Uint8Array {
  const recordKey = random.bytes(keyBytes);
  const wrapped = encrypt(recordKey, checkedKey(cloudKey), random.bytes(nonceBytes));
  const body = encrypt(plain, recordKey, random.bytes(nonceBytes));
  return new Uint8Array(Buffer.concat([Uint8Array.of(version), wrapped, body]));
}

/** The plain record. Throws `SealBroken` for a wrong key or any changed, missing or added byte. */
export function open(sealed: Uint8Array, cloudKey: Secret<Uint8Array>): Uint8Array {
  if (sealed.length < sealOverheadBytes) throw new SealBroken('the sealed record is too short');
  if (sealed[0] !== version)
    throw new SealBroken(
      `the sealed record has format ${sealed[0]}; this release reads ${version}`,
    );
  const recordKey = decrypt(sealed.subarray(1, 1 + wrappedBytes), checkedKey(cloudKey));
  return decrypt(sealed.subarray(1 + wrappedBytes), recordKey);
}

function checkedKey(cloudKey: Secret<Uint8Array>): Uint8Array {
  const key = cloudKey.reveal();
  assert(key.length === keyBytes, `the cloud key has ${keyBytes} bytes`);
  return key;
}

function encrypt(plain: Uint8Array, key: Uint8Array, nonce: Uint8Array): Uint8Array {
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Uint8Array.of(version));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(sealed: Uint8Array, key: Uint8Array): Uint8Array {
  const nonce = sealed.subarray(0, nonceBytes);
  const body = sealed.subarray(nonceBytes, sealed.length - tagBytes);
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(Uint8Array.of(version));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  try {
    return new Uint8Array(Buffer.concat([decipher.update(body), decipher.final()]));
  } catch (cause) {
    throw new SealBroken('the sealed record was changed or belongs to another cloud key', {
      cause,
    });
  }
}
