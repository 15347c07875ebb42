/** The result of a check, as every interface shows it. */
import Type from 'typebox';
import type { Static } from 'typebox';
import type { State } from '../../shared/model/state.ts';
import type { Checked, DatedFinding } from '../check/check-up.ts';
import * as word from './words.ts';

const Named = Type.Object({ id: Type.String(), name: Type.String() });
const orNull = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

export const FindingView = Type.Object({
  kind: Type.String({ description: 'closed list, docs/operating/check.md' }),
  invariant: Type.String({ description: 'number of the promise that is in question' }),
  since: word.Time,
  host: orNull(Named),
  machineId: orNull(Type.String()),
  address: orNull(Type.String()),
  text: Type.String(),
  remedy: Type.Enum(['itself', 'repair', 'administrator'], { description: 'who mends it' }),
  whatToDo: Type.String(),
});
export type FindingView = Static<typeof FindingView>;

export const CheckView = Type.Object({
  at: orNull(word.Time),
  hosts: word.Count,
  silentHosts: Type.Array(Named, { description: 'they did not answer: nothing is said of them' }),
  findings: Type.Array(FindingView, { description: 'found by two looks, one after the other' }),
});
export type CheckView = Static<typeof CheckView>;

/** Null: nobody has looked yet. */
export function renderCheck(state: State, checked: Checked | null): CheckView {
  if (!checked) return { at: null, hosts: 0, silentHosts: [], findings: [] };
  return {
    at: word.timeText(checked.atMs),
    hosts: checked.hosts,
    silentHosts: checked.silent.map((hostId) => named(state, hostId)),
    findings: checked.findings.map((one) => renderFinding(state, one)),
  };
}

export function renderFinding(state: State, { finding, sinceMs }: DatedFinding): FindingView {
  const { kind, invariant, hostId, machineId, address, text, remedy, whatToDo } = finding;
  return {
    ...{ kind, invariant, machineId, text, remedy, whatToDo },
    since: word.timeText(sinceMs),
    host: hostId === null ? null : named(state, hostId),
    address: address === null ? null : word.addressText(address),
  };
}

function named(state: State, hostId: string): { id: string; name: string } {
  return { id: hostId, name: state.hosts.get(hostId)?.name ?? '' };
}
