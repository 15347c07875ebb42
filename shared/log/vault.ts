/**
 * The port of the vault: what people give us (user data, keys) lives here and not in the log, because here a single
 * record can be deleted. Records are sealed before they get here (`shared/log/seal.ts`).
 */
export interface Vault {
  /**
   * Stores the record under the machine's id (32 hexadecimal digits), replacing an earlier one. Resolves when it is durable.
   * Rejects with `VaultFull` (nothing stored) or `LogUnavailable` (stored or not: putting it again is safe).
   */
  put(machineId: string, sealed: Uint8Array): Promise<void>;
  /** The record, or null when there is none. Rejects with `LogUnavailable`. */
  get(machineId: string): Promise<Uint8Array | null>;
  /** Deletes the record; no error when there is none. */
  delete(machineId: string): Promise<void>;
  /** Every record's id and when it was stored, for the sweep of orphans. */
  list(): Promise<readonly { machineId: string; storedAtMs: number }[]>;
}

/** The vault has reached its limit of bytes; the record was not stored. */
export class VaultFull extends Error {
  override readonly name = 'VaultFull';
  readonly code = 'vaultFull';
}
