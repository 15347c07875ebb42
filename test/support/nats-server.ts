/**
 * A nats-server of a test's own: a private folder, a free port on loopback, the configuration that the starter writes, one
 * key for each part. It can be paused, killed, restarted on the same port and put back to an older copy of its disk.
 */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NatsConnection } from '@nats-io/transport-node';
import { USERS_FILE, natsConfig, natsUsers, usersText } from '../../start/nats/nats-config.mjs';
import type { Nkey } from '../../start/nats/nats-nkeys.mjs';
import { makeNkey } from '../../start/nats/nats-nkeys.mjs';
import type { NatsProgram } from '../../start/nats/nats-program.mjs';
import { fetchNatsServer, findNatsServer, natsServerAt } from '../../start/nats/nats-program.mjs';
import { systemRandom } from '../../shared/base/random.ts';
import { secret } from '../../shared/base/secret.ts';
import { connectNats } from '../../shared/bus/connect.ts';
import { partInbox, subjectsOf } from '../../shared/bus/subjects.ts';
import { createLogStream, createVaultStream } from '../../shared/log/log-stream.ts';
import { systemClock } from '../../shared/time/system-clock.ts';
import { freePort } from './free-port.ts';
import { natsProcess } from './nats-process.ts';

export const cloudId = 'c10d'.repeat(8);
export const hostA = 'a'.repeat(32);
export const hostB = 'b'.repeat(32);
const mebibyte = 1024 * 1024;

export type HostPart = 'hostA' | 'hostB';
export type SubscriberPart = 'operator' | 'subscriberOfP1';
export type Part = 'scheduler' | 'api' | 'setup' | 'identities' | HostPart | SubscriberPart;

export interface NatsServer {
  readonly port: number;
  readonly version: string;
  /** Connects as `part`, to the server itself or to a proxy before it. */
  connect(part: Part, port?: number): Promise<NatsConnection>;
  /** The secret nkey of a part. */
  seedOf(part: Part): string;
  /** Writes the keys anew with these hosts and has the server read it. */
  reload(hosts: readonly HostPart[]): Promise<void>;
  /** Stops every thread of the process in the middle of whatever it does (SIGSTOP), and lets it go on. */
  pause(): Promise<void>;
  goOn(): void;
  /** Ends the process in order; `restart` brings it back. */
  stop(): Promise<void>;
  /** Ends the process without warning and starts it again on the same port and disk. */
  restart(): Promise<void>;
  /** Copies the disk of the stopped server; `putBack` returns to that copy. Both leave the server running. */
  copyDisk(): Promise<void>;
  putBack(): Promise<void>;
  close(): Promise<void>;
}

/** The program tests run, or why there is none. `STRATUS_NATS_SERVER` names another one. */
export async function natsProgram(): Promise<NatsProgram | string> {
  const named = process.env['STRATUS_NATS_SERVER'];
  if (named) return (await natsServerAt(named)) ?? `${named} is not a nats-server that runs here`;
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const unpackedFolder = join(cache, 'stratus', 'nats-server-for-tests');
  try {
    return (
      (await findNatsServer({ unpackedFolder })) ?? (await fetchNatsServer({ unpackedFolder }))
    );
  } catch (error) {
    return `there is no nats-server and apt gave none: ${String(error)}`;
  }
}

export interface NatsServerLimits {
  readonly logBytesMax?: number;
  readonly vaultBytesMax?: number;
}

/** Starts a server with the streams of the log and the vault. */
export async function startNatsServer(
  program: NatsProgram,
  limits: NatsServerLimits = {},
): Promise<NatsServer> {
  const folder = await mkdtemp(join(tmpdir(), 'stratus-nats-'));
  const [storeDir, copyDir] = [join(folder, 'store'), join(folder, 'copy')];
  const configFile = join(folder, 'nats-server.conf');
  const [port, keys] = [await freePort(), makeKeys()];
  const { version } = program;
  const configure = (hosts: readonly HostPart[]) =>
    writeFile(join(folder, USERS_FILE), usersOf(keys, hosts));
  const process = natsProcess(program.path, configFile);
  const connections: NatsConnection[] = [];
  const connect = async (part: Part, connectPort = port): Promise<NatsConnection> => {
    const connection = await connectAs(part, keys[part].seed, connectPort);
    connections.push(connection);
    return connection;
  };

  await mkdir(storeDir);
  await writeFile(configFile, configText({ port, storeDir, version }));
  await configure(['hostA', 'hostB']);
  await process.start();
  await createStreams(await connect('setup'), limits);

  return {
    ...{ port, version, connect },
    seedOf: (part) => keys[part].seed,
    async reload(hosts) {
      await configure(hosts);
      process.signal('SIGHUP');
    },
    pause: () => process.pause(),
    goOn: () => process.signal('SIGCONT'),
    stop: () => process.end('SIGTERM'),
    async restart() {
      await process.end('SIGKILL');
      await process.start();
    },
    async copyDisk() {
      await process.end('SIGTERM');
      await cp(storeDir, copyDir, { recursive: true });
      await process.start();
    },
    async putBack() {
      await process.end('SIGKILL');
      await rm(storeDir, { recursive: true });
      await cp(copyDir, storeDir, { recursive: true });
      await process.start();
    },
    async close() {
      await Promise.all(connections.map((connection) => connection.close()));
      await process.end('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type Keys = Record<Part, Nkey>;

function makeKeys(): Keys {
  const [scheduler, api, setup, identities] = [makeNkey(), makeNkey(), makeNkey(), makeNkey()];
  const [operator, subscriberOfP1] = [makeNkey(), makeNkey()];
  const hosts = { hostA: makeNkey(), hostB: makeNkey() };
  return { scheduler, api, setup, identities, operator, subscriberOfP1, ...hosts };
}

function configText(facts: { port: number; storeDir: string; version: string }): string {
  const { port, storeDir, version } = facts;
  return natsConfig({
    ...{ port, storeDir, cloudId, serverVersion: version },
    maxFileStoreBytes: 512 * mebibyte,
  });
}

function usersOf(keys: Keys, hosts: readonly HostPart[]): string {
  const [scheduler, api, setup, identities] = (
    ['scheduler', 'api', 'setup', 'identities'] as const
  ).map((part) => keys[part].publicKey) as [string, string, string, string];
  const agents = hosts.map((part) => ({ hostId: idOf(part), nkey: keys[part].publicKey }));
  const subscribers = [
    { project: null, nkey: keys.operator.publicKey },
    { project: 'p1', nkey: keys.subscriberOfP1.publicKey },
  ];
  const parts = { scheduler, api, setup, identities, agents, subscribers };
  return usersText(natsUsers({ cloudId, parts }));
}

async function connectAs(part: Part, seed: string, port: number): Promise<NatsConnection> {
  const { connection } = await connectNats({
    servers: [`nats://127.0.0.1:${port}`],
    seed: secret(seed),
    inboxPrefix: inboxOf(part),
    name: part,
    clock: systemClock,
    // A test does not wait as long as a part before it connects again.
    random: { ...systemRandom, below: (limit) => systemRandom.below(Math.min(limit, 100)) },
    signal: AbortSignal.timeout(20_000),
  });
  return connection;
}

async function createStreams(setup: NatsConnection, limits: NatsServerLimits): Promise<void> {
  const { logBytesMax = 128 * mebibyte, vaultBytesMax = 64 * mebibyte } = limits;
  await createLogStream(setup, { cloudId, segment: 1, bytesMax: logBytesMax });
  await createVaultStream(setup, { cloudId, bytesMax: vaultBytesMax });
}

function inboxOf(part: Part): string {
  if (part === 'hostA' || part === 'hostB') return subjectsOf(cloudId).inbox(idOf(part));
  if (part === 'operator' || part === 'subscriberOfP1') return '_INBOX_subscriber';
  return partInbox(part);
}

function idOf(part: HostPart): string {
  return part === 'hostA' ? hostA : hostB;
}
