/** `stratus log`: what the log says, whether it is untouched, and a copy of it to be kept elsewhere. */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import type { Command } from 'commander';
import type { LogFinding } from '../../shared/log/verify-log.ts';
import { createLogVerifier } from '../../shared/log/verify-log.ts';
import { exportFooter, exportHeader, exportLine, isSignedBy } from '../../shared/log/log-export.ts';
import type { SignedHead } from '../../shared/log/log-export.ts';
import { isTold } from '../../shared/model/last-cursors.ts';
import { cursorText } from '../../shared/model/cursor.ts';
import { eventObject } from '../../shared/render/event-object.ts';
import { decodeCommit } from '../../shared/wire/commit.ts';
import { addLogArchive } from './log-archive.ts';
import { whole } from '../machine-options.ts';
import { timeOption } from '../time-option.ts';
import { archivedText, messagesOf, readExportFile } from '../read-log.ts';
import { eventLine } from '../render/site.ts';
import type { CloudEvent, Machine } from '../rest-answers.ts';
import { inPath, show, withOutput } from '../session.ts';
import type { OutputOptions, Session } from '../session.ts';
import { CommandFailed } from '../surroundings.ts';

interface ShowOptions extends OutputOptions {
  readonly machine?: string;
  readonly since?: number;
  readonly until?: number;
  readonly number?: number;
}

type Head = SignedHead & { readonly publicKey: string };

export function addLog(
  program: Command,
  session: Session,
  setExitCode: (code: number) => void,
): void {
  const log = program.command('log').description('the log: all that was ever decided');
  withOutput(log.command('show', { isDefault: true }))
    .description('the events of the log, oldest first')
    .option('--machine <machine>', 'only of this machine')
    .option('--since <time>', 'from this time on, such as 2026-11-21T12:00Z', timeOption)
    .option('--until <time>', 'up to this time', timeOption)
    .option('-n, --number <count>', 'only so many, the newest', whole)
    .action((options: ShowOptions) => showLog(session, options));
  withOutput(log.command('verify'))
    .description(
      'check every hash of the log, or of an export; exit code 1 when something is wrong',
    )
    .argument('[file]', 'an export; the cloud is not asked then')
    .option(
      '--key <key>',
      'public key that must have signed the head (`stratus log export` prints it)',
    )
    .action(
      async (file: string | undefined, options: OutputOptions & { readonly key?: string }) => {
        const checked =
          file === undefined
            ? await verifyLive(session, options.key)
            : await verifyFile(file, options.key);
        show(session, options, checked, { table: () => verdict(checked) });
        if (checked.findings.length > 0) setExitCode(1);
      },
    );
  log
    .command('export')
    .description('write the whole log with its signed head to a file')
    .argument('<file>', 'which must not be there')
    .action((file: string) => exportTo(session, file));
  addLogArchive(log, session);
}

async function showLog(session: Session, options: ShowOptions): Promise<void> {
  const client = session.client();
  const only =
    options.machine === undefined
      ? null
      : (await client.get<Machine>(`/machines/${inPath(options.machine)}`)).id;
  let events: CloudEvent[] = [];
  let first = 0;
  for await (const { sequence, bytes } of messagesOf(client)) {
    first ||= sequence;
    const { entries, logId, timeMs } = decodeCommit(bytes);
    if (timeMs < (options.since ?? 0) || timeMs > (options.until ?? Infinity)) continue;
    let index = 0;
    for (const { actor, origin, events: said } of entries)
      for (const event of said) {
        const cursor = cursorText({ logId, sequence, index: index++ });
        if (
          !isTold(event) ||
          (only !== null && (!('machineId' in event) || event.machineId !== only))
        )
          continue;
        events.push(eventObject({ cursor, timeMs, actor, origin, event }));
      }
    if (options.number !== undefined) events = events.slice(-options.number);
  }
  if (first > 1) session.surroundings.err(`${archivedText(1, first - 1)}: exports hold them\n`);
  show(session, options, { events }, { table: () => events.map(eventLine).join('') });
}

interface Checked {
  readonly messages: number;
  readonly firstSequence: number;
  readonly lastSequence: number;
  /** Whose signature the head has; null: nobody's that was asked for. */
  readonly signedBy: string | null;
  readonly findings: readonly LogFinding[];
}

async function verifyLive(session: Session, key: string | undefined): Promise<Checked> {
  const client = session.client();
  const signed = await client.get<Head>('/log/head').catch((error: unknown) => {
    if (key !== undefined) throw error;
    return null;
  });
  const verifier = createLogVerifier();
  let [first, messages] = [0, 0];
  for await (const message of messagesOf(client)) {
    if (signed && message.sequence > signed.head.sequence) break;
    first ||= message.sequence;
    messages += 1;
    verifier.add(message);
  }
  return checked(verifier, { first, messages, signed, key });
}

async function verifyFile(file: string, key: string | undefined): Promise<Checked> {
  const verifier = createLogVerifier();
  let [first, messages] = [0, 0];
  const { signed } = await readExportFile(file, (message) => {
    first ||= message.sequence;
    messages += 1;
    verifier.add(message);
  });
  return checked(verifier, { first, messages, signed, key });
}

interface Found {
  readonly first: number;
  readonly messages: number;
  readonly signed: SignedHead | null;
  readonly key: string | undefined;
}

function checked(
  verifier: ReturnType<typeof createLogVerifier>,
  { first, messages, signed, key }: Found,
): Checked {
  const findings = [...verifier.end(signed?.head ?? null)];
  const lastSequence = verifier.position()?.sequence ?? 0;
  const isSigned = key !== undefined && signed !== null && isSignedBy(signed, key);
  if (key !== undefined && !isSigned)
    findings.push({ sequence: lastSequence, what: 'the head is not signed with this key' });
  const signedBy = isSigned ? key : null;
  return { messages, firstSequence: first, lastSequence, signedBy, findings };
}

function verdict({ messages, firstSequence, lastSequence, signedBy, findings }: Checked): string {
  const head =
    signedBy === null
      ? 'the signature of the head was not checked (--key)'
      : 'the head is signed with the key';
  const before = firstSequence > 1 ? `; ${archivedText(1, firstSequence - 1)}` : '';
  if (findings.length === 0)
    return `${messages} messages, ${firstSequence} to ${lastSequence}: untouched; ${head}${before}\n`;
  const lines = findings.map(({ sequence, what }) => `message ${sequence}: ${what}\n`);
  return `${lines.join('')}${findings.length} findings in ${messages} messages\n`;
}

async function exportTo(session: Session, file: string): Promise<void> {
  const client = session.client();
  const signed = await client.get<Head>('/log/head');
  const { head, publicKey, signature } = signed;
  const out = createWriteStream(file, { flags: 'wx', mode: 0o600 });
  await once(out, 'open').catch((error: Error) => {
    throw new CommandFailed(`${file} cannot be written: ${error.message}`);
  });
  const verifier = createLogVerifier();
  out.write(exportHeader(head.cloudId));
  for await (const message of messagesOf(client)) {
    if (message.sequence > head.sequence) break;
    verifier.add(message);
    if (!out.write(exportLine(message))) await once(out, 'drain');
  }
  out.end(exportFooter({ head, signature }));
  await once(out, 'close');
  const findings = verifier.end(head);
  if (findings.length > 0)
    throw new CommandFailed(
      `${file} was written, and is not in order: message ${findings[0]!.sequence}: ${findings[0]!.what}`,
    );
  session.surroundings.out(
    `${head.sequence} messages up to ${head.hash}\npublic key ${publicKey}\n`,
  );
}
