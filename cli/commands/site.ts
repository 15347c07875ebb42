/** `stratus type`, `stratus address`, `stratus status`: what the site offers and how it is. */
import type { Command } from 'commander';
import { addressTables, statusFacts, typeTable } from '../render/site.ts';
import type { Addresses, InstanceType, Status } from '../rest-answers.ts';
import { show, withOutput } from '../session.ts';
import type { OutputOptions, Session } from '../session.ts';

export function addSite(program: Command, session: Session): void {
  const type = program.command('type').description('the instance types');
  withOutput(type.command('list', { isDefault: true }), 'print only the names')
    .description('list instance types; * marks the default')
    .action(async (options: OutputOptions) => {
      const answer = await session
        .client()
        .get<{ readonly types: readonly InstanceType[] }>('/types');
      show(session, options, answer, {
        table: () => typeTable(answer.types),
        quiet: () => answer.types.map(({ name }) => `${name}\n`).join(''),
      });
    });
  const address = program.command('address').description('networks and leased addresses');
  withOutput(address.command('list', { isDefault: true }))
    .description('list networks and leased addresses')
    .action(async (options: OutputOptions) => {
      const answer = await session.client().get<Addresses>('/addresses');
      show(session, options, answer, { table: () => addressTables(answer) });
    });
  withOutput(program.command('status'))
    .description('the cloud on one screen')
    .action(async (options: OutputOptions) => {
      const answer = await session.client().get<Status>('/status');
      show(session, options, answer, { table: () => statusFacts(answer) });
    });
}
