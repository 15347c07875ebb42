/** `stratus why`: why a machine is where it is, or what it waits for. */
import type { Command } from 'commander';
import { explanationText } from '../render/machine.ts';
import type { Explanation } from '../rest-answers.ts';
import { inPath, show, withOutput } from '../session.ts';
import type { OutputOptions, Session } from '../session.ts';

export function addWhy(program: Command, session: Session): void {
  withOutput(program.command('why'))
    .description('why a machine is where it is, or what it waits for')
    .argument('<machine>', 'name, number or UUID')
    .action(async (machine: string, options: OutputOptions) => {
      const path = `/machines/${inPath(machine)}/why`;
      const answer = await session.client().get<Explanation>(path);
      show(session, options, answer, { table: () => explanationText([answer]) });
    });
}
