/** What holds the log of a cloud under test: one nats-server as the starter configures it, or three that keep a copy each. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeNatsConfig } from '../../start/nats/nats-choice.mjs';
import type { NatsProgram } from '../../start/nats/nats-program.mjs';
import { systemRandom } from '../../shared/base/random.ts';
import { toHex } from '../../shared/base/bytes.ts';
import { secret } from '../../shared/base/secret.ts';
import { connectNats } from '../../shared/bus/connect.ts';
import { partInbox } from '../../shared/bus/subjects.ts';
import { createLogStream, createVaultStream } from '../../shared/log/log-stream.ts';
import { openNatsLog } from '../../shared/log/nats-log.ts';
import { systemClock } from '../../shared/time/system-clock.ts';
import type { Config } from '../../scheduler/config.ts';
import { siteWish } from '../../scheduler/config.ts';
import { createCloud } from '../../scheduler/create-cloud.ts';
import type { ControlFacts } from './control-plane.ts';
import { freePort } from './free-port.ts';
import { natsProgram } from './nats-server.ts';
import type { PartProcess } from './real-cloud/part-process.ts';
import { until } from './until.ts';

export interface ControlBus {
  /** `nats://127.0.0.1:PORT`, one for each server. */
  readonly servers: readonly string[];
  readonly parts: readonly PartProcess[];
  /** For the configuration of genesis. */
  readonly streamLimits: { readonly logBytesMax?: number; readonly vaultBytesMax?: number };
  /** Makes the streams and the first commit. `genesis`: the command that does it on one server. */
  createCloud(genesis: readonly string[], site: Config['site']): Promise<void>;
}

export type StartBus = (facts: ControlFacts) => Promise<ControlBus>;

/** How a server gets what it acknowledges to the disk: what `judgeServer` said of it. */
export type SyncBy = 'sync_interval' | 'chattr' | 'volatile';

export interface OneServerOptions {
  /** The program of the tests unless given. */
  readonly program?: NatsProgram;
  readonly syncBy?: SyncBy;
  /** Where it keeps its data and its configuration; the cloud's folder unless given. */
  readonly state?: string;
  readonly streamLimits?: ControlBus['streamLimits'];
  /** What is changed in the configuration that the starter wrote. */
  readonly edited?: (config: string) => string;
}

export function oneServer(options: OneServerOptions = {}): StartBus {
  return async ({ folder, cloudId, secrets, part }) => {
    const port = await freePort();
    const program = options.program ?? (await natsProgram());
    if (typeof program === 'string') throw new Error(program);
    const config = await writeNatsConfig({
      ...{ state: options.state ?? folder, port, cloudId, publicKeys: secrets.publicKeys },
      server: { ...program, syncBy: options.syncBy ?? 'volatile' },
    });
    if (options.edited) writeFileSync(config, options.edited(readFileSync(config, 'utf8')));
    const nats = part('nats', 'Server is ready', [program.path, '-c', config]);
    await nats.start();
    return {
      ...{ servers: [`nats://127.0.0.1:${port}`], parts: [nats] },
      streamLimits: options.streamLimits ?? {},
      async createCloud([node, ...args]) {
        execFileSync(node!, args, { stdio: 'pipe', timeout: 60_000 });
      },
    };
  };
}

/** Three servers on loopback whose streams have a copy on each. The names of the parts are those of the servers. */
export function threeServers(program: NatsProgram): StartBus {
  return async ({ folder, cloudId, secrets, part }) => {
    const ports = [await freePort(), await freePort(), await freePort()];
    const routePorts = [await freePort(), await freePort(), await freePort()];
    const parts = await Promise.all(
      ports.map(async (port, index) => {
        const state = join(folder, `nats-${index + 1}`);
        mkdirSync(state);
        const config = await writeNatsConfig({
          ...{ state, port, cloudId, publicKeys: secrets.publicKeys },
          server: { ...program, syncBy: 'sync_interval' },
        });
        joinCluster(config, `nats-${index + 1}`, routePorts, index);
        const command = [program.path, '-c', config];
        return part(`nats-${index + 1}`, 'Server is ready', command);
      }),
    );
    await Promise.all(parts.map((one) => one.start()));
    const servers = ports.map((port) => `nats://127.0.0.1:${port}`);
    const seedFile = (secrets.seedFiles as Record<string, string>)['setup']!;
    return {
      ...{ servers, parts, streamLimits: {} },
      createCloud: (_genesis, site) =>
        createReplicated({ servers, cloudId, seed: readFileSync(seedFile, 'utf8').trim(), site }),
    };
  };
}

/** Another name for each server, and the routes between them. */
function joinCluster(
  config: string,
  name: string,
  routePorts: readonly number[],
  index: number,
): void {
  const text = readFileSync(config, 'utf8');
  writeFileSync(config, text.replace(/^server_name: .*$/m, `server_name: "${name}"`));
  const routes = routePorts.map((port) => `"nats-route://127.0.0.1:${port}"`).join(', ');
  appendFileSync(
    config,
    `cluster { name: "stratus", listen: "127.0.0.1:${routePorts[index]}", routes: [${routes}] }\n`,
  );
}

interface Replicated {
  readonly servers: readonly string[];
  readonly cloudId: string;
  readonly seed: string;
  readonly site: Config['site'];
}

/** What genesis does, with three copies of each stream. */
async function createReplicated({ servers, cloudId, seed, site }: Replicated): Promise<void> {
  const { connection, close } = await connectNats({
    ...{ servers, seed: secret(seed), inboxPrefix: partInbox('setup'), name: 'setup' },
    ...{ clock: systemClock, random: systemRandom },
  });
  const limits = { cloudId, bytesMax: 256 * 1_048_576, replicas: 3 };
  const made = async (): Promise<boolean> => {
    try {
      await createLogStream(connection, { ...limits, segment: 1 });
      await createVaultStream(connection, limits);
      return true;
    } catch {
      return false; // the three have not chosen a leader yet
    }
  };
  await until('the streams have three copies', made, 60_000, 500);
  const log = openNatsLog(connection, { clock: systemClock, cloudId, segment: 1 });
  await createCloud(log, {
    ...{ cloudId, site: siteWish(site), nowMs: systemClock.now(), macPrefix: '0200' },
    ...{ logId: toHex(systemRandom.bytes(16)), writer: toHex(systemRandom.bytes(16)) },
    nonce: toHex(systemRandom.bytes(8)),
  });
  await close();
}
