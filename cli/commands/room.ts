/** `stratus room`: how many more machines of each type fit now. */
import type { Command } from 'commander';
import { roomTable } from '../render/room.ts';
import type { Room } from '../rest-answers.ts';
import { show, withOutput } from '../session.ts';
import type { OutputOptions, Session } from '../session.ts';

export function addRoom(program: Command, session: Session): void {
  withOutput(program.command('room'))
    .description('how many more machines of each type fit now, and whose machines are there')
    .action(async (options: OutputOptions) => {
      const answer = await session.client().get<Room>('/room');
      show(session, options, answer, { table: () => roomTable(answer) });
    });
}
