/**
 * The port of the snapshots: two places, each of numbered parts, where one may be overwritten while the other stays whole. All
 * of it may be lost at any time (decisions 12).
 */
export interface SnapshotStore {
  /** Stores the part (1 and up) of the place, over what was there. Rejects with `LogUnavailable`; stored or not. */
  put(place: SnapshotPlace, part: number, bytes: Uint8Array): Promise<void>;
  /** The part, or null when there is none. Rejects with `LogUnavailable`. */
  get(place: SnapshotPlace, part: number): Promise<Uint8Array | null>;
}

export type SnapshotPlace = 'a' | 'b';

export const snapshotPlaces: readonly SnapshotPlace[] = ['a', 'b'];
