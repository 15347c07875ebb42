/** `stratus start|stop|shutdown|kill`: what is done to machines. Each is asked for by itself; one refusal stops no other. */
import type { Command } from 'commander';
import { whole } from '../machine-options.ts';
import { machineTable } from '../render/machine.ts';
import type { Change, Machine } from '../rest-answers.ts';
import { inPath, show, withOutput } from '../session.ts';
import type { OutputOptions, Session } from '../session.ts';
import { CommandFailed } from '../surroundings.ts';
import { goals, waitFor } from '../wait-for.ts';
import type { Goal } from '../wait-for.ts';

interface ActionOptions extends OutputOptions {
  readonly wait?: boolean;
  readonly timeout: number;
}

const actions: readonly { name: string; description: string; goal: Goal }[] = [
  { name: 'start', description: 'start machines that are stopped', goal: goals.running },
  { name: 'stop', description: 'halt machines and keep all of them', goal: goals.stopped },
  { name: 'shutdown', description: 'halt machines, then end them', goal: goals.gone },
  { name: 'kill', description: 'end machines at once', goal: goals.gone },
];

export function addMachineActions(program: Command, session: Session): void {
  for (const { name, description, goal } of actions)
    withOutput(program.command(name), 'print nothing')
      .description(description)
      .argument('<machines...>', 'names, numbers or UUIDs')
      .option('-w, --wait', 'wait until it is done')
      .option('--timeout <seconds>', 'with --wait: at most so long', whole, 600)
      .action(async (references: readonly string[], options: ActionOptions) => {
        const { machines, refusals } = await askEach(session, name, references);
        const ids = machines.map(({ id }) => id);
        const shown =
          options.wait && ids.length > 0
            ? await waitFor(session, ids, goal, options.timeout)
            : machines;
        show(
          session,
          options,
          { machines: shown },
          {
            table: () => (shown.length > 0 ? machineTable(shown) : ''),
            quiet: () => '',
          },
        );
        if (refusals.length > 0) throw new CommandFailed(refusals.join('\n'));
      });
}

async function askEach(session: Session, action: string, references: readonly string[]) {
  const client = session.client();
  const machines: Machine[] = [];
  const refusals: string[] = [];
  for (const reference of references) {
    try {
      const change = await client.post<Change>(`/machines/${inPath(reference)}/${action}`);
      machines.push(...change.machines);
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      refusals.push(error.message);
    }
  }
  return { machines, refusals };
}
