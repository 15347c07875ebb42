/**
 * May an address be leased now? Not while a machine has it; not while something foreign was seen with it; not before its
 * rest after the last lease is over, so that nobody's old connections and caches reach the next machine.
 */
export type LeaseState = 'free' | 'leased' | 'suspect' | 'resting';

/** What is known of one address; times in milliseconds since 1970, of the log. */
export interface LeaseFacts {
  /** The machine that has it, or null. */
  readonly machineId: string | null;
  /** End of the rest after the last lease, or null. */
  readonly holdUntilMs: number | null;
  /** Until when it is not trusted, because something answered for it, or null. */
  readonly suspectUntilMs: number | null;
}

/** The state of an address at that time; `undefined`: it was never leased. */
export function leaseState(lease: LeaseFacts | undefined, nowMs: number): LeaseState {
  if (lease === undefined) return 'free';
  if (lease.machineId !== null) return 'leased';
  if (lease.suspectUntilMs !== null && nowMs < lease.suspectUntilMs) return 'suspect';
  if (lease.holdUntilMs !== null && nowMs < lease.holdUntilMs) return 'resting';
  return 'free';
}
