/** `stratus console`: what the machine wrote on its serial console. */
import type { Command } from 'commander';
import { sleep } from '../../shared/time/clock.ts';
import { whole } from '../machine-options.ts';
import { readConsole } from '../read-console.ts';
import { printableLines } from '../render/table.ts';
import type { Session } from '../session.ts';

interface ConsoleOptions {
  readonly follow?: boolean;
  readonly from: number;
  readonly raw?: boolean;
}

const lookEveryMs = 1_000;

export function addConsole(program: Command, session: Session): void {
  program
    .command('console')
    .description('the console log of a machine')
    .argument('<machine>', 'name, number or UUID')
    .option('-f, --follow', 'go on until Ctrl-C')
    .option('--from <byte>', 'begin here; negative: so many bytes before the end', whole, 0)
    .option('--raw', 'also control characters, which a guest may use against your terminal')
    .action(async (machine: string, options: ConsoleOptions) => {
      const { clock, signal, out, err } = session.surroundings;
      const client = session.client();
      const write = (text: string): void => out(options.raw ? text : printableLines(text));
      let at = await readConsole(client, machine, options.from, write);
      if (at === null) err(`stratus: ${machine} has written nothing on its console yet\n`);
      while (options.follow && !signal.aborted) {
        await sleep(clock, lookEveryMs, signal).catch(() => undefined);
        if (!signal.aborted) at = await readConsole(client, machine, at ?? 0, write);
      }
    });
}
