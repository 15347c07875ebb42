/** The log as a command reads it: from the cloud, message by message, or line by line from an export. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { ExportBroken, readExport } from '../shared/log/log-export.ts';
import type { SignedHead } from '../shared/log/log-export.ts';
import type { StoredMessage } from '../shared/log/log.ts';
import type { Client } from './client.ts';
import { CommandFailed } from './surroundings.ts';

export type LogMessage = Pick<StoredMessage, 'sequence' | 'bytes'>;

interface Page {
  readonly firstSequence: number;
  readonly messages: readonly { readonly sequence: number; readonly bytes: string }[];
}

/** Every message of the cloud's log from the first that is there, to the end that it has meanwhile. */
export async function* messagesOf(client: Client): AsyncGenerator<LogMessage> {
  for (let from = 1; ;) {
    const { messages } = await client.get<Page>(`/log/messages?from=${from}&limit=1000`);
    if (messages.length === 0) return;
    for (const { sequence, bytes } of messages) {
      yield { sequence, bytes: new Uint8Array(Buffer.from(bytes, 'base64')) };
      from = sequence + 1;
    }
  }
}

/** `messages 1 to 320 are archived`. */
export function archivedText(first: number, last: number): string {
  return `messages ${first} to ${last} of the log are archived`;
}

/** What an export says of itself, once all of its messages were given. */
export interface ExportFile {
  readonly cloudId: string;
  readonly signed: SignedHead;
}

/** Gives each message of the file. Throws `CommandFailed` for a file that is no export; one that was cut off too, at its end. */
export async function readExportFile(
  path: string,
  onMessage: (message: LogMessage) => void,
): Promise<ExportFile> {
  const reader = readExport();
  try {
    for await (const line of createInterface({ input: createReadStream(path) })) {
      const message = reader.line(line);
      if (message) onMessage(message);
    }
    return reader.end();
  } catch (error) {
    if (error instanceof ExportBroken || (error as { code?: string }).code !== undefined)
      throw new CommandFailed(`${path}: ${(error as Error).message}`, 1, error);
    throw error;
  }
}
