/**
 * Two agents on one storage directory would start each other's machines: the first one listens on a name that the kernel
 * gives only once and takes back when the process ends, however it ends. It excludes agents within one network namespace.
 */
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { errorCode } from '../../shared/base/durable-file.ts';
import { sleep } from '../../shared/time/clock.ts';
import type { Clock } from '../../shared/time/clock.ts';

export interface StorageLock {
  /** The end of the process does the same. */
  release(): Promise<void>;
}

/** Another agent works on the storage directory. */
export class StorageInUse extends Error {
  override readonly name = 'StorageInUse';
  readonly code = 'storageInUse';
}

const waitMsMax = 10_000;
const pauseMs = 200;

/**
 * Waits for an agent that is about to end. Rejects with `StorageInUse` after ten seconds, or with the signal's reason.
 * `storageId`: 32 hexadecimal digits.
 */
export async function lockStorage(options: {
  readonly storageId: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}): Promise<StorageLock> {
  const { storageId, clock, signal } = options;
  const giveUpAtMs = clock.elapsed() + waitMsMax;
  for (;;) {
    signal.throwIfAborted();
    const server = await listenOn(`\0stratus-agent-${storageId}`);
    if (server) return { release: () => new Promise((resolve) => server.close(() => resolve())) };
    if (clock.elapsed() >= giveUpAtMs) {
      throw new StorageInUse(
        `another agent works on the storage directory with the id ${storageId}; end it first, or give this one a directory of its own`,
      );
    }
    await sleep(clock, pauseMs, signal);
  }
}

/** Null when somebody has the name. Nobody is answered, and it keeps no process alive. */
function listenOn(path: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error) =>
      errorCode(error) === 'EADDRINUSE' ? resolve(null) : reject(error),
    );
    server.listen({ path }, () => {
      server.unref();
      resolve(server);
    });
  });
}
