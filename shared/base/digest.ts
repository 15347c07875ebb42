import { createHash } from 'node:crypto';

/** SHA-256 of the bytes, 32 bytes: the only hash of the log's chain and of state digests (pure, no secret). */
export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}
