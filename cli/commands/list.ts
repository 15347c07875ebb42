/** `stratus list`: the machines. */
import type { Command } from 'commander';
import { everyMachine } from '../every-machine.ts';
import { machineTable } from '../render/machine.ts';
import { show, withOutput } from '../session.ts';
import type { OutputOptions, Session } from '../session.ts';

interface ListOptions extends OutputOptions {
  readonly all?: boolean;
  readonly state?: string;
}

export function addList(program: Command, session: Session): void {
  withOutput(program.command('list'), 'print only the numbers')
    .description('list machines that have not ended')
    .option('-a, --all', 'also those that have ended')
    .option('--state <states>', 'only those in these states, separated by commas')
    .action(async (options: ListOptions) => {
      const state = options.state ?? (options.all ? 'all' : null);
      const machines = await everyMachine(session.client(), state);
      show(
        session,
        options,
        { machines },
        {
          table: () => machineTable(machines),
          quiet: () => machines.map(({ label }) => `${label}\n`).join(''),
        },
      );
    });
}
