/**
 * A cloud of real processes that may be hurt: nats-server on a small disk of its own, two schedulers, the API, ten pretend
 * hosts; beside it what watches it: a reader of the log, a count of the guests, and listeners.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NatsConnection } from '@nats-io/transport-node';
import { systemRandom } from '../../../shared/base/random.ts';
import { secret } from '../../../shared/base/secret.ts';
import { connectNats } from '../../../shared/bus/connect.ts';
import { logStreamName, partInbox, vaultStreamName } from '../../../shared/bus/subjects.ts';
import { systemClock } from '../../../shared/time/system-clock.ts';
import { oneServer } from '../control-bus.ts';
import type { StartBus } from '../control-bus.ts';
import { startControlPlane } from '../control-plane.ts';
import type { ControlPlane } from '../control-plane.ts';
import type { PartProcess } from '../real-cloud/part-process.ts';
import { endBudget } from './end-budget.ts';
import { createGuestWitness } from './guest-witness.ts';
import type { GuestWitness } from './guest-witness.ts';
import { recordLog } from './log-record.ts';
import type { LogRecord } from './log-record.ts';
import { startWatchers } from './watchers.ts';
import type { HowMany, Watchers } from './watchers.ts';

export interface FaultCloud {
  readonly plane: ControlPlane;
  readonly log: LogRecord;
  readonly guests: GuestWitness;
  readonly watchers: Watchers;
  /** Whether the load may end one more machine where this one runs. */
  readonly mayEnd: (machineId: string) => boolean;
  /** The disk of nats-server, and a file on it that fills it; null: it has none of its own. */
  readonly ballast: string | null;
  /** With the scheduler's key. */
  readonly schedulerBus: NatsConnection;
  /** The scheduler that led last. */
  leader(): PartProcess;
  /** What a supervisor does: whatever has ended is started again, whatever stands still goes on. */
  revive(): Promise<void>;
  /** Consumers that clients left on the server. */
  leakedConsumers(): Promise<number>;
  /** Copies what the parts said to a folder that stays; its path. */
  keepLogs(): string;
  end(): Promise<void>;
}

/** The time of day of a process that loads it is ten years ahead from SIGUSR2 on. */
export const clockAhead =
  'data:text/javascript,' +
  encodeURIComponent(
    'const real = Date.now; let ahead = 0; Date.now = () => real() + ahead;' +
      "process.on('SIGUSR2', () => { ahead = 3652 * 86400000; });",
  );

const mebibyte = 1_048_576;
const diskMiB = 160;
const hosts = 10;

export interface FaultCloudOptions {
  /** One nats-server unless given. */
  readonly bus?: StartBus;
  /** Who listens; five of each unless given. */
  readonly watchers?: HowMany;
}

export async function startFaultCloud(options: FaultCloudOptions = {}): Promise<FaultCloud> {
  const disk = options.bus ? null : mountDisk();
  const guests = createGuestWitness();
  const limits = { logBytesMax: 64 * mebibyte, vaultBytesMax: 32 * mebibyte };
  const ends: (() => Promise<void>)[] = [async () => disk?.unmount()];
  const end = async (): Promise<void> => {
    for (const one of ends.splice(0).reverse()) await one();
  };
  try {
    const plane = await startControlPlane({
      ...{ schedulers: 2, hosts, schedulerPreload: clockAhead, census: guests.censusOf },
      bus:
        options.bus ?? oneServer({ streamLimits: limits, ...(disk ? { state: disk.folder } : {}) }),
    });
    ends.push(() => plane.end());
    const reading = await connectAs(plane, 'identities');
    const scheduling = await connectAs(plane, 'scheduler');
    ends.push(async () => {
      await Promise.all([reading.close(), scheduling.close()]);
    });
    const watchers = await startWatchers(plane, options.watchers ?? { streams: 5, subscribers: 5 });
    ends.push(() => watchers.end());
    const all = (): PartProcess[] => [...plane.busServers, ...plane.schedulers, plane.parts.api];
    return {
      ...{ plane, guests, watchers, end, schedulerBus: scheduling },
      mayEnd: endBudget(guests.hostOf),
      log: recordLog(reading, plane.cloudId),
      ballast: disk && join(disk.folder, 'ballast'),
      leader: () => leaderOf(plane.schedulers),
      async revive() {
        for (const part of all()) part.goOn();
        const ended = all().filter((part) => !part.isRunning());
        await Promise.all(ended.map((part) => part.start()));
        await Promise.all(plane.hosts.map((host) => host.startAgent()));
      },
      keepLogs() {
        const kept = mkdtempSync(join(tmpdir(), 'stratus-fault-logs-'));
        cpSync(join(plane.folder, 'logs'), kept, { recursive: true });
        return kept;
      },
      leakedConsumers: () => consumersOn(scheduling, plane.cloudId),
    };
  } catch (error) {
    await end();
    throw error;
  }
}

async function connectAs(
  plane: ControlPlane,
  part: 'identities' | 'scheduler',
): Promise<NatsConnection> {
  const { connection } = await connectNats({
    ...{ servers: plane.servers, inboxPrefix: partInbox(part), name: `test-${part}` },
    seed: secret(readFileSync(plane.seedFiles[part]!, 'utf8').trim()),
    ...{ clock: systemClock, random: systemRandom },
  });
  return connection;
}

/** Each says its term when it begins to lead; the highest leads. */
function leaderOf(schedulers: readonly PartProcess[]): PartProcess {
  const termOf = (part: PartProcess): number => {
    const terms = [...part.said().matchAll(/"ready":true,"term":(\d+)/g)];
    return part.isRunning() ? Number(terms.at(-1)?.[1] ?? 0) : -1;
  };
  return [...schedulers].sort((a, b) => termOf(b) - termOf(a))[0]!;
}

async function consumersOn(connection: NatsConnection, cloudId: string): Promise<number> {
  let count = 0;
  for (const stream of [logStreamName(cloudId, 1), vaultStreamName(cloudId)]) {
    const answer = await connection.request(`$JS.API.STREAM.INFO.${stream}`);
    const { state } = answer.json<{ state?: { consumer_count: number } }>();
    if (!state) throw new Error(`no state of ${stream}: ${answer.string()}`);
    count += state.consumer_count;
  }
  return count;
}

interface Disk {
  readonly folder: string;
  unmount(): void;
}

/** A disk in memory, if this user may mount one. */
function mountDisk(): Disk | null {
  if (process.getuid?.() !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), 'stratus-store-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskMiB}m`, 'tmpfs', folder], {
      stdio: 'pipe',
    });
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
  return {
    folder,
    unmount() {
      execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}
