/**
 * The configuration of our nats-server: loopback, JetStream on disk, one nkey for each part, and for each key only what its part
 * needs. A host's key reaches its own subjects and inbox and nothing of JetStream, so a host that was taken over
 * speaks for no other host and reads nobody's log. The table of rights below is the whole of it.
 */
import { isBelow, oldestSyncServer } from './nats-version.mjs';

const mebibyte = 1024 * 1024;

/**
 * The text of nats-server.conf.
 *
 * - `port` on 127.0.0.1; `storeDir` an absolute path; `maxFileStoreBytes` below the free space of its volume
 * - `maxPayload` bytes of one message (1 MiB); `serverVersion` as `nats-server --version` says it
 * - `cloudId` 32 hexadecimal digits; `segments` log segments that may be read, made and written without a new configuration (16)
 * - `parts` public nkeys: `{ scheduler, api, setup, agents: [{ hostId, nkey }] }`; `setup` and `agents` may be left out
 *
 * Throws `RangeError` naming what is wrong.
 */
export function natsConfig(options) {
  const { port, storeDir, maxFileStoreBytes, cloudId, serverVersion, parts } = options;
  const { maxPayload = mebibyte, segments = 16 } = options;
  checkOptions({ port, storeDir, maxFileStoreBytes, maxPayload, cloudId, segments });
  const users = usersOf(parts, rightsOf(cloudId, segments));
  checkKeys(users);
  return [
    '# Written by the starter; changes are overwritten. New identities come by reload.',
    `listen: "127.0.0.1:${port}"`,
    `server_name: "stratus-${cloudId.slice(0, 8)}"`,
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
    '    users: [',
    ...users.flatMap((user) => [`      # ${user.name}`, `      ${userText(user)}`]),
    '    ]',
    '  }',
    '}',
    'system_account: SYS',
    '',
  ].join('\n');
}

/** What each part may publish and hear. `>` and `*` only where the part is there for all of them. */
function rightsOf(cloudId, segments) {
  const root = `stratus.${cloudId}`;
  const host = (hostId, what) => `${root}.host.${hostId}.${what}`;
  const vault = `STRATUS-${cloudId}-VAULT`;
  const logs = Array.from({ length: segments }, (_, i) => `STRATUS-${cloudId}-LOG-${i + 1}`);
  const api = (call, streams) => streams.map((stream) => `$JS.API.STREAM.${call}.${stream}`);
  const readLogs = [...api('INFO', logs), ...api('MSG.GET', logs)];
  const readVault = [...api('INFO', [vault]), ...api('MSG.GET', [vault])];
  return {
    agent: (hostId) => ({
      publish: ['hello', 'report', 'context'].map((what) => host(hostId, what)),
      subscribe: [host(hostId, 'wanted'), host(hostId, 'ask'), `_INBOX_${hostId}.>`],
      responses: '2m',
    }),
    scheduler: {
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
        ],
      ],
      subscribe: [
        ...[`${root}.command`, `${root}.beat`, `${root}.log.*`, '_INBOX_scheduler.>'],
        ...['hello', 'report', 'context'].map((what) => host('*', what)),
      ],
      responses: '10m',
    },
    api: {
      publish: [`${root}.command`, `${root}.vault.*`, host('*', 'ask'), ...readLogs],
      subscribe: [
        ...[`${root}.event.>`, `${root}.beat`, `${root}.log.*`, '_INBOX_api.>'],
        ...[host('*', 'report'), host('*', 'hello')],
      ],
    },
    // Makes the streams of a new cloud and appends its first commit; afterwards nobody uses it.
    setup: {
      publish: [
        ...api('CREATE', [logs[0], vault]),
        ...api('INFO', [logs[0], vault]),
        ...api('MSG.GET', [logs[0]]),
        `${root}.log.1`,
      ],
      subscribe: ['_INBOX_setup.>'],
    },
  };
}

function usersOf({ scheduler, api, setup, agents = [] }, rights) {
  return [
    { name: 'scheduler', nkey: scheduler, rights: rights.scheduler },
    { name: 'api', nkey: api, rights: rights.api },
    ...(setup ? [{ name: 'setup', nkey: setup, rights: rights.setup }] : []),
    ...agents.map(({ hostId, nkey }) => {
      check(
        /^[0-9a-f]{32}$/.test(hostId),
        `hostId ${JSON.stringify(hostId)}: 32 hexadecimal digits`,
      );
      return { name: `agent of ${hostId}`, nkey, rights: rights.agent(hostId) };
    }),
  ];
}

function userText({ nkey, rights }) {
  const list = (subjects) => `[${subjects.map((subject) => JSON.stringify(subject)).join(', ')}]`;
  const responses = rights.responses
    ? `, allow_responses: { max: 1, expires: "${rights.responses}" }`
    : '';
  const permissions = `publish: ${list(rights.publish)}, subscribe: ${list(rights.subscribe)}${responses}`;
  return `{ nkey: ${nkey}, permissions: { ${permissions} } }`;
}

function checkOptions({ port, storeDir, maxFileStoreBytes, maxPayload, cloudId, segments }) {
  const isCount = (value, least, most) =>
    Number.isSafeInteger(value) && value >= least && value <= most;
  check(isCount(port, 1, 65_535), `port ${port}: 1 to 65535`);
  check(
    isCount(maxFileStoreBytes, mebibyte, Number.MAX_SAFE_INTEGER),
    `maxFileStoreBytes ${maxFileStoreBytes}: from 1 MiB`,
  );
  check(isCount(maxPayload, 64 * 1024, 8 * mebibyte), `maxPayload ${maxPayload}: 64 KiB to 8 MiB`);
  check(isCount(segments, 1, 1_000), `segments ${segments}: 1 to 1000`);
  check(
    /^[0-9a-f]{32}$/.test(cloudId),
    `cloudId ${JSON.stringify(cloudId)}: 32 hexadecimal digits`,
  );
  check(/^\/\P{Cc}*$/u.test(storeDir), `storeDir ${JSON.stringify(storeDir)}: an absolute path`);
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
