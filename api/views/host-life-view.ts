/**
 * A host's life as every interface shows it: whether it speaks, since when not, whether it was confirmed down, removed or
 * copied, and which machines wait for its word. The log says what was decided, the leader's beat what is heard.
 */
import Type from 'typebox';
import type { Static } from 'typebox';
import type { HostNote } from '../../shared/model/conversation.ts';
import {
  givenUpWith,
  isConfirmedDown,
  isUnderWay,
  owedEnds,
} from '../../shared/model/host-life.ts';
import type { GivenUp } from '../../shared/model/host-life.ts';
import type { Host, State } from '../../shared/model/state.ts';
import * as word from './words.ts';

export const hostStates = [
  ...(['heard', 'troubled', 'conflict', 'silent', 'neverHeard', 'confirmedDown'] as const),
  'removed',
] as const;
export type HostState = (typeof hostStates)[number];

const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

export const HostLifeView = Type.Object({
  state: Type.Enum([...hostStates]),
  silentSince: Type.Union([word.Time, Type.Null()], {
    description: 'of its last word to the leader; null: it speaks, or no leader heard it yet',
  }),
  waitingMachines: Type.Integer({ description: 'machines that wait for its word now' }),
  owedEnds: Type.Integer({
    description: 'machines that were given up and that it still has to end',
  }),
  confirmedDown: orNull(
    Type.Object({
      ...{ by: Type.String(), at: word.Time, why: Type.String() },
      returnedAt: Type.Union([word.Time, Type.Null()]),
      livedOn: Type.Boolean({ description: 'it is back and had been running all the time' }),
    }),
  ),
  clonedAt: Type.Union([word.Time, Type.Null()], {
    description: 'when a copy of it was heard; until an administrator rebinds the host',
  }),
  removed: orNull(Type.Object({ at: word.Time, why: Type.String() })),
});
export type HostLifeView = Static<typeof HostLifeView>;

/** `note`: how the leader stands with it; null: it was never heard by this leader, or no leader was. */
export function renderHostLife(state: State, host: Host, note: HostNote | null): HostLifeView {
  const { downConfirmed, removed, cloned } = host;
  const silent = isSilent(note);
  return {
    state: stateOf(host, note),
    silentSince: silent && note && note.heardAtMs > 0 ? word.timeText(note.heardAtMs) : null,
    waitingMachines: silent ? waiting(state, host) : 0,
    owedEnds: owedEnds(state, host).length,
    confirmedDown: downConfirmed && {
      ...{ by: downConfirmed.confirmedBy, at: word.timeText(downConfirmed.atMs) },
      why: downConfirmed.why,
      returnedAt: downConfirmed.returned && word.timeText(downConfirmed.returned.atMs),
      livedOn: downConfirmed.returned?.bootId === downConfirmed.bootId,
    },
    clonedAt: cloned && word.timeText(cloned.atMs),
    removed: removed && { at: word.timeText(removed.atMs), why: removed.why },
  };
}

/** It does not speak to the leader; one that speaks and has some trouble is not silent. */
export function isSilent(note: HostNote | null): boolean {
  return !note?.heard && !note?.conflict && (note?.trouble ?? '') === '';
}

function stateOf(host: Host, note: HostNote | null): HostState {
  if (host.removed) return 'removed';
  if (isConfirmedDown(host)) return 'confirmedDown';
  if (note?.conflict) return 'conflict';
  if (note?.heard) return 'heard';
  if (!isSilent(note)) return 'troubled';
  return host.declared ? 'silent' : 'neverHeard';
}

function waiting(state: State, host: Host): number {
  return givenUpWith(state, host).filter(({ machine }) => isUnderWay(machine.state)).length;
}

export const GivenUpView = Type.Object({
  label: Type.Integer(),
  name: Type.String(),
  projectId: Type.String(),
  createdBy: Type.String(),
  address: Type.Union([Type.String(), Type.Null()]),
  state: word.MachineStateWord,
  becomes: Type.Enum(['done', 'unknown', 'kept']),
  text: Type.String({ description: 'what follows for it, in words' }),
});

/** What follows for a machine, and what that means if the host runs after all. */
export function renderGivenUp({ machine, becomes }: GivenUp): Static<typeof GivenUpView> {
  const { label, name, projectId } = machine.spec;
  const address = word.addressText(machine.nics[0]?.address ?? null);
  return {
    ...{ label, name, projectId, createdBy: machine.createdBy, address, state: machine.state },
    ...{ becomes, text: consequence[becomes] },
  };
}

const consequence = {
  done: 'ends at once, without evidence; its address rests for a day, or until the host has ended it',
  unknown: 'becomes unknown and keeps its address; its owner may end it at once',
  kept: 'stays as it is and keeps its address; its owner may end it at once',
} as const;

/** What an administrator takes upon himself, for the first step. */
export const ifItRuns: readonly string[] = [
  'If the host in fact still runs, its machines go on running until it speaks again and is told to end them.',
  'Until then the address of a machine that ended rests, but for a day at most; after that it goes to another machine where no other address is free, and may answer from two places.',
  'Nothing is started elsewhere by this, and the host gets nothing new until it has ended them and you enable it.',
];
