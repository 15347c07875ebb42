/** `stratus log archive`: takes the oldest segment of the log off its server, once a file is proved to hold it. */
import { existsSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { LogUnavailable } from '../../shared/log/log.ts';
import { checkArchive, oldestSegment } from '../archive/archive-log.ts';
import type { LogStreams, OldestSegment } from '../archive/archive-log.ts';
import { show, withOutput } from '../session.ts';
import type { OutputOptions, Session } from '../session.ts';
import { CommandFailed, wrongUsage } from '../surroundings.ts';

interface ArchiveOptions extends OutputOptions {
  readonly yes?: boolean;
}

export function addLogArchive(log: Command, session: Session): void {
  withOutput(log.command('archive'))
    .description('take the oldest sealed segment off the server, once an export holds it')
    .argument('<file>', 'the export that holds it; keep it, there is no other copy then')
    .option('--yes', 'do it; without it, say what would be done')
    .action(async (file: string, options: ArchiveOptions) => {
      const folder =
        session.profile().folder ??
        wrongUsage(
          'the profile does not name the folder of a cloud that runs here.\n' +
            '  The log is archived on the machine that runs the cloud, with the profile that the starter wrote.',
        );
      const streams = await session.surroundings.openLogStreams(folder);
      try {
        await archive(session, streams, file, options);
      } catch (error) {
        if (!(error instanceof LogUnavailable)) throw error;
        throw new CommandFailed(
          `the log does not answer as it should: ${error.message}.\n  What is there is shown by \`stratus log verify\`; then try again.`,
          1,
          error,
        );
      } finally {
        await streams.close();
      }
    });
}

async function archive(
  session: Session,
  streams: LogStreams,
  file: string,
  options: ArchiveOptions,
): Promise<void> {
  const { err } = session.surroundings;
  const oldest = await oldestSegment(streams.segments);
  refuseHourlyCopy(file, streams);
  await checkArchive(file, oldest, streams);
  err(plan(file, oldest, streams));
  if (!options.yes)
    throw new CommandFailed(`nothing was done. To do it: \`stratus log archive ${file} --yes\``);
  await streams.remove(oldest.number);
  const { number, first, last, bytes } = oldest;
  show(
    session,
    options,
    { archived: { segment: number, firstSequence: first, lastSequence: last, bytes, file } },
    {
      table: () =>
        `segment ${number} is archived: messages ${first} to ${last}. The log begins with message ${last + 1}.\n`,
    },
  );
}

/** The next hour's copy begins where the log does then, and takes its place. */
function refuseHourlyCopy(file: string, { copyFolder }: LogStreams): void {
  if (copyFolder === null || !existsSync(file) || !existsSync(copyFolder)) return;
  if (dirname(realpathSync(file)) !== realpathSync(copyFolder)) return;
  throw new CommandFailed(
    `${file} lies where the API writes its hourly copy, which would take its place.\n` +
      '  Nothing was archived. Copy it to another folder first, and name that one.',
  );
}

function plan(
  file: string,
  { number, first, last, bytes, newest }: OldestSegment,
  { publicKey }: LogStreams,
): string {
  const left = newest === number + 1 ? `segment ${newest}` : `segments ${number + 1} to ${newest}`;
  return [
    `${file} holds segment ${number} of the log whole, and the log goes on from just that.`,
    `  deleted on the server: segment ${number}, messages ${first} to ${last}, ${(bytes / 1_048_576).toFixed(1)} MiB; nothing brings it back there`,
    `  stays: ${left}, from message ${last + 1} on; machines and commands notice nothing`,
    `  only this file tells then what was before: stratus who ADDRESS --export ${file}`,
    `  keep it, and this key apart from it: ${publicKey}`,
    '',
  ].join('\n');
}
