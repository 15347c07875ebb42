/**
 * The configuration of our nats-server: loopback, or one address with TLS; JetStream on disk, one nkey for each part, and for
 * each key only what its part needs. The keys stand in a file of their own, so that hosts come and go by a reload. A host's key reaches its own subjects and inbox and nothing of JetStream, so a host that was taken over
 * speaks for no other host and reads nobody's log. The table of rights below is the whole of it.
 */
import { isIPv4 } from 'node:net';
import { isBelow, oldestSyncServer } from './nats-version.mjs';

const mebibyte = 1024 * 1024;
const loopback = '127.0.0.1';

/** Beside nats-server.conf, whose `include` knows no other folder. */
export const USERS_FILE = 'nats-users.conf';

/**
 * The text of nats-server.conf, without the keys: they are in `USERS_FILE` beside it, see `natsUsers`.
 *
 * - `listen`: another address than 127.0.0.1, only with `tls: { certFile, keyFile }`; `pidFile`: where the server writes its number
 * - `port` there; `storeDir` an absolute path; `maxFileStoreBytes` below the free space of its volume
 * - `maxPayload` bytes of one message (1 MiB); `serverVersion` as `nats-server --version` says it
 * - `cloudId` 32 hexadecimal digits
 *
 * Throws `RangeError` naming what is wrong.
 */
export function natsConfig(options) {
  const { port, storeDir, maxFileStoreBytes, cloudId, serverVersion } = options;
  const { maxPayload = mebibyte, listen = loopback, tls = null, pidFile = null } = options;
  checkOptions({ port, storeDir, maxFileStoreBytes, maxPayload, cloudId });
  checkListen(listen, tls);
  return [
    '# Written by the starter; changes are overwritten. New identities come by reload.',
    `listen: "${listen}:${port}"`,
    `server_name: "stratus-${cloudId.slice(0, 8)}"`,
    ...(pidFile ? [`pid_file: ${quoted(pidFile)}`] : []),
    ...(tls ? tlsLines(tls) : []),
    `max_payload: ${maxPayload}`,
    'jetstream {',
    `  store_dir: ${quoted(storeDir)}`,
    `  max_memory_store: ${16 * mebibyte}`,
    `  max_file_store: ${maxFileStoreBytes}`,
    ...(isBelow(serverVersion, oldestSyncServer) ? [] : ['  sync_interval: always']),
    '}',
    'accounts {',
    '  SYS {}',
    '  STRATUS {',
    '    jetstream: enabled',
    `    include "${USERS_FILE}"`,
    '  }',
    '}',
    'system_account: SYS',
    '',
  ].join('\n');
}

/** No client certificate: who connects is known by his nkey. */
function tlsLines({ certFile, keyFile }) {
  return [
    'tls {',
    `  cert_file: ${quoted(certFile)}`,
    `  key_file: ${quoted(keyFile)}`,
    '  timeout: 5',
    '}',
  ];
}

/**
 * The keys and their rights, one line each, without what `usersText` puts around them.
 *
 * - `parts` public nkeys: `{ scheduler, api, setup, identities, agents: [{ hostId, nkey }], subscribers: [{ project, nkey }] }`;
 *   the last four may be left out; `project` null: hears all of them
 * - `segments` log segments that may be read, made and written without a new configuration (16)
 *
 * Throws `RangeError` naming what is wrong.
 */
export function natsUsers({ cloudId, parts, segments = 16 }) {
  checkCloudId(cloudId);
  check(isCount(segments, 1, 1_000), `segments ${segments}: 1 to 1000`);
  const users = usersOf(parts, rightsOf(cloudId, segments));
  checkKeys(users);
  return users.map(({ nkey, rights }) => userText(nkey, rights));
}

/** The line of a host that joins later, with HOST_ID and NKEY where its own are to stand. */
export function agentUserPattern(cloudId) {
  checkCloudId(cloudId);
  return userText('NKEY', rightsOf(cloudId, 1).agent('HOST_ID'));
}

/** The content of `USERS_FILE`. */
export const usersText = (lines) => `users: [\n${lines.map((line) => `  ${line}\n`).join('')}]\n`;

/** What each part may publish and hear. `>` and `*` only where the part is there for all of them. */
function rightsOf(cloudId, segments) {
  const root = `stratus.${cloudId}`;
  const host = (hostId, what) => `${root}.host.${hostId}.${what}`;
  const vault = `STRATUS-${cloudId}-VAULT`;
  const logs = Array.from({ length: segments }, (_, i) => `STRATUS-${cloudId}-LOG-${i + 1}`);
  const api = (call, streams) => streams.map((stream) => `$JS.API.STREAM.${call}.${stream}`);
  const readLogs = [...api('INFO', logs), ...api('MSG.GET', logs)];
  const snapshots = `STRATUS-${cloudId}-SNAPSHOT`;
  return {
    agent: (hostId) => ({
      publish: ['hello', 'report', 'context'].map((what) => host(hostId, what)),
      subscribe: [host(hostId, 'wanted'), host(hostId, 'ask'), `_INBOX_${hostId}.>`],
      responses: '2m',
    }),
    scheduler: schedulerRights({ root, host, logs, vault, snapshots, api, readLogs }),
    // Writes what it may: questions, sealed context, and snapshots, which whoever reads them checks.
    api: {
      publish: [
        ...[`${root}.command`, `${root}.vault.*`, `${root}.snapshot.*.*`, host('*', 'ask')],
        ...[...readLogs, ...api('MSG.GET', [snapshots])],
      ],
      subscribe: [
        ...[`${root}.event.>`, `${root}.beat`, `${root}.log.*`, '_INBOX_api.>'],
        ...[host('*', 'report'), host('*', 'hello')],
      ],
    },
    // Hears and says nothing. Reports name the machines of every project, so who may hear one project hears hellos only.
    subscriber: (project) => ({
      publish: [],
      subscribe: [
        host('*', 'hello'),
        ...(project === null
          ? [host('*', 'report'), `${root}.event.>`]
          : [`${root}.event.${project}.>`]),
      ],
    }),
    // Reads in the log which hosts there are.
    identities: {
      publish: readLogs,
      subscribe: [`${root}.log.*`, '_INBOX_identities.>'],
    },
    // Makes the streams of a new cloud and appends its first commit; later an administrator removes archived segments with it.
    setup: {
      publish: [
        ...api('CREATE', [logs[0], vault]),
        ...[...api('INFO', [vault]), ...readLogs],
        ...api('DELETE', logs),
        `${root}.log.1`,
      ],
      subscribe: ['_INBOX_setup.>'],
    },
  };
}

/** The scheduler writes the log, makes its next segments and the stream of snapshots, and deletes single records of the vault. */
function schedulerRights({ root, host, logs, vault, snapshots, api, readLogs }) {
  const readVault = [...api('INFO', [vault]), ...api('MSG.GET', [vault])];
  return {
    publish: [
      ...[
        host('*', 'wanted'),
        host('*', 'ask'),
        `${root}.log.*`,
        `${root}.event.>`,
        `${root}.beat`,
      ],
      ...[
        ...readLogs,
        ...api('CREATE', logs.slice(1)),
        ...readVault,
        ...api('MSG.DELETE', [vault]),
        ...api('CREATE', [snapshots]),
        ...api('MSG.GET', [snapshots]),
      ],
    ],
    subscribe: [
      ...[`${root}.command`, `${root}.beat`, `${root}.log.*`, '_INBOX_scheduler.>'],
      ...['hello', 'report', 'context'].map((what) => host('*', what)),
    ],
    responses: '10m',
  };
}

function usersOf({ scheduler, api, setup, identities, agents = [], subscribers = [] }, rights) {
  return [
    { name: 'scheduler', nkey: scheduler, rights: rights.scheduler },
    { name: 'api', nkey: api, rights: rights.api },
    ...(setup ? [{ name: 'setup', nkey: setup, rights: rights.setup }] : []),
    ...(identities ? [{ name: 'identities', nkey: identities, rights: rights.identities }] : []),
    ...agents.map(({ hostId, nkey }) => {
      check(
        /^[0-9a-f]{32}$/.test(hostId),
        `hostId ${JSON.stringify(hostId)}: 32 hexadecimal digits`,
      );
      return { name: `agent of ${hostId}`, nkey, rights: rights.agent(hostId) };
    }),
    ...subscribers.map(({ project, nkey }) => {
      check(
        project === null || /^[A-Za-z0-9]{1,64}$/.test(project),
        `project ${JSON.stringify(project)}: letters and digits, or null for all`,
      );
      return { name: `subscriber of ${project}`, nkey, rights: rights.subscriber(project) };
    }),
  ];
}

function userText(nkey, rights) {
  const list = (subjects) => `[${subjects.map((subject) => JSON.stringify(subject)).join(', ')}]`;
  const responses = rights.responses
    ? `, allow_responses: { max: 1, expires: "${rights.responses}" }`
    : '';
  // An empty list would mean that all is allowed.
  const publish = rights.publish.length > 0 ? list(rights.publish) : '{ deny: [">"] }';
  const permissions = `publish: ${publish}, subscribe: ${list(rights.subscribe)}${responses}`;
  return `{ nkey: ${nkey}, permissions: { ${permissions} } }`;
}

const isCount = (value, least, most) =>
  Number.isSafeInteger(value) && value >= least && value <= most;

function checkOptions({ port, storeDir, maxFileStoreBytes, maxPayload, cloudId }) {
  check(isCount(port, 1, 65_535), `port ${port}: 1 to 65535`);
  check(
    isCount(maxFileStoreBytes, mebibyte, Number.MAX_SAFE_INTEGER),
    `maxFileStoreBytes ${maxFileStoreBytes}: from 1 MiB`,
  );
  check(isCount(maxPayload, 64 * 1024, 8 * mebibyte), `maxPayload ${maxPayload}: 64 KiB to 8 MiB`);
  checkCloudId(cloudId);
  check(/^\/\P{Cc}*$/u.test(storeDir), `storeDir ${JSON.stringify(storeDir)}: an absolute path`);
}

function checkCloudId(cloudId) {
  check(
    /^[0-9a-f]{32}$/.test(cloudId),
    `cloudId ${JSON.stringify(cloudId)}: 32 hexadecimal digits`,
  );
}

/** Beyond loopback everything is encrypted, and nothing listens on addresses that nobody named. */
function checkListen(listen, tls) {
  check(
    isIPv4(listen) && listen !== '0.0.0.0',
    `listen ${JSON.stringify(listen)}: one IPv4 address`,
  );
  check(
    listen.startsWith('127.') || tls !== null,
    `listen ${listen}: beyond loopback only with TLS; give tls: { certFile, keyFile }`,
  );
}

function checkKeys(users) {
  const owners = new Map();
  for (const { name, nkey } of users) {
    check(
      /^U[A-Z2-7]{55}$/.test(nkey),
      `the nkey of ${name}: a public user key (U..., 56 characters)`,
    );
    check(!owners.has(nkey), `${owners.get(nkey)} and ${name} have the same nkey`);
    owners.set(nkey, name);
  }
}

function check(holds, message) {
  if (!holds) throw new RangeError(`nats-server configuration: ${message}`);
}

/** A path in the quotes of nats-server.conf. */
function quoted(text) {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
