/** `stratus quarantine`: what is kept of machines that ended. */
import type { Command } from 'commander';
import { evidenceTable } from '../render/site.ts';
import type { Evidence } from '../rest-answers.ts';
import { inPath, show, withOutput } from '../session.ts';
import type { OutputOptions, Session } from '../session.ts';

export function addQuarantine(program: Command, session: Session): void {
  const quarantine = program
    .command('quarantine')
    .description('what is kept of machines that ended');
  withOutput(quarantine.command('list', { isDefault: true }), 'print only the numbers')
    .description('list what is kept')
    .option('-a, --all', 'also what was purged')
    .action(async (options: OutputOptions & { readonly all?: boolean }) => {
      const path = options.all ? '/quarantine?purged=true' : '/quarantine';
      const answer = await session.client().get<{ readonly evidence: readonly Evidence[] }>(path);
      show(session, options, answer, {
        table: () => evidenceTable(answer.evidence),
        quiet: () => answer.evidence.map(({ label }) => `${label}\n`).join(''),
      });
    });
  for (const [action, description] of [
    ['hold', 'keep it beyond its time'],
    ['release', 'end a hold'],
  ] as const)
    withOutput(quarantine.command(action))
      .description(description)
      .argument('<machine>', 'number or UUID of the machine that ended')
      .option('--why <text>', 'why, for others to read', '')
      .action(async (machine: string, options: OutputOptions & { readonly why: string }) => {
        const path = `/quarantine/${inPath(machine)}/${action}`;
        const answer = await session
          .client()
          .post<{ readonly evidence: Evidence }>(path, { why: options.why });
        show(session, options, answer, { table: () => evidenceTable([answer.evidence]) });
      });
}
