/** The cloud on one screen: who leads, how old this view is, how many of what. */
import Type from 'typebox';
import type { Static } from 'typebox';
import type { State } from '../../shared/model/state.ts';
import type { CheckUp } from '../check/check-up.ts';
import type { Hearing } from '../read-model/hearing.ts';
import { logTroubleAt } from '../log-disk.ts';
import type { LogCopies } from '../log-copies.ts';
import type { ReadModel } from '../read-model/read-model.ts';
import * as word from './words.ts';

export const StatusView = Type.Object({
  cloudId: Type.String(),
  logId: Type.String(),
  cursor: Type.Union([Type.String(), Type.Null()]),
  viewAgeMs: Type.Integer({ description: 'nothing newer was known of so long ago' }),
  lastCommitAt: Type.Union([word.Time, Type.Null()]),
  term: word.Count,
  volatileLog: Type.Boolean({ description: 'a power cut loses the last requests' }),
  leader: Type.Object({
    heard: Type.Boolean({ description: 'a scheduler leads and spoke within 10 s' }),
    heardAt: Type.Union([word.Time, Type.Null()]),
  }),
  frozen: Type.Union([Type.Object({ why: Type.String(), whatToDo: Type.String() }), Type.Null()], {
    description: 'why nothing is ordered, leased or purged; null: all is well',
  }),
  logTrouble: Type.Union(
    [Type.Object({ why: Type.String(), whatToDo: Type.String() }), Type.Null()],
    {
      description:
        'why the log takes nothing: its disk is full; null: nothing is known of that kind',
    },
  ),
  machines: Type.Record(Type.String(), word.Count, { description: 'how many in each state' }),
  hosts: Type.Object({ total: word.Count, enabled: word.Count, heard: word.Count }),
  addresses: Type.Object({ leased: word.Count }),
  evidence: Type.Object({ kept: word.Count, held: word.Count }),
  copies: Type.Union(
    [
      Type.Object({
        at: Type.Union([word.Time, Type.Null()]),
        failure: Type.Union([Type.String(), Type.Null()]),
      }),
      Type.Null(),
    ],
    { description: 'the last copy of the log that left the machine; null: none is asked for' },
  ),
  check: Type.Object({
    at: Type.Union([word.Time, Type.Null()], { description: 'of the last look; null: none yet' }),
    findings: word.Count,
    silentHosts: word.Count,
  }),
});
export type StatusView = Static<typeof StatusView>;

/** A leader that was not heard for so long is called silent. */
const leaderSilentAfterMs = 10_000;

export interface StatusSources {
  readonly model: ReadModel;
  readonly hearing: Hearing;
  readonly checkUp: Pick<CheckUp, 'last'>;
  readonly copies?: LogCopies | null;
  readonly volatileLog?: boolean;
  readonly logFolder?: string | null;
}

export function renderStatus(sources: StatusSources, nowMs: number): StatusView {
  const { model, hearing, checkUp, volatileLog = false, logFolder = null } = sources;
  const { state } = model;
  const leader = hearing.leader();
  const checked = checkUp.last();
  const hosts = [...state.hosts.values()].filter(({ removed }) => !removed);
  const evidence = [...state.evidence.values()].filter(({ purged }) => !purged);
  return {
    ...{ cloudId: state.cloudId, logId: state.logId, cursor: model.cursor() },
    viewAgeMs: model.ageMs(),
    lastCommitAt: state.timeMs > 0 ? word.timeText(state.timeMs) : null,
    ...{ term: state.term, volatileLog },
    leader: {
      heard: leader !== null && nowMs - leader.atMs < leaderSilentAfterMs,
      heardAt: leader && word.timeText(leader.atMs),
    },
    frozen: leader && frozenView(leader.beat.frozen),
    logTrouble: logFolder === null ? null : logTroubleAt(logFolder),
    machines: machinesByState(state),
    hosts: {
      total: hosts.length,
      enabled: hosts.filter(({ enabled }) => enabled).length,
      heard: hosts.filter(({ hostId }) => hearing.note(hostId)?.heard).length,
    },
    addresses: {
      leased: [...state.leases.values()].filter(({ machineId }) => machineId !== null).length,
    },
    evidence: {
      kept: evidence.length,
      held: evidence.filter(({ held }) => held !== null).length,
    },
    copies: copiesView(sources.copies ?? null),
    check: {
      at: checked && word.timeText(checked.atMs),
      findings: checked?.findings.length ?? 0,
      silentHosts: checked?.silent.length ?? 0,
    },
  };
}

function copiesView(copies: LogCopies | null): StatusView['copies'] {
  if (copies === null) return null;
  const { atMs, failure } = copies.standing();
  return { at: atMs === null ? null : word.timeText(atMs), failure };
}

function frozenView(why: string): StatusView['frozen'] {
  return why === '' ? null : { why, whatToDo: whatToDoFrozen };
}

const whatToDoFrozen =
  'machines go on; an administrator brings back the newer log, or has this one learn what the hosts hold: stratus recover';

function machinesByState(state: State): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const machine of state.machines.values())
    counts[machine.state] = (counts[machine.state] ?? 0) + 1;
  return counts;
}
