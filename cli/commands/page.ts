/** `stratus page`: the address of the page, with a code that logs a browser in once; the token itself stays here. */
import type { Command } from 'commander';
import { show, withOutput } from '../session.ts';
import type { OutputOptions, Session } from '../session.ts';

interface CodeAnswer {
  readonly code: string;
  readonly endsAt: string;
}

export function addPage(program: Command, session: Session): void {
  withOutput(program.command('page'), 'print only the link')
    .description('a link that opens the page in a browser, logged in')
    .action(async (options: OutputOptions) => {
      const { code, endsAt } = await session.client().post<CodeAnswer>('/page/codes');
      // What follows # is never sent to a server, and the page takes it out of its address.
      const link = `${session.profile().endpoint}/#login=${code}`;
      show(
        session,
        options,
        { link, endsAt },
        {
          table: () => `${link}\nOpen it in a browser within 5 minutes; it works once.\n`,
          quiet: () => `${link}\n`,
        },
      );
    });
}
