/** `stratus who`: whose was an address at a time? Answered from the log of the cloud, and from exports of what is archived. */
import type { Command } from 'commander';
import { createAddressHistory } from '../../shared/model/address-history.ts';
import type { AddressHistory, AddressHolding } from '../../shared/model/address-history.ts';
import { parseIpv4 } from '../../shared/net/ipv4.ts';
import { addressText, timeText } from '../../shared/render/units.ts';
import { decodeCommit } from '../../shared/wire/commit.ts';
import { timeOption } from '../time-option.ts';
import { archivedText, messagesOf, readExportFile } from '../read-log.ts';
import type { LogMessage } from '../read-log.ts';
import { show, withOutput } from '../session.ts';
import type { OutputOptions, Session } from '../session.ts';
import { wrongUsage } from '../surroundings.ts';

interface WhoOptions extends OutputOptions {
  readonly at?: number;
  readonly export: readonly string[];
}

export function addWho(
  program: Command,
  session: Session,
  setExitCode: (code: number) => void,
): void {
  withOutput(program.command('who'))
    .description('which machine had an address, and whose it was')
    .argument('<address>', 'IPv4')
    .option(
      '--at <time>',
      'at this time, such as 2026-11-21T12:00Z; else everybody who had it',
      timeOption,
    )
    .option(
      '--export <file>',
      'read this export before the log; may be repeated, oldest first',
      collect,
      [],
    )
    .action(async (address: string, options: WhoOptions) => {
      const wanted = parseIpv4(address);
      if (wanted === null) return wrongUsage(`${address} is no IPv4 address`);
      const { history, isWhole } = await read(session, options.export);
      const held =
        options.at === undefined
          ? history.of(wanted)
          : [history.at(wanted, options.at) ?? []].flat();
      show(session, options, held.map(shown), {
        table: () => held.map(line).join('') || (isWhole ? 'nobody\n' : notKnown),
      });
      if (held.length === 0) setExitCode(1);
    });
}

const collect = (file: string, files: readonly string[]): string[] => [...files, file];

/** Whoever got it in the messages that were not read may have it to this day. */
const notKnown = 'not known: nobody got it in the messages that were read\n';

interface Read {
  readonly history: AddressHistory;
  /** From the first message of the log on. */
  readonly isWhole: boolean;
}

async function read(session: Session, files: readonly string[]): Promise<Read> {
  const history = createAddressHistory();
  let isWhole = true;
  let last = 0;
  const note = ({ sequence, bytes }: LogMessage): void => {
    if (sequence <= last) return;
    last = sequence;
    const { entries, timeMs } = decodeCommit(bytes);
    for (const entry of entries)
      for (const event of entry.events) history.note(event, entry, timeMs);
  };
  for (const file of files) await readExportFile(file, note);
  let isFirst = true;
  for await (const message of messagesOf(session.client())) {
    if (isFirst && message.sequence > last + 1) {
      isWhole = false;
      session.surroundings.err(
        `${archivedText(last + 1, message.sequence - 1)} and were not read: name their export with --export\n`,
      );
    }
    isFirst = false;
    note(message);
  }
  return { history, isWhole };
}

function shown({ address, fromMs, untilMs, ...machine }: AddressHolding) {
  return {
    ...{ address: addressText(address), ...machine, from: timeText(fromMs) },
    until: untilMs === null ? null : timeText(untilMs),
  };
}

function line({ machineId, name, projectId, askedBy, fromMs, untilMs }: AddressHolding): string {
  const until = untilMs === null ? 'now' : timeText(untilMs);
  return `${timeText(fromMs)} to ${until}  ${name} (${machineId}), project ${projectId}, asked for by ${askedBy}\n`;
}
