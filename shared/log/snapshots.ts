/**
 * Snapshots: written by a follower of the log, and used by whoever starts, so that it need not fold the log from its beginning.
 * None is ever needed and none is believed: its parts must be of one snapshot, its state must have the digest it says, and the
 * log must hold the very message after which it was taken. The next message then proves itself by its previous hash.
 */
import type { Clock } from '../time/clock.ts';
import { inSlices } from '../time/in-slices.ts';
import type { Commit } from '../model/events.ts';
import type { State } from '../model/state.ts';
import { stateDigest, stateDigestSteps } from '../model/state-digest.ts';
import { decodeCommit } from '../wire/commit.ts';
import { decodeSnapshotPart, encodeSnapshotPart } from '../wire/snapshot.ts';
import type { SnapshotPart } from '../wire/snapshot.ts';
import { messageHash } from './fold.ts';
import type { Fold } from './fold.ts';
import type { Log } from './log.ts';
import { packState, unpackState } from './packed-state.ts';
import { snapshotPlaces } from './snapshot-store.ts';
import type { SnapshotPlace, SnapshotStore } from './snapshot-store.ts';

/** The fold's state as messages, one for each part. The fold may not move before this resolves. */
export async function takeSnapshot(clock: Clock, fold: Fold): Promise<Uint8Array[]> {
  const { state, position } = fold;
  if (position === null) throw new RangeError('there is no snapshot of nothing');
  const { returned: digest } = await inSlices(clock, stateDigestSteps(state));
  const { yielded: contents } = await inSlices(clock, packState(state));
  return contents.map((content, index) =>
    encodeSnapshotPart({
      ...{ cloudId: state.cloudId, position, stateDigest: digest, content },
      ...{ part: index + 1, parts: contents.length },
    }),
  );
}

/** Stores the parts over what is in the place. Rejects with `LogUnavailable`; what is there then may be of no use. */
export async function putSnapshot(
  store: SnapshotStore,
  place: SnapshotPlace,
  parts: readonly Uint8Array[],
): Promise<void> {
  for (const [index, bytes] of parts.entries()) await store.put(place, index + 1, bytes);
}

/** A place where a snapshot begins. */
export interface FoundSnapshot {
  readonly place: SnapshotPlace;
  readonly first: SnapshotPart;
}

/** Says why a snapshot is not used. */
type OnIgnored = (why: string) => void;

/** What lies in the places, newest first. Rejects with `LogUnavailable`. */
export async function findSnapshots(
  store: SnapshotStore,
  cloudId: string,
  onIgnored: OnIgnored,
): Promise<FoundSnapshot[]> {
  const found: FoundSnapshot[] = [];
  for (const place of snapshotPlaces) {
    const bytes = await store.get(place, 1);
    if (bytes === null) continue;
    try {
      const first = checkedPart(bytes, 1, null);
      if (first.cloudId !== cloudId) throw new Error(`it is of cloud ${first.cloudId}`);
      found.push({ place, first });
    } catch (error) {
      onIgnored(ignored(place, error));
    }
  }
  return found.sort((a, b) => b.first.position.sequence - a.first.position.sequence);
}

/** Where a reader begins: the state, and the last commit that is folded into it. */
export interface Start {
  readonly fold: Fold;
  readonly lastCommit: Commit;
}

export interface StartOptions {
  readonly log: Log;
  readonly store: SnapshotStore;
  readonly cloudId: string;
  readonly onIgnored: OnIgnored;
}

/**
 * The newest snapshot that holds, or null: then the whole log is folded. Rejects with `LogUnavailable` when the log cannot be
 * read; that snapshots cannot be is only said.
 */
export async function startFromSnapshot(options: StartOptions): Promise<Start | null> {
  const { log, store, cloudId, onIgnored } = options;
  const found = await findSnapshots(store, cloudId, onIgnored).catch((error: Error) => {
    onIgnored(`no snapshot is used: ${error.message}`);
    return [];
  });
  for (const { place, first } of found) {
    const { sequence, hash } = first.position;
    const message = await log.read(sequence);
    try {
      if (message === null) throw new Error(`the log has no commit ${sequence}`);
      if (messageHash(message.bytes) !== hash)
        throw new Error(`the log has another commit ${sequence}`);
      const state = await readState(store, place, first);
      return {
        fold: { state, position: { ...first.position } },
        lastCommit: decodeCommit(message.bytes),
      };
    } catch (error) {
      onIgnored(ignored(place, error));
    }
  }
  return null;
}

async function readState(
  store: SnapshotStore,
  place: SnapshotPlace,
  first: SnapshotPart,
): Promise<State> {
  const contents = [first.content];
  for (let part = 2; part <= first.parts; part++) {
    const bytes = await store.get(place, part);
    if (bytes === null) throw new Error(`part ${part} of ${first.parts} is not there`);
    contents.push(checkedPart(bytes, part, first).content);
  }
  return checkedState(contents, first);
}

/** The packed state, if it is the one of this digest after this commit. Throws otherwise. */
function checkedState(contents: readonly Uint8Array[], first: SnapshotPart): State {
  const state = unpackState(contents);
  if (stateDigest(state) !== first.stateDigest)
    throw new Error('its state does not have the digest that it says');
  const { logId, sequence } = first.position;
  const fits =
    state.cloudId === first.cloudId && state.logId === logId && state.sequence === sequence;
  if (!fits) throw new Error('its state is of another commit than it says');
  return state;
}

/** Throws for what is no part, another part, or a part of another snapshot than `first`. */
function checkedPart(bytes: Uint8Array, part: number, first: SnapshotPart | null): SnapshotPart {
  const read = decodeSnapshotPart(bytes);
  const same =
    first === null ||
    (read.cloudId === first.cloudId &&
      read.stateDigest === first.stateDigest &&
      read.parts === first.parts &&
      read.position.logId === first.position.logId &&
      read.position.sequence === first.position.sequence &&
      read.position.hash === first.position.hash);
  if (read.part !== part || !same) throw new Error(`part ${part} is of another snapshot`);
  return read;
}

function ignored(place: SnapshotPlace, error: unknown): string {
  return `the snapshot in place ${place} is not used: ${error instanceof Error ? error.message : String(error)}`;
}
