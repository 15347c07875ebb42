/** What is kept of a machine that ended: where, until when, and whether somebody holds it. */
import Type from 'typebox';
import type { Static } from 'typebox';
import type { Evidence, State } from '../../shared/model/state.ts';
import * as word from './words.ts';

export const EvidenceView = Type.Object({
  machineId: Type.String(),
  label: Type.Integer(),
  name: Type.String(),
  host: Type.Object({
    id: Type.String(),
    name: Type.String(),
    removed: Type.Boolean({
      description: 'it is out of the cloud, and what it keeps is out of reach',
    }),
  }),
  state: Type.Enum(['kept', 'sealed', 'held', 'purgeOrdered', 'purged']),
  files: Type.Array(Type.Object({ name: Type.String(), bytes: word.Count })),
  reservedMiB: word.MiB,
  keptAt: word.Time,
  purgeNotBefore: word.Time,
  digest: Type.Union([Type.String(), Type.Null()], { description: 'null: not hashed yet' }),
  held: Type.Union([Type.String(), Type.Null()], {
    description: 'why it is held; null: it is not',
  }),
});
export type EvidenceView = Static<typeof EvidenceView>;

export function renderEvidence(state: State, evidence: Evidence): EvidenceView {
  const machine = state.machines.get(evidence.machineId);
  const host = state.hosts.get(evidence.hostId);
  return {
    machineId: evidence.machineId,
    label: machine?.spec.label ?? 0,
    name: machine?.spec.name ?? '',
    host: {
      ...{ id: evidence.hostId, name: host?.name ?? '' },
      removed: Boolean(host?.removed),
    },
    state: stateOf(evidence),
    files: evidence.files.map(({ name, bytes }) => ({ name, bytes })),
    reservedMiB: evidence.reservedMiB,
    keptAt: word.timeText(evidence.keptAtMs),
    purgeNotBefore: word.timeText(evidence.purgeNotBeforeMs),
    digest: evidence.digest === '' ? null : evidence.digest,
    held: evidence.held,
  };
}

/**
 * Nothing follows any more: it was purged; or its host was removed, its time is over and nobody holds it, so that nobody will
 * ever say that it was purged.
 */
export function isClosed(state: State, evidence: Evidence, nowMs: number): boolean {
  if (evidence.purged) return true;
  const isOutOfReach = Boolean(state.hosts.get(evidence.hostId)?.removed);
  return isOutOfReach && evidence.held === null && nowMs >= evidence.purgeNotBeforeMs;
}

function stateOf(evidence: Evidence): EvidenceView['state'] {
  if (evidence.purged) return 'purged';
  if (evidence.purgeOrderedAt > 0) return 'purgeOrdered';
  if (evidence.held !== null) return 'held';
  return evidence.digest === '' ? 'kept' : 'sealed';
}
