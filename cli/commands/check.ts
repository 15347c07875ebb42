/** `stratus check [--repair]`: asks every host, lists what is not as the log has it, and has mended what can be. */
import type { Command } from 'commander';
import { createClient } from '../client.ts';
import { checkText, repairText } from '../render/check.ts';
import type { Check, Repaired } from '../rest-answers.ts';
import { show, withOutput } from '../session.ts';
import type { OutputOptions, Session } from '../session.ts';

interface CheckOptions extends OutputOptions {
  readonly repair?: boolean;
  readonly why: string;
}

/** Every host is asked, twice where something was found. */
const answerWithinMs = 120_000;

export function addCheck(
  program: Command,
  session: Session,
  setExitCode: (code: number) => void,
): void {
  withOutput(program.command('check'))
    .description('ask every host what it holds, and list what is not as the log has it')
    .option('--repair', 'have mended what can be: orphans go to quarantine, idle leases end')
    .option('--why <text>', 'with --repair: why, for others to read', 'stratus check --repair')
    .action(async (options: CheckOptions) => {
      const client = createClient(session.profile(), session.surroundings, { answerWithinMs });
      if (options.repair) {
        const made = await client.post<Repaired>('/check/repair', { why: options.why });
        show(session, options, made, { table: () => repairText(made) });
        if (made.left.length > 0) setExitCode(1);
        return;
      }
      const checked = await client.post<Check>('/check');
      show(session, options, checked, { table: () => checkText(checked) });
      if (checked.findings.length > 0) setExitCode(1);
    });
}
