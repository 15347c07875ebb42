/** `stratus event`: what happened, and what happens. */
import type { Command } from 'commander';
import { sleep } from '../../shared/time/clock.ts';
import { serverEvents } from '../event-source.ts';
import { whole } from '../machine-options.ts';
import { eventLine } from '../render/site.ts';
import type { CloudEvent } from '../rest-answers.ts';
import { show, withOutput } from '../session.ts';
import type { OutputOptions, Session } from '../session.ts';
import { CommandFailed } from '../surroundings.ts';

interface EventOptions extends OutputOptions {
  readonly number: number;
  readonly machine?: string;
  readonly after?: string;
}

/** A lost connection is taken up again, at the event after the last one seen. */
const againAfterMs = 2_000;
const attemptsMax = 30;

export function addEvent(program: Command, session: Session): void {
  const event = program.command('event').description('what happened');
  withOutput(event.command('list', { isDefault: true }))
    .description('list the newest events, oldest first')
    .option('-n, --number <count>', 'so many', whole, 50)
    .option('--machine <machine>', 'only of this machine')
    .option('--after <cursor>', 'all after this cursor, instead of the newest')
    .action(async (options: EventOptions) => {
      const query = new URLSearchParams(
        options.after === undefined ? { last: String(options.number) } : { after: options.after },
      );
      if (options.machine !== undefined) query.set('machine', options.machine);
      const answer = await session
        .client()
        .get<{ readonly events: readonly CloudEvent[] }>(`/events?${query.toString()}`);
      show(session, options, answer, { table: () => answer.events.map(eventLine).join('') });
    });
  withOutput(event.command('follow'))
    .description('show events as they happen, until Ctrl-C; with -o json one object a line')
    .option('--machine <machine>', 'only of this machine')
    .option('--after <cursor>', 'begin after this cursor instead of now')
    .action((options: EventOptions) => follow(session, options));
}

async function follow(session: Session, options: EventOptions): Promise<void> {
  const { clock, signal, out } = session.surroundings;
  let after = options.after;
  let failures = 0;
  while (!signal.aborted) {
    try {
      const query = new URLSearchParams(after === undefined ? {} : { after });
      if (options.machine !== undefined) query.set('machine', options.machine);
      const headers = { accept: 'text/event-stream' };
      const response = await session.client().stream(`/events?${query.toString()}`, headers);
      if (!response.body) return;
      for await (const { id, type, data } of serverEvents(response.body)) {
        if (type === 'rewritten')
          throw new CommandFailed('the log was put back to an older state; begin again');
        failures = 0;
        after = id;
        out(options.output === 'json' ? `${data}\n` : eventLine(JSON.parse(data) as CloudEvent));
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof CommandFailed && failures === 0) throw error;
      if (++failures > attemptsMax) throw error;
    }
    await sleep(clock, againAfterMs, signal).catch(() => undefined);
  }
}
