import { randomBytes } from 'node:crypto';

/** Where randomness comes from. Injected, so that the simulator decides it from one seed. */
export interface Random {
  /** `length` random bytes. */
  bytes(length: number): Uint8Array;
  /** An integer in `[0, limit)`; `limit` is 1 to 2^32. */
  below(limit: number): number;
}

/** The operating system's randomness. */
export const systemRandom: Random = {
  bytes: (length) => new Uint8Array(randomBytes(length)),
  below: (limit) => randomBytes(6).readUIntBE(0, 6) % limit,
};
