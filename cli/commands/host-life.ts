/** `stratus host rename|remove|rebind|confirm-down`: what administrators decide about a host's life. */
import type { Command } from 'commander';
import { confirmationText, hostTable } from '../render/host.ts';
import type { Confirmation, Host } from '../rest-answers.ts';
import { inPath, show, withOutput } from '../session.ts';
import type { OutputOptions, Session } from '../session.ts';

interface WhyOptions extends OutputOptions {
  readonly why: string;
}

export function addHostLife(host: Command, session: Session): void {
  withOutput(host.command('rename'))
    .description('give a host another label')
    .argument('<host>', 'name or id')
    .argument('<name>', 'the new label')
    .action(async (reference: string, name: string, options: OutputOptions) => {
      const path = `/hosts/${inPath(reference)}/rename`;
      const answer = await session.client().post<{ readonly host: Host }>(path, { name });
      show(session, options, answer, { table: () => hostTable([answer.host]) });
    });
  for (const [action, description] of [
    ['remove', 'take a host out of the cloud; refused while it has machines or evidence'],
    ['rebind', 'let another agent speak for a host, after a copy of it was heard'],
  ] as const)
    withOutput(host.command(action))
      .description(description)
      .argument('<host>', 'name or id')
      .option('--why <text>', 'why, for others to read', '')
      .action(async (reference: string, options: WhyOptions) => {
        const path = `/hosts/${inPath(reference)}/${action}`;
        const body = { why: options.why };
        const answer = await session.client().post<{ readonly host: Host }>(path, body);
        show(session, options, answer, { table: () => hostTable([answer.host]) });
      });
  withOutput(host.command('confirm-down'))
    .description('vouch that a silent host is switched off: first what follows, then --confirm')
    .argument('<host>', 'name or id')
    .option('--why <text>', 'why, for others to read', '')
    .option('--confirm <word>', 'the word that the first step printed')
    .action(async (reference: string, options: WhyOptions & { readonly confirm?: string }) => {
      const path = `/hosts/${inPath(reference)}/confirm-down`;
      const { why, confirm } = options;
      const body = confirm === undefined ? { why } : { why, confirm };
      const answer = await session.client().post<Confirmation>(path, body);
      show(session, options, answer, { table: () => confirmationText(answer) });
    });
}
