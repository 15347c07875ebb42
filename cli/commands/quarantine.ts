/** `stratus quarantine`: what is kept of machines that ended, and what becomes of it when its host was removed. */
import type { Command } from 'commander';
import { evidenceTable } from '../render/site.ts';
import { printable } from '../render/table.ts';
import type { Evidence } from '../rest-answers.ts';
import { inPath, show, withOutput } from '../session.ts';
import type { OutputOptions, Session } from '../session.ts';

export function addQuarantine(program: Command, session: Session): void {
  const quarantine = program
    .command('quarantine')
    .description('what is kept of machines that ended');
  withOutput(quarantine.command('list', { isDefault: true }), 'print only the numbers')
    .description('list what is kept')
    .option('-a, --all', 'also what was purged, or is out of reach and over')
    .action(async (options: OutputOptions & { readonly all?: boolean }) => {
      const path = options.all ? '/quarantine?purged=true' : '/quarantine';
      const answer = await session.client().get<{ readonly evidence: readonly Evidence[] }>(path);
      show(session, options, answer, {
        table: () => evidenceTable(answer.evidence) + removedNotes(answer.evidence),
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

/** A line for each host that was removed with evidence on it: what that means, and how its entries come to an end. */
export function removedNotes(evidence: readonly Evidence[]): string {
  const names = evidence.filter(({ host }) => host.removed).map(({ host }) => host.name);
  const notes = [...new Set(names)].map(
    (name) =>
      `host ${printable(name)} was removed: its entries are a record, what it kept is on its disks, out of the cloud's reach. ` +
      'Each is closed at its time, or when its hold is ended after that: stratus quarantine release ID\n',
  );
  return notes.length === 0 ? '' : `\n${notes.join('')}`;
}
