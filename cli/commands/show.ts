/** `stratus show`: everything about one machine. */
import type { Command } from 'commander';
import { machineFacts } from '../render/machine.ts';
import type { Machine } from '../rest-answers.ts';
import { inPath, show, withOutput } from '../session.ts';
import type { OutputOptions, Session } from '../session.ts';

export function addShow(program: Command, session: Session): void {
  withOutput(program.command('show'), 'print only the state')
    .description('everything about one machine')
    .argument('<machine>', 'name, number or UUID')
    .action(async (reference: string, options: OutputOptions) => {
      const machine = await session.client().get<Machine>(`/machines/${inPath(reference)}`);
      show(session, options, machine, {
        table: () => machineFacts(machine),
        quiet: () => `${machine.state}\n`,
      });
    });
}
