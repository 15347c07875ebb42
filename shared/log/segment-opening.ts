/**
 * How a reader begins with a later segment when the ones before it are archived: it takes the state from the parts that the
 * segment carries, checks its digest, and applies what came since the event with which they began. An opening that was cut off
 * by a crash is followed by another one from its beginning; only the last one is whole.
 */
import { applyCommit } from '../model/apply.ts';
import type { Commit, EventOf } from '../model/events.ts';
import { stateDigest } from '../model/state-digest.ts';
import { stateFormat } from '../model/state-text.ts';
import type { State } from '../model/state.ts';
import { UpgradeNeeded } from '../wire/codec.ts';
import { ChainBroken } from './chain-broken.ts';
import { unpackState } from './packed-state.ts';

export interface Opening {
  begun: EventOf<'segmentOpened'> | null;
  parts: Uint8Array[];
  /** From the commit that holds `begun` on. */
  since: { readonly commit: Commit; readonly sequence: number }[];
}

export function beginOpening(): Opening {
  return { begun: null, parts: [], since: [] };
}

/** The state after this commit if the opening is whole with it, else null. Throws `ChainBroken` for parts that do not fit. */
export function readOpening(opening: Opening, commit: Commit, sequence: number): State | null {
  for (const { events } of commit.entries)
    for (const event of events) {
      if (event.type === 'segmentOpened')
        Object.assign(opening, { ...beginOpening(), begun: event });
      if (event.type === 'stateCarried') takePart(opening, event, sequence);
    }
  if (opening.begun === null) return null;
  opening.since.push({ commit, sequence });
  return opening.parts.length === opening.begun.snapshotParts ? opened(opening) : null;
}

function takePart(
  { begun, parts }: Opening,
  { part, content }: EventOf<'stateCarried'>,
  sequence: number,
): void {
  if (begun === null || part !== parts.length + 1 || part > begun.snapshotParts)
    throw new ChainBroken(
      `message ${sequence} carries part ${part} of a state where it was not due`,
    );
  parts.push(content);
}

function opened({ begun, parts, since }: Opening): State {
  const { segment, stateDigest: digest, stateFormat: format } = begun!;
  if (format !== stateFormat)
    throw new UpgradeNeeded(
      `segment ${segment} carries a state of format ${format}; this release reads ${stateFormat}`,
    );
  const state = unpackState(parts);
  if (stateDigest(state) !== digest)
    throw new ChainBroken(`the state that segment ${segment} carries does not have its digest`);
  for (const { commit, sequence } of since) applyCommit(state, commit, sequence);
  return state;
}
