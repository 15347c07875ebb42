/** What every part of a simulated cloud agrees on. */
import { secret } from '../../shared/base/secret.ts';

export const cloudKey = secret(new Uint8Array(32).fill(7));
/** 2027-01-15 08:00 UTC, ms since 1970. */
export const worldStartsAtMs = 1_800_000_000_000;
