/** `stratus check`: asks every host, and lists what is not as the log has it. */
import type { Command } from 'commander';
import { createClient } from '../client.ts';
import { checkText } from '../render/check.ts';
import type { Check } from '../rest-answers.ts';
import { show, withOutput } from '../session.ts';
import type { OutputOptions, Session } from '../session.ts';

/** Every host is asked, twice where something was found. */
const answerWithinMs = 120_000;

export function addCheck(
  program: Command,
  session: Session,
  setExitCode: (code: number) => void,
): void {
  withOutput(program.command('check'))
    .description('ask every host what it holds, and list what is not as the log has it')
    .action(async (options: OutputOptions) => {
      const client = createClient(session.profile(), session.surroundings, { answerWithinMs });
      const checked = await client.post<Check>('/check');
      show(session, options, checked, { table: () => checkText(checked) });
      if (checked.findings.length > 0) setExitCode(1);
    });
}
