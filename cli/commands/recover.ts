/** `stratus recover`: a log that is older than the world, or was lost, learns what the hosts hold. */
import type { Command } from 'commander';
import { recoveryText } from '../render/recovery.ts';
import type { Recovery } from '../rest-answers.ts';
import { show, withOutput } from '../session.ts';
import type { OutputOptions, Session } from '../session.ts';

interface RecoverOptions extends OutputOptions {
  readonly confirm?: string;
  readonly yes?: boolean;
}

export function addRecover(program: Command, session: Session): void {
  withOutput(program.command('recover'))
    .description('have the log learn what the hosts hold: first what would be done, then --confirm')
    .option('--merge', 'the log is an older copy; said or not, what it knows is kept')
    .option('--confirm <word>', 'the word that the first step printed')
    .option('--yes', 'both steps at once, whatever would be done')
    .action(async (options: RecoverOptions) => {
      const ask = (confirm?: string): Promise<Recovery> =>
        session.client().post<Recovery>('/recovery', confirm === undefined ? {} : { confirm });
      const first = await ask(options.confirm);
      const answer = options.yes && first.confirm !== null ? await ask(first.confirm) : first;
      show(session, options, answer, { table: () => recoveryText(answer) });
    });
}
