// `npm run log-lost`: the log of this cloud is gone and no copy of it is to be had. An empty one is made, in which nothing
// happens before an administrator has it learn what the hosts hold: `stratus recover`. Where a log is, nothing is changed.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runCommand } from '../lab/run-command.mjs';
import { mayGoOn } from './terminal/ask.mjs';
import { needCloud, runFramed } from './terminal/command-frame.mjs';
import { lockInstance, readJson, readSettings, writeWhole } from './cloud/instance.mjs';
import { USERS_FILE } from './nats/nats-config.mjs';
import { hostsInUsers } from './hosts/lost-hosts.mjs';
import { servingHosts } from './hosts/removed-hosts.mjs';

const genesisMain = join(dirname(import.meta.dirname), 'dist/scheduler/genesis.js');

/** Every host that has a key on the bus: the private ones by name, those that joined as far as their keys tell. */
function lostHosts(state) {
  const own = servingHosts(state, readSettings(state).hosts);
  const usersFile = join(state, 'config', USERS_FILE);
  const users = existsSync(usersFile) ? readFileSync(usersFile, 'utf8') : '';
  const joined = hostsInUsers(users).filter(
    ({ hostId }) => !own.some((one) => one.hostId === hostId),
  );
  return [...own.map(({ hostId, name }) => ({ hostId, name, publicKey: '' })), ...joined];
}

async function makeAnew(state, hosts) {
  const genesis = readJson(join(state, 'config', 'genesis.json'));
  const lost = { why: 'an administrator said that the log is lost', hosts };
  const file = join(state, 'config', 'genesis-lost.json');
  writeWhole(file, `${JSON.stringify({ ...genesis, lost }, null, 2)}\n`);
  const said = await runCommand(process.execPath, [genesisMain, file], { timeoutMs: 60_000 });
  return /"created":true/.test(said);
}

process.exitCode = await runFramed('log-lost', process.argv.slice(2), async (options) => {
  needCloud(options, 'run log-lost');
  const { state, yes } = options;
  const hosts = lostHosts(state);
  const names = hosts.map(({ name }) => name).join(', ');
  process.stdout.write(
    `Makes an empty log where there is none. These hosts are then waited for: ${names}.\nNo machine is touched.\n`,
  );
  if (!(await mayGoOn('Go on?', yes))) return 1;
  const release = lockInstance(state);
  try {
    const isMade = await makeAnew(state, hosts);
    process.stdout.write(
      isMade
        ? 'The cloud is frozen now. When its hosts speak: stratus recover\n'
        : 'The log has a first commit; nothing was changed. If it is older than the hosts: stratus recover\n',
    );
  } finally {
    release();
  }
  return 0;
});
