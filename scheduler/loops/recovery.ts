/**
 * Carries out a recovery: asks every host that speaks for all it holds, tells an administrator what would be done and a word
 * for it, and by that word does it. Hosts that speak only later are recovered then, one by one.
 */
import { toHex } from '../../shared/base/bytes.ts';
import { ok } from '../../shared/base/result.ts';
import { applyEntry } from '../../shared/model/apply.ts';
import type { Answer, RecoveryNote } from '../../shared/model/command.ts';
import type { Entry } from '../../shared/model/events.ts';
import type { Refusal } from '../../shared/model/reasons.ts';
import type { State } from '../../shared/model/state.ts';
import {
  beginRecovery,
  raisedLogId,
  recoverySteps,
  recoveryWord,
  waitingSteps,
} from '../decide/recovery.ts';
import type { RecoveryStep, ToldHost } from '../decide/recovery.ts';
import { notesOfSilence, notesOfStep } from '../decide/recovery-notes.ts';
import type { Hosts, Session } from './hosts.ts';
import { collectInventories, speakersOf } from './inventories.ts';
import type { Leading } from './leading.ts';
import type { Proposal } from './proposal.ts';

export interface Recovery {
  /** The first step without a word, the second with it. */
  recover(asker: Asker, word: string): Promise<Answer>;
  /** A host speaks that was not asked yet what it holds. */
  recoverLate(session: Session): void;
}

/** Who asks, as his request will stand in the log. */
export type Asker = Pick<Proposal, 'actor' | 'key' | 'requestDigest'>;

/** More are counted and not told (proto/v1/command.proto). */
const notesMax = 2_000;
const noteBytesMax = 300_000;
export const recoveryUnderWay = 'a recovery of the log was begun and has not ended';

export function createRecovery(leading: Leading, hosts: Hosts): Recovery {
  const { leader, logger, random } = leading;
  const late = new Set<string>();
  /** The one that is being carried out. */
  let underWay: UnderWay | null = null;

  /** Each step is one entry. False: this process leads no more, or the log is full. */
  async function write(steps: readonly RecoveryStep[], begin?: Asker): Promise<boolean> {
    const outcomes = await Promise.all(
      steps.map((step, index) =>
        leader.submit({
          ...{ actor: begin?.actor ?? 'system', origin: 'report', key: '', requestDigest: '' },
          ...(begin && index === 0 ? { ...begin, origin: 'command' } : {}),
          decide: (state, nowMs) => ok(step(state, nowMs)),
        }),
      ),
    );
    return outcomes.every(({ kind }) => kind === 'committed');
  }

  function newLogId(told: readonly ToldHost[]): string {
    const shown = told.flatMap(({ position }) => position?.logId ?? []);
    const ids = [leader.position().logId, ...shown, ...hosts.logIdsHeard()];
    return raisedLogId(ids, toHex(random.bytes(16)));
  }

  async function carryOut(asker: Asker, told: readonly ToldHost[]): Promise<boolean> {
    leading.frozen = recoveryUnderWay;
    const logId = newLogId(told);
    const begin: RecoveryStep = (state) => beginRecovery(state, told, logId);
    const steps = [begin, ...recoverySteps(told), ...waitingSteps(leader.committed)];
    if (!(await write(steps, asker))) return false;
    if (!(await write([() => [{ type: 'recoveryEnded' }]]))) return false;
    leading.frozen = null;
    hosts.forgetReports(leader.committed.hosts.keys());
    logger.warn({ logId, hosts: told.length }, 'the log was recovered');
    return true;
  }

  async function recover(asker: Asker, word: string): Promise<Answer> {
    const told = await collectInventories(leading, speakersOf(leading, hosts));
    const notes = planned(leader.committed, told, leading.clock.now());
    const ownWord = recoveryWord(leader.committed, notes);
    if (word === '') return answer(ownWord, notes);
    // Hosts were asked meanwhile, and this very request, or another, may have been taken up.
    if (underWay !== null) return meanwhile(asker, underWay);
    if (leader.committed.keys.has(`${asker.actor}/${asker.key}`) && leading.frozen === null)
      return answer('', []);
    if (word !== ownWord) return { kind: 'refused', refusal: anotherPlan };
    const done = carryOut(asker, told).then((isDone): Answer =>
      isDone ? answer('', notes) : { kind: 'refused', refusal: notEnded },
    );
    underWay = { asker, answer: done };
    return done.finally(() => (underWay = null));
  }

  async function recoverOne(session: Session): Promise<void> {
    const speakers = speakersOf(leading, hosts).filter(({ hostId }) => hostId === session.hostId);
    const told = await collectInventories(leading, speakers);
    const isAwaited = leader.committed.hosts.get(session.hostId)?.awaited;
    if (told.length === 0 || !isAwaited || leading.frozen !== null) return;
    if (!(await write(recoverySteps(told)))) return;
    hosts.forgetReports([session.hostId]);
    logger.warn({ hostId: session.hostId }, 'what the host holds is in the log now');
  }

  return {
    recover(asker, word) {
      return underWay === null ? recover(asker, word) : meanwhile(asker, underWay);
    },
    recoverLate(session) {
      if (leading.frozen !== null || late.has(session.hostId)) return;
      late.add(session.hostId);
      void recoverOne(session)
        .catch((error: unknown) =>
          logger.warn({ err: error, hostId: session.hostId }, 'a host could not be recovered yet'),
        )
        .finally(() => late.delete(session.hostId));
    },
  };
}

interface UnderWay {
  readonly asker: Asker;
  readonly answer: Promise<Answer>;
}

/** A repeat of the request that is being carried out hears its answer. */
function meanwhile({ key }: Asker, underWay: UnderWay): Promise<Answer> {
  const isRepeat = key !== '' && key === underWay.asker.key;
  return isRepeat ? underWay.answer : Promise.resolve({ kind: 'refused', refusal: another });
}

/** What would be done, found by doing it on a copy of the state. */
function planned(committed: State, told: readonly ToldHost[], nowMs: number): RecoveryNote[] {
  const state = structuredClone(committed);
  const logId = raisedLogId([state.logId], '0'.repeat(32));
  const begin: RecoveryStep = (now) => beginRecovery(now, told, logId);
  const notes: RecoveryNote[] = [];
  state.sequence += 1;
  for (const step of [begin, ...recoverySteps(told), ...waitingSteps(committed)]) {
    const events = step(state, nowMs);
    notes.push(...notesOfStep(state, events));
    const entry: Entry = {
      ...{ actor: 'system', origin: 'command', key: '', requestDigest: '', events },
    };
    applyEntry(state, entry, nowMs, 0);
  }
  return [...notes, ...notesOfSilence(state, told)];
}

function answer(word: string, notes: readonly RecoveryNote[]): Answer {
  let bytes = 0;
  const first = notes.slice(0, notesMax).filter(({ text }) => {
    bytes += 3 * text.length;
    return bytes <= noteBytesMax;
  });
  return { kind: 'recovery', word, notes: first, notesInAll: notes.length };
}

const anotherPlan: Refusal = {
  reason: 'confirmationUnknown',
  message: 'this is not the word for what a recovery would do now',
  where: 'confirm',
  whatToDo: 'look again at what would be done: `stratus recover` without --confirm',
};

const another: Refusal = {
  reason: 'frozen',
  message: 'a recovery is being carried out',
  where: 'recovery',
  whatToDo: 'wait for its end, then look at `stratus status`',
};

const notEnded: Refusal = {
  reason: 'notLeading',
  message: 'the recovery was begun and could not be written to its end',
  where: 'log',
  whatToDo: 'nothing is lost by that: do it again, `stratus recover`',
};
