/**
 * Guards as small files below the storage directory, each replaced in one durable step: after a crash there is either the
 * old one or the new one, whole.
 */
import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { equalBytes, joinBytes } from '../../shared/base/bytes.ts';
import { sha256 } from '../../shared/base/digest.ts';
import { syncFolder, writeDurably } from '../../shared/base/durable-file.ts';
import { agentMemoryMessage, guardMessage } from '../../shared/wire/conversation.ts';
import type { Guards } from './guards.ts';

const machineFile = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const fileMode = 0o600;
const digestBytes = 32;

/** `storageDir` is the host's storage directory; the guards lie in its folder `guards`, one file a machine. */
export function openFileGuards(storageDir: string): Guards {
  const folder = join(storageDir, 'guards');
  const memoryFile = join(folder, 'agent');
  const fileOf = (machineId: string): string => join(folder, machineId);
  return {
    async load() {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await syncFolder(storageDir);
      const names = await readdir(folder);
      const machines = names.filter((name) => machineFile.test(name));
      const guards = await Promise.all(
        machines.map((id) => readWhole(fileOf(id), guardMessage.decode)),
      );
      const known = names.includes('agent');
      return {
        memory: known ? await readWhole(memoryFile, agentMemoryMessage.decode) : null,
        guards,
      };
    },
    writeMemory: (memory) =>
      writeDurably(memoryFile, sealed(agentMemoryMessage.encode(memory)), fileMode),
    write: (guard) =>
      writeDurably(fileOf(guard.order.machineId), sealed(guardMessage.encode(guard)), fileMode),
    async remove(machineId) {
      await rm(fileOf(machineId), { force: true });
      await syncFolder(folder);
    },
  };
}

/** A guard that cannot be read stops the agent: starting a machine without it could start it twice. */
export class GuardUnreadable extends Error {
  override readonly name = 'GuardUnreadable';
  readonly code = 'guardUnreadable';
}

async function readWhole<Value>(
  file: string,
  decode: (bytes: Uint8Array) => Value,
): Promise<Value> {
  const bytes = await readFile(file);
  try {
    return decode(unsealed(bytes));
  } catch (cause) {
    throw new GuardUnreadable(
      `${file} is damaged (${(cause as Error).message}): restore it from a copy, or move it away and end its machine by hand; nothing is started without it`,
      { cause },
    );
  }
}

/** The SHA-256 of the bytes before the bytes: a file that lost its end would else read as a guard with empty fields. */
function sealed(bytes: Uint8Array): Uint8Array {
  return joinBytes([sha256(bytes), bytes]);
}

function unsealed(file: Uint8Array): Uint8Array {
  const bytes = file.subarray(digestBytes);
  if (!equalBytes(file.subarray(0, digestBytes), sha256(bytes))) {
    throw new Error('its bytes are not those that were written');
  }
  return bytes;
}
