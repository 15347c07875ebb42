/** Where a machine is or would go, or what keeps it waiting: the scheduler's answer to `why` and `plan`. */
import Type from 'typebox';
import type { Static } from 'typebox';
import type { Explanation } from '../../shared/model/command.ts';
import * as word from './words.ts';

export const ExplanationView = Type.Object({
  machine: Type.String(),
  host: Type.Union([Type.String(), Type.Null()]),
  reason: Type.Union([word.ReasonWord, Type.Null()]),
  text: Type.String({ description: 'the whole answer in words' }),
  filters: Type.Array(Type.Object({ filter: Type.String(), hosts: word.Count }), {
    description: 'how many hosts each filter took out',
  }),
  hosts: Type.Integer({ description: 'how many hosts were looked at' }),
  nearestHost: Type.Union([Type.String(), Type.Null()]),
  whatWouldFit: Type.String(),
});
export type ExplanationView = Static<typeof ExplanationView>;

export function renderExplanation(explanation: Explanation): ExplanationView {
  return {
    ...explanation,
    filters: explanation.filters.map(({ filter, hosts }) => ({ filter, hosts })),
    host: explanation.host || null,
    nearestHost: explanation.nearestHost || null,
  };
}
