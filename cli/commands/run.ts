/** `stratus run`: machines from an image. */
import type { Command } from 'commander';
import { machineBody, whole, withMachineOptions } from '../machine-options.ts';
import type { MachineOptions } from '../machine-options.ts';
import { machineLines, machineTable } from '../render/machine.ts';
import type { Change } from '../rest-answers.ts';
import { show, withOutput } from '../session.ts';
import type { OutputOptions, Session } from '../session.ts';
import { goals, waitFor } from '../wait-for.ts';

interface RunOptions extends MachineOptions, OutputOptions {
  readonly wait?: boolean;
  readonly timeout: number;
}

export function addRun(program: Command, session: Session): void {
  const command = program.command('run').description('run machines from an image');
  withOutput(withMachineOptions(command), 'print only `ID, ADDRESS` a line')
    .option('-w, --wait', 'wait until they run, and say what happens meanwhile')
    .option('--timeout <seconds>', 'with --wait: at most so long', whole, 600)
    .action(async (image: string | undefined, options: RunOptions) => {
      const body = machineBody(session, image, options);
      if ((body['publicKeys'] as readonly string[]).length === 0)
        session.surroundings.err('stratus: no public key was found: nobody can log in by ssh\n');
      const change = await session.client().post<Change>('/machines', body);
      const machines = options.wait
        ? await waitFor(session, change.machineIds, goals.running, options.timeout)
        : change.machines;
      show(
        session,
        options,
        { ...change, machines },
        {
          table: () =>
            machines.length > 0 ? machineTable(machines) : `${change.machineIds.join('\n')}\n`,
          quiet: () => machineLines(machines),
        },
      );
    });
}
