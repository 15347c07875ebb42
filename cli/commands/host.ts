/** `stratus host`: the hosts, and whether they get new machines. */
import type { Command } from 'commander';
import { hostFacts, hostTable } from '../render/host.ts';
import type { Host } from '../rest-answers.ts';
import { inPath, show, withOutput } from '../session.ts';
import type { OutputOptions, Session } from '../session.ts';
import { addHostAdd } from './host-add.ts';
import { addHostLife } from './host-life.ts';

export function addHost(program: Command, session: Session): void {
  const host = program.command('host').description('the hosts of the cloud');
  withOutput(host.command('list', { isDefault: true }), 'print only the names')
    .description('list hosts')
    .option('-a, --all', 'also those that were removed')
    .action(async (options: OutputOptions & { readonly all?: boolean }) => {
      const path = options.all ? '/hosts?removed=shown' : '/hosts';
      const answer = await session.client().get<{ readonly hosts: readonly Host[] }>(path);
      show(session, options, answer, {
        table: () => hostTable(answer.hosts),
        quiet: () => answer.hosts.map(({ name }) => `${name}\n`).join(''),
      });
    });
  withOutput(host.command('show'))
    .description('everything about one host')
    .argument('<host>', 'name or id')
    .action(async (reference: string, options: OutputOptions) => {
      const answer = await session.client().get<Host>(`/hosts/${inPath(reference)}`);
      show(session, options, answer, { table: () => hostFacts(answer) });
    });
  for (const [action, description] of [
    ['enable', 'give a host new machines'],
    ['disable', 'give a host no new machines; those on it stay'],
  ] as const)
    withOutput(host.command(action))
      .description(description)
      .argument('<host>', 'name or id')
      .option('--why <text>', 'why, for others to read', '')
      .action(async (reference: string, options: OutputOptions & { readonly why: string }) => {
        const path = `/hosts/${inPath(reference)}/${action}`;
        const answer = await session
          .client()
          .post<{ readonly host: Host }>(path, { why: options.why });
        show(session, options, answer, { table: () => hostTable([answer.host]) });
      });
  addHostAdd(host, session);
  addHostLife(host, session);
}
