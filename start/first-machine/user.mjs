// Whose is the first machine, and by which key is it reached? Everything in a user's home is written by a process that
// runs as that user, so root never follows a link that he made.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runCommand } from '../../lab/run-command.mjs';

/** @returns {Promise<{name: string, uid: number, gid: number, home: string}>} by name or number */
export async function accountOf(nameOrUid) {
  const line = await runCommand('getent', ['passwd', nameOrUid]).catch(() => '');
  const [name, , uid, gid, , home] = line.trim().split(':');
  if (!home)
    throw new Error(`there is no user ${nameOrUid} on this machine; name one with --for USER`);
  return { name, uid: Number(uid), gid: Number(gid), home };
}

/** Runs a command as that user, in his home. */
export function runAs(user, file, args, options = {}) {
  const env = { ...options.env, HOME: user.home, USER: user.name, LOGNAME: user.name };
  const as = process.getuid() === 0 && user.uid !== 0 ? { uid: user.uid, gid: user.gid } : {};
  return runCommand(file, args, {
    ...options,
    ...as,
    env,
    cwd: existsSync(user.home) ? user.home : '/',
  });
}

/** Writes a file that only its owner reads. */
export async function writeAs(user, path, content) {
  await runAs(user, 'mkdir', ['-p', '-m', '0700', dirname(path)]);
  await runAs(user, 'install', ['-m', '0600', '/dev/null', path]);
  await runAs(user, 'dd', [`of=${path}`, 'conv=notrunc', 'status=none'], { input: content });
}

const PREFERRED = ['id_ed25519.pub', 'id_ecdsa.pub', 'id_rsa.pub'];
const rankOf = (name) => (PREFERRED.indexOf(name) + PREFERRED.length + 1) % (PREFERRED.length + 1);

/** The first line of a public key file that is a key; null when there is none. */
export function keyLine(text) {
  return (
    text.split('\n').find((line) => /^(ssh|ecdsa|sk)-[a-z0-9@.-]+ [A-Za-z0-9+/=]+/.test(line)) ??
    null
  );
}

/** @returns {{path: string, key: string} | null} ed25519 before ecdsa before rsa before any other */
export function findPublicKey(home) {
  const folder = join(home, '.ssh');
  if (!existsSync(folder)) return null;
  const names = readdirSync(folder).filter((name) => name.endsWith('.pub'));
  for (const name of names.sort((a, b) => rankOf(a) - rankOf(b) || a.localeCompare(b))) {
    const key = keyLine(readFileSync(join(folder, name), 'utf8'));
    if (key) return { path: join(folder, name), key: key.trim() };
  }
  return null;
}

/** @returns {Promise<{path: string, key: string, made: boolean}>} */
export async function openPublicKey(user, noteMade) {
  const found = findPublicKey(user.home);
  if (found) return { ...found, made: false };
  const path = join(user.home, '.ssh/id_ed25519');
  noteMade(path);
  await runAs(user, 'mkdir', ['-p', '-m', '0700', dirname(path)]);
  const args = ['-q', '-t', 'ed25519', '-N', '', '-C', `${user.name}@stratus`, '-f', path];
  await runAs(user, 'ssh-keygen', args);
  return { ...findPublicKey(user.home), made: true };
}

const folderOf = (user) => join(user.home, '.config/stratus');
/** Where programs keep their settings; one that was made for ours goes with it, as long as nobody else has used it. */
export const settingsFolderOf = (user) => dirname(folderOf(user));
/** The read-only key of the bus; a cloud of another instance has its own. */
export const subscriberFileOf = (user, instance, ending) =>
  join(folderOf(user), `subscriber-${instance}.${ending}`);
/** What the user takes to another machine. */
export const remoteFolderOf = (user, instance) => join(folderOf(user), `remote-${instance}`);
/** One file a machine, as `stratus ssh` has it. */
export const knownHostsOf = (user) => join(folderOf(user), 'known-hosts');
/** The image is in the cloud's own folder, so each cloud has a description of its own. */
export const imageFileOf = (user, instance) =>
  join(folderOf(user), 'images', instance === 'local' ? 'small.json' : `small-${instance}.json`);
const usualProfileOf = (user) => join(folderOf(user), 'profile.json');
/** Does `stratus` read this profile without being told to? */
export const isUsualProfile = (user, path) => path === usualProfileOf(user);

/** Does this profile belong to another cloud? One that cannot be read is somebody's too. */
function isForeign(path, endpoint) {
  if (!existsSync(path)) return false;
  try {
    return JSON.parse(readFileSync(path, 'utf8')).endpoint !== endpoint;
  } catch {
    return true;
  }
}

/**
 * Writes the profile that `stratus` reads. Another cloud's profile is left alone: then this one gets a name of its own.
 * @returns {Promise<string>} its path
 */
export async function writeProfile(user, instance, profile, noteMade) {
  const usual = usualProfileOf(user);
  const path = isForeign(usual, profile.endpoint)
    ? join(folderOf(user), `profile-${instance}.json`)
    : usual;
  noteMade(path);
  await writeAs(user, path, `${JSON.stringify(profile, null, 2)}\n`);
  return path;
}

const removeEmpty = (user, folder) => runAs(user, 'rmdir', ['--', folder]).catch(() => {}); // somebody else's files are in it

/** Removes a file or folder of a user's, and our folders it was in when nothing else is there. */
export async function removeAs(user, { kind, path }) {
  if (kind === 'room') return removeEmpty(user, path);
  await runAs(user, 'rm', ['-rf', '--', path]);
  for (const folder of new Set([dirname(path), folderOf(user)])) await removeEmpty(user, folder);
}
