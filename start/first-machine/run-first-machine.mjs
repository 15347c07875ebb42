// From a running cloud to a machine that answers: whose it is, by which key, which image; found again at a second start.

import { join } from 'node:path';
import { stopHypervisor } from '../../lab/private-hypervisor.mjs';
import { runCommand } from '../../lab/run-command.mjs';
import { existsSync, readFileSync } from 'node:fs';
import { findOrRun, untilRunning, untilSshAnswers } from './first-machine.mjs';
import { hostFolder } from '../hosts/hosts.mjs';
import { readJson, readSettings, writeSettings } from '../cloud/instance.mjs';
import { note } from '../cloud/journal.mjs';
import { NoOpenHost, openHosts } from '../hosts/open-hosts.mjs';
import { changePower } from '../hosts/power.mjs';
import { servingHosts } from '../hosts/removed-hosts.mjs';
import { writeRemoteProfile } from '../join/remote-user.mjs';
import { readRunState } from '../cloud/run-state.mjs';
import { cloudOf, guestsOf } from '../cloud/stop-cloud.mjs';
import {
  accountOf,
  imageFileOf,
  knownHostsOf,
  settingsFolderOf,
  subscriberFileOf,
  openPublicKey,
  writeAs,
  writeProfile,
} from './user.mjs';
import { openSecrets } from '../cloud/secrets.mjs';
import { typedCommand, typedIn } from '../terminal/typed-command.mjs';

/** A key of the starter's own, for `--once` alone: that machine is taken away again before anybody else sees it. */
async function ownKey(state) {
  const path = join(state, 'secrets/once');
  if (!existsSync(path))
    await runCommand('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'once', '-f', path]);
  return { path, key: readFileSync(`${path}.pub`, 'utf8').trim() };
}

/** The user's own files of this cloud: a key where he has none, the image's metadata, the profile with the token. */
async function openUser(plan, cloud, appliance) {
  const user = await accountOf(plan.user);
  const noteFile = (path) => note(plan.state, { kind: 'file', path, user: user.name });
  const key = await openPublicKey(user, (path) => note(plan.state, { kind: 'key', path }));
  const privateKey = key.path.replace(/\.pub$/, '');
  const room = settingsFolderOf(user);
  if (!existsSync(room)) note(plan.state, { kind: 'room', path: room, user: user.name });
  const image = imageFileOf(user, plan.instance);
  noteFile(image);
  await writeAs(user, image, readFileSync(appliance.metadataFile, 'utf8'));
  noteFile(knownHostsOf(user));
  const profile = {
    endpoint: cloud.endpoint,
    token: openSecrets(plan.state).token,
    publicKey: key.path,
    ...(existsSync(privateKey) ? { privateKey } : {}),
    images: { small: image },
    image: 'small',
    folder: plan.state,
    commands: {
      status: `sudo ${typedCommand(plan, 'status')}`,
      start: `sudo ${typedCommand(plan, 'start')}`,
    },
    subscriber: await openSubscriber(plan, user, noteFile),
  };
  const profileFile = await writeProfile(user, plan.instance, profile, noteFile);
  const settings = readSettings(plan.state);
  if (settings.listen) {
    const { token, subscriber } = profile;
    const given = { settings, token, caFile: subscriber.caFile, image: appliance.metadataFile };
    await writeRemoteProfile({ user, instance: plan.instance, ...given, noteFile });
  }
  return { user, key, profileFile };
}

/** What programs of the user's need to watch the cloud: a key of his own, and where the bus is now. */
async function openSubscriber({ state, instance }, user, noteFile) {
  const give = async (ending, from) => {
    const path = subscriberFileOf(user, instance, ending);
    noteFile(path);
    await writeAs(user, path, readFileSync(from, 'utf8'));
    return path;
  };
  const { cloudId, nats } = readJson(join(state, 'config/api.json'));
  const seedFile = await give('seed', openSecrets(state).seedFiles.subscriber);
  const authority = nats.caFile ? { caFile: await give('ca.pem', nats.caFile) } : {};
  return { servers: nats.servers, seedFile, cloudId, ...authority };
}

/** Removed hosts are started no more; what stays closed is said, and why. */
async function joinHosts(state, cloud, { phases, signal }) {
  const hosts = readRunState(state).hosts.filter((host) => host.on && !host.cut && !host.removed);
  const title = hosts.length === 1 ? 'Joining the host' : `Joining ${hosts.length} hosts`;
  const { open, closed, removed } = await phases.phase(title, () =>
    openHosts(cloud, hosts, { signal }),
  );
  for (const host of hosts.filter(({ name }) => removed.includes(name))) {
    changePower(state, host.name, { removed: true });
    if (guestsOf(host).length === 0) await stopHypervisor(hostFolder(state, host.name));
  }
  const lines = closed.map(({ name, why }) => `  ${name}: ${why}`);
  for (const line of lines) phases.say(line);
  return function needOpenHost() {
    if (open.length > 0) return;
    const serving = servingHosts(state, readSettings(state).hosts).length;
    const added = `a new host: ${typedIn(state, 'start', ['--hosts', String(serving + 1)])}`;
    throw new NoOpenHost(
      ['The cloud runs, but no host takes machines.', ...lines, `  Or ${added}`].join('\n'),
    );
  };
}

/**
 * @returns what is needed to reach the machine and to tell about it
 */
export async function runFirstMachine({ plan, options, appliance, phases, signal }) {
  const { state } = plan;
  const cloud = cloudOf(state, signal);
  const settings = readSettings(state);
  const { user, key, profileFile } = await openUser(plan, cloud, appliance);
  const beforeNew = await joinHosts(state, cloud, { phases, signal });
  const own = options.once ? await ownKey(state) : null;
  const starter = own ? await accountOf('root') : user;
  const publicKeys = own ? [key.key, own.key] : [key.key];
  const begun = await phases.phase('Running a t1.micro machine', async (say) => {
    const known = options.once ? null : settings.firstMachine;
    const name = options.once ? undefined : 'first';
    const id = await findOrRun(cloud, { id: known, image: appliance, name, publicKeys, beforeNew });
    if (!options.once) writeSettings(state, { ...settings, firstMachine: id });
    return untilRunning(cloud, id, say, signal);
  });
  const answered = await phases.phase('Waiting until ssh answers', async (say) => {
    const moreOptions = own ? ['-i', own.path, '-o', 'IdentitiesOnly=yes'] : [];
    const result = await untilSshAnswers(cloud, begun, starter, { say, signal, moreOptions });
    say(`root@${begun.address}`);
    return result;
  });
  return {
    cloud,
    machine: begun,
    address: begun.address,
    user,
    starter,
    key,
    own,
    profileFile,
    ...answered,
  };
}
