import { createHash, hash } from 'node:crypto';

/** SHA-256 of the bytes, 32 bytes: the only hash of the log's chain and of state digests (pure, no secret). */
export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(hash('sha256', bytes, 'buffer'));
}

/** SHA-256 of bytes, or of the UTF-8 of a text, as lower-case hexadecimal text. */
export function sha256Hex(content: Uint8Array | string): string {
  return hash('sha256', content, 'hex');
}

/** SHA-256 of bytes or UTF-8 text that come piece by piece. */
export interface RunningSha256 {
  update(piece: Uint8Array | string): void;
  /** Of all pieces; nothing is added afterwards. */
  digest(): Uint8Array;
}

export function runningSha256(): RunningSha256 {
  const hash = createHash('sha256');
  return {
    update: (piece) => void hash.update(piece),
    digest: () => new Uint8Array(hash.digest()),
  };
}
