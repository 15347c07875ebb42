/**
 * `stratus host add`: the one line by which another machine becomes a host. Only that line goes to stdout; what is typed there
 * is told beside it and has no secret in it, since shells and npm keep what is typed.
 */
import type { Command } from 'commander';
import { show, withOutput } from '../session.ts';
import type { OutputOptions, Session } from '../session.ts';
import { wrongUsage } from '../surroundings.ts';

interface Offer {
  readonly name: string;
  readonly expiresAt: string;
  readonly command: string;
  readonly joinString: string;
}

const unitS = { m: 60, h: 3_600, d: 86_400 } as const;
const longestS = 7 * unitS.d;

export function addHostAdd(host: Command, session: Session): void {
  withOutput(host.command('add'), 'print nothing but the line')
    .description('let another machine join: prints the line to paste there')
    .argument('<name>', 'what the host is to be called')
    .option('--valid-for <time>', 'how long the line may be used, such as 30m, 1h, 2d', '1h')
    .action(async (name: string, options: OutputOptions & { readonly validFor: string }) => {
      const body = { name, validForSeconds: secondsIn(options.validFor) };
      const offer = await session.client().post<Offer>('/host-offers', body);
      show(session, options, offer, { table: () => `${offer.joinString}\n` });
      if (options.output === 'json' || options.quiet) return;
      session.surroundings.err(
        `On the other machine, in a checkout of Stratus: sudo ${offer.command}, and paste this line when it asks.\n` +
          `It is good for one machine, until ${offer.expiresAt}; until then it is a password.\n`,
      );
    });
}

/** `90m` -> 5400. Ends the command where it is no time from a minute to a week. */
export function secondsIn(text: string): number {
  const [, count = '', unit = 'm'] = /^([1-9][0-9]{0,5})([mhd])$/.exec(text) ?? [];
  const seconds = Number(count) * unitS[unit as keyof typeof unitS];
  if (seconds >= unitS.m && seconds <= longestS) return seconds;
  return wrongUsage(`--valid-for ${text}: a time from 1m to 7d, such as 30m, 1h, 2d`);
}
