/** The two worlds of ports that are compared: the one in memory that the simulator plays in, and a nats-server of the test's own. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@nats-io/transport-node';
import { createMemoryBusHub } from '../../shared/bus/memory-bus.ts';
import { openNatsBus } from '../../shared/bus/nats-bus.ts';
import { createLogStream, createVaultStream } from '../../shared/log/log-stream.ts';
import { createMemoryLog } from '../../shared/log/memory-log.ts';
import { createMemoryVault } from '../../shared/log/memory-vault.ts';
import { openNatsLog } from '../../shared/log/nats-log.ts';
import { openNatsVault } from '../../shared/log/nats-vault.ts';
import { systemClock } from '../../shared/time/system-clock.ts';
import type { NatsProgram } from '../../start/nats/nats-program.mjs';
import type { PortWorld } from '../contract/port-comparison.ts';
import { settled } from './a-clock.ts';
import { freePort } from './free-port.ts';
import { natsProcess } from './nats-process.ts';
import { startTcpProxy } from './tcp-proxy.ts';
import { until } from './until.ts';

const cloudId = 'c10d'.repeat(8);
const clock = systemClock;
/** Inboxes that answers may go to. */
const inboxes = ['_INBOX_scheduler', '_INBOX_api', '_INBOX_setup'] as const;

export function memoryWorld(): PortWorld {
  const hub = createMemoryBusHub({ clock });
  const log = createMemoryLog({ clock });
  const vault = createMemoryVault({ clock });
  return {
    name: 'memory',
    clients: inboxes.map((name) => ({ vault, log: log.client(name), bus: hub.client(name) })),
    sent: async () => undefined,
    settle: settled,
    async interrupt(client) {
      hub.reconnect(inboxes[client]!);
    },
    close: async () => undefined,
  };
}

/** A server without keys: what each part may do is not compared here. */
export async function natsWorld(program: NatsProgram): Promise<PortWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'stratus-nats-'));
  const [storeDir, configFile] = [join(folder, 'store'), join(folder, 'nats-server.conf')];
  const port = await freePort();
  await mkdir(storeDir);
  await writeFile(
    configFile,
    `listen: 127.0.0.1:${port}\njetstream { store_dir: ${JSON.stringify(storeDir)} }\n`,
  );
  const process = natsProcess(program.path, configFile);
  await process.start();
  const proxies = await Promise.all(inboxes.map(() => startTcpProxy(port)));
  const connections = await Promise.all(
    inboxes.map((inboxPrefix, i) =>
      connect({
        ...{ servers: `127.0.0.1:${proxies[i]!.port}`, inboxPrefix, reconnectTimeWait: 20 },
        maxReconnectAttempts: -1,
      }),
    ),
  );
  const limits = { cloudId, bytesMax: 1 << 30 };
  await createLogStream(connections[0]!, { ...limits, segment: 1 });
  await createVaultStream(connections[0]!, limits);
  const place = { clock, cloudId, segment: 1, pollMs: 200 };
  const clients = connections.map((connection) => ({
    bus: openNatsBus(connection),
    log: openNatsLog(connection, place),
    vault: openNatsVault(connection, { cloudId }),
  }));
  const flush = async (): Promise<void> => {
    for (const connection of connections) await connection.flush();
  };
  return {
    name: `nats-server ${program.version}`,
    clients,
    sent: (client) => connections[client]!.flush(),
    settle: flush,
    async interrupt(client) {
      let isBack = false;
      const end = clients[client]!.bus.onReconnect(() => (isBack = true));
      proxies[client]!.cut();
      await until('the connection is back', () => isBack);
      end();
      await flush();
    },
    async close() {
      await Promise.all(connections.map((connection) => connection.close()));
      for (const proxy of proxies) await proxy.close();
      await process.end('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
