/**
 * From one segment of the log to the next, in steps each of which may be the last one of this process:
 *
 *   make the next stream -> hold the leader -> Sealed -> SegmentOpened -> StateCarried 1..n -> go on
 *
 * Whoever finds the log sealed and not opened, opens it anew from its own fold: every term begins like that (`openSealed`).
 * Commands wait meanwhile, and the state is hashed and packed in slices, so beats go on.
 */
import { ok } from '../../shared/base/result.ts';
import { messageHash } from '../../shared/log/fold.ts';
import { packState } from '../../shared/log/packed-state.ts';
import { LogUnavailable } from '../../shared/log/log.ts';
import type { SegmentedLog } from '../../shared/log/segmented-log.ts';
import type { Event } from '../../shared/model/events.ts';
import { stateDigestSteps } from '../../shared/model/state-digest.ts';
import { stateFormat } from '../../shared/model/state-text.ts';
import type { Clock } from '../../shared/time/clock.ts';
import { inSlices } from '../../shared/time/in-slices.ts';
import type { Leader } from './leader.ts';
import type { Outcome } from './proposal.ts';

export interface RollOver {
  readonly leader: Leader;
  readonly log: SegmentedLog;
  readonly clock: Clock;
}

/** The log could not be sealed or opened, and is as it was: full, or led by another. */
export class RollOverFailed extends Error {
  override readonly name = 'RollOverFailed';
  readonly code = 'rollOverFailed';
}

/** Rejects with `LogUnavailable` or `RollOverFailed`; what is then half done is ended by `openSealed`, of this term or the next. */
export async function rollOver({ leader, log, clock }: RollOver): Promise<void> {
  await log.prepareNext();
  const release = await leader.hold();
  try {
    const { number } = await log.segment();
    await asOfNow(leader, async () => {
      const { returned: stateDigest } = await inSlices(clock, stateDigestSteps(leader.committed));
      return [{ type: 'sealed', stateDigest, nextSegment: number + 1 }];
    });
    await openSealed({ leader, log, clock });
  } catch (error) {
    // Nothing else may follow a seal: the next term opens the segment.
    if (leader.committed.sealed) leader.stop(`the log is sealed and not opened: ${String(error)}`);
    throw error;
  } finally {
    release();
  }
}

/** Opens the segment after a seal. The leader must be held. Rejects with `LogUnavailable` or `RollOverFailed`. */
export async function openSealed({ leader, log, clock }: RollOver): Promise<void> {
  const { number, base } = await log.segment();
  const seal = await log.read(base);
  if (seal === null) throw new LogUnavailable(`the seal of the log at ${base} cannot be read`);
  const previousHash = messageHash(seal.bytes);
  let contents: readonly Uint8Array[] = [];
  await asOfNow(leader, async () => {
    const { returned: stateDigest } = await inSlices(clock, stateDigestSteps(leader.committed));
    contents = (await inSlices(clock, packState(leader.committed))).yielded;
    return [
      {
        ...{ type: 'segmentOpened', segment: number, previousHash, stateDigest, stateFormat },
        ...{ snapshotParts: contents.length, mergedLogId: null },
      },
    ];
  });
  const parts = contents.length;
  const carried = contents.map((content, index) =>
    submit(leader, () => ok([{ type: 'stateCarried', part: index + 1, parts, content }])),
  );
  for (const outcome of await Promise.all(carried)) checkCommitted(outcome);
}

/** Commits events that say what the state is, on that very state: where a barrier came in between they are made again. */
async function asOfNow(leader: Leader, eventsNow: () => Promise<Event[]>): Promise<void> {
  for (let moved = true; moved;) {
    const { sequence } = leader.committed;
    const events = await eventsNow();
    const outcome = await submit(leader, (state) => {
      moved = state.sequence !== sequence;
      return ok(moved ? [] : events);
    });
    checkCommitted(outcome);
  }
}

function submit(leader: Leader, decide: Parameters<Leader['submit']>[0]['decide']) {
  return leader.submit({
    ...{ actor: 'system', origin: 'sweep', key: '', requestDigest: '', duringHold: true, decide },
  });
}

function checkCommitted(outcome: Outcome): void {
  if (outcome.kind === 'refused') throw new RollOverFailed(outcome.refusal.message);
  if (outcome.kind === 'lost') throw new RollOverFailed('another scheduler leads');
}
