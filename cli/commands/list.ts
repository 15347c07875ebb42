/** `stratus list`: the machines. */
import type { Command } from 'commander';
import { machineTable } from '../render/machine.ts';
import type { Machine } from '../rest-answers.ts';
import { show, withOutput } from '../session.ts';
import type { OutputOptions, Session } from '../session.ts';

interface ListOptions extends OutputOptions {
  readonly all?: boolean;
  readonly state?: string;
}

interface Page {
  readonly machines: readonly Machine[];
  readonly next: number | null;
}

export function addList(program: Command, session: Session): void {
  withOutput(program.command('list'), 'print only the numbers')
    .description('list machines that have not ended')
    .option('-a, --all', 'also those that have ended')
    .option('--state <states>', 'only those in these states, separated by commas')
    .action(async (options: ListOptions) => {
      const state = options.state ?? (options.all ? 'all' : null);
      const machines = await everyPage(session, state);
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

async function everyPage(session: Session, state: string | null): Promise<Machine[]> {
  const machines: Machine[] = [];
  let after: number | null = 0;
  while (after !== null) {
    const query = new URLSearchParams({
      after: String(after),
      ...(state === null ? {} : { state }),
    });
    const page: Page = await session.client().get<Page>(`/machines?${query.toString()}`);
    machines.push(...page.machines);
    after = page.next;
  }
  return machines;
}
