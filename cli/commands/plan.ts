/** `stratus plan`: where machines would go, or why nowhere; changes nothing. */
import type { Command } from 'commander';
import { machineBody, withMachineOptions } from '../machine-options.ts';
import type { MachineOptions } from '../machine-options.ts';
import { explanationText } from '../render/machine.ts';
import type { Explanation } from '../rest-answers.ts';
import { show, withOutput } from '../session.ts';
import type { OutputOptions, Session } from '../session.ts';

export function addPlan(program: Command, session: Session): void {
  const command = program.command('plan').description('where machines would go; changes nothing');
  withOutput(withMachineOptions(command)).action(
    async (image: string | undefined, options: MachineOptions & OutputOptions) => {
      const body = machineBody(session, image, options);
      const answer = await session
        .client()
        .post<{ readonly machines: readonly Explanation[] }>('/plans', body);
      show(session, options, answer, { table: () => explanationText(answer.machines) });
    },
  );
}
