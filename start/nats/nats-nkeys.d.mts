export interface Nkey {
  /** Secret: `SU...`, 58 characters. */
  readonly seed: string;
  /** `U...`, 56 characters. */
  readonly publicKey: string;
}
export function makeNkey(rawSeed?: Uint8Array): Nkey;
export function publicNkeyOf(seed: string): string;
