/** A log that is older than the world, or was lost, learns what the hosts hold: first what would be done, then by its word. */
import Type from 'typebox';
import { actorOf } from '../auth/authenticate.ts';
import type { Server, Services } from '../server.ts';
import { closed } from '../views/words.ts';
import { PostHeaders, answers, keyOf } from './parameters.ts';

const RecoveryBody = Type.Object(
  {
    confirm: Type.Optional(
      Type.String({ pattern: '^[0-9a-f]{1,32}$', description: 'the word; absent: the first step' }),
    ),
  },
  closed,
);
const RecoveryView = Type.Object({
  done: Type.Boolean({ description: 'false: this was the first step, nothing is done yet' }),
  confirm: Type.Union([Type.String(), Type.Null()], { description: 'the word to repeat' }),
  notes: Type.Array(
    Type.Object({
      about: Type.Enum(['host', 'machine', 'address', 'evidence', 'unknown']),
      text: Type.String(),
    }),
    { description: 'what is done, and what nobody can know' },
  ),
  notesInAll: Type.Integer({ description: 'there may be more than are told' }),
});

export function recoveryRoutes(app: Server, { leader }: Services): void {
  app.post(
    '/recovery',
    {
      schema: {
        summary:
          'Have the log learn what the hosts hold: first what would be done, then by its word',
        headers: PostHeaders,
        body: Type.Union([RecoveryBody, Type.Null()]),
        response: answers(RecoveryView),
      },
    },
    async (request) => {
      const word = request.body?.confirm ?? '';
      const told = await leader.recovery(actorOf(request), keyOf(request), word);
      const { notes, notesInAll } = told;
      const done = told.word === '';
      return { done, confirm: done ? null : told.word, notes: [...notes], notesInAll };
    },
  );
}
