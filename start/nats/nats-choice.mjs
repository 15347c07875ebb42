// Which nats-server will hold the log, and how does it get to the disk before it answers? The machine's own first, then
// Debian's, then one of a later suite: the first of them that keeps what it acknowledged. None: say why and stop.

import { existsSync, mkdirSync, readFileSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { USERS_FILE, natsConfig, natsUsers, usersText } from './nats-config.mjs';
import { fetchNatsServer, findNatsServer } from './nats-program.mjs';
import { chattrHolds, judgeServer, makeSynchronous, oldestSyncServer } from './nats-version.mjs';
import { writeWhole } from '../cloud/instance.mjs';
import { hostsInUsers } from '../hosts/lost-hosts.mjs';

const LATER_SUITES = ['trixie', 'sid'];
const MIB = 1024 * 1024;
const LOG_SHARE_OF_FREE_DISK = 0.1;
const LOG_MOST_MIB = 4096;
/** What a new cloud reserves (log and vault 256 MiB each, snapshots 64), and one further segment of its log. */
const LOG_LEAST_MIB = 832;

/** The ways to come by a server, cheapest first; each gives one, or null, or throws with what went wrong. */
function sources(unpackedFolder, mayDownload) {
  const here = [
    () => findNatsServer({ unpackedFolder }),
    () => findNatsServer({ unpackedFolder, minimum: oldestSyncServer }),
  ];
  const later = LATER_SUITES.map((suite) => () => fetchNatsServer({ unpackedFolder, suite }));
  return mayDownload ? [...here, () => fetchNatsServer({ unpackedFolder }), ...later] : here;
}

/**
 * @param {{unpackedFolder: string, stateFolder: string, volatileAllowed: boolean,
 *   options?: Array<() => Promise<{path: string, version: string} | null>>,
 *   chattrWorks?: boolean}} wanted options and chattrWorks are given by tests
 * @returns {Promise<{path: string, version: string, syncBy: 'sync_interval' | 'chattr' | 'volatile'}>}
 * @throws {Error} every reason, and the line that goes on without synchronous writes
 */
export async function chooseNatsServer({ unpackedFolder, stateFolder, volatileAllowed, ...given }) {
  const chattrWorks = given.chattrWorks ?? (await chattrHolds(stateFolder));
  const reasons = [];
  let lastResort = null;
  for (const option of given.options ?? sources(unpackedFolder, true)) {
    const server = await option().catch((error) => {
      reasons.push(error.message);
      return null;
    });
    if (server === null) continue;
    const judged = judgeServer({ version: server.version, chattrWorks });
    if (judged.ok) return { ...server, syncBy: judged.syncBy };
    if (judged.refused === 'notDurable') lastResort ??= server;
    reasons.push(judged.message);
    if (volatileAllowed && lastResort) return { ...lastResort, syncBy: 'volatile' };
  }
  const said = [...new Set(reasons)].map((reason) => `  - ${reason}`).join('\n');
  throw new Error(
    `no nats-server here writes to the disk before it acknowledges:\n${said}\n` +
      'To go on, accepting that a power cut loses the last requests: npm start -- --volatile-log',
  );
}

/**
 * Writes the server's configuration, with the keys of the cloud's own parts, and makes its folder.
 * @param {{state: string, server: {version: string, syncBy: string}, port: number, cloudId: string,
 *   publicKeys: ReturnType<typeof import('../cloud/secrets.mjs').openSecrets>['publicKeys'],
 *   ownHosts?: ReadonlyArray<{hostId: string}>, listen?: string, tls?: {certFile: string, keyFile: string} | null}} facts
 * @returns {Promise<string>} path of the configuration
 */
export async function writeNatsConfig(facts) {
  const { state, server, port, cloudId, publicKeys, ownHosts, listen, tls } = facts;
  const storeDir = join(state, 'nats');
  if (!existsSync(storeDir)) {
    mkdirSync(storeDir, { mode: 0o700 });
    if (server.syncBy === 'chattr') await makeSynchronous(storeDir);
  }
  const disk = statfsSync(state);
  const freeMiB = (disk.bavail * disk.bsize) / MIB;
  const file = join(state, 'config/nats-server.conf');
  mkdirSync(join(state, 'config'), { recursive: true, mode: 0o700 });
  const text = natsConfig({
    ...{ port, listen, tls, storeDir, cloudId, pidFile: natsPidFile(state) },
    maxFileStoreBytes:
      Math.floor(
        Math.max(LOG_LEAST_MIB, Math.min(LOG_MOST_MIB, freeMiB * LOG_SHARE_OF_FREE_DISK)),
      ) * MIB,
    serverVersion: server.version,
  });
  writeNatsUsers(state, { cloudId, publicKeys, ownHosts });
  writeWhole(file, text);
  return file;
}

/**
 * The keys alone, which a running server takes by a reload. Hosts that joined keep theirs: should the log be put back from a copy
 * that knows nothing of them, only they can tell. The part that follows the log shuts out who was removed.
 * @param {string} state folder of the cloud
 * @param {{cloudId: string, publicKeys: object, ownHosts?: ReadonlyArray<{hostId: string}>}} facts ownHosts: all private hosts that
 *   this cloud ever had; those among them that are not in publicKeys lose their keys
 */
export function writeNatsUsers(state, { cloudId, publicKeys, ownHosts = [] }) {
  const file = join(state, 'config', USERS_FILE);
  const parts = placedKeys(publicKeys);
  const own = parts.agents ?? [];
  const ownIds = new Set([...own, ...ownHosts].map(({ hostId }) => hostId));
  const placed = usersText(natsUsers({ cloudId, parts }));
  const joined = hostsInUsers(existsSync(file) ? readFileSync(file, 'utf8') : '')
    .filter(({ hostId, publicKey }) => !ownIds.has(hostId) && !placed.includes(publicKey))
    .map(({ hostId, publicKey }) => ({ hostId, nkey: publicKey }));
  const agents = [...own, ...joined];
  writeWhole(file, usersText(natsUsers({ cloudId, parts: { ...parts, agents } })));
}

/** The parts that the starter places itself; hosts that join are added by the part that follows the log. */
export const placedKeys = ({ scheduler, api, setup, identities, agents, subscriber }) => ({
  ...{ scheduler, api, setup, identities, agents },
  subscribers: [{ project: null, nkey: subscriber }],
});

export const natsPidFile = (state) => join(state, 'config/nats-server.pid');
