/**
 * What anybody in the scheduler asks of the leader: a decision to be taken on the newest state and made durable.
 */
import type { Result } from '../../shared/base/result.ts';
import type { Entry, Event } from '../../shared/model/events.ts';
import type { Refusal } from '../../shared/model/reasons.ts';
import type { State } from '../../shared/model/state.ts';

export interface Proposal {
  readonly actor: string;
  readonly origin: Entry['origin'];
  /** Idempotency key; empty: none. */
  readonly key: string;
  readonly requestDigest: string;
  /** It is of the holder of the leader, and decided while all others wait. */
  readonly duringHold?: boolean;
  /**
   * Pure. May be called again, on another state, when an append turns out not to have landed. An empty list changes
   * nothing, and is written only to remember a key.
   */
  decide(state: State, nowMs: number): Result<readonly Event[], Refusal>;
}

export type Outcome =
  /** In the log. `repeated`: it was there before, from an earlier request with the same key. */
  | {
      readonly kind: 'committed';
      readonly cursor: string;
      readonly machineIds: readonly string[];
      readonly repeated: boolean;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** This process leads no more, and does not know whether it is in the log: ask again with the same key. */
  | { readonly kind: 'lost' };
