/**
 * Which nats-server runs here: one that the machine has, else Debian's package unpacked into a folder of ours without
 * installing it. A newer one comes from a later Debian suite; the program is static and runs on an older release.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../lab/run-command.mjs';
import { unpackPackages } from '../install/debs.mjs';
import { isBelow, oldestServer, parseVersion } from './nats-version.mjs';

const systemFolders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin'];

/** `{path, version}` of the program at `path`, or null when it does not run. */
export async function natsServerAt(path) {
  if (!existsSync(path)) return null;
  const text = await runCommand(path, ['--version']).catch(() => '');
  const version = parseVersion(text)?.join('.');
  return version ? { path, version } : null;
}

/**
 * The first nats-server not older than `minimum` on the PATH, in the system's folders, or below `unpackedFolder` (where
 * `fetchNatsServer` puts it): `{path, version}`, or null.
 */
export async function findNatsServer({
  unpackedFolder,
  minimum = oldestServer,
  path = process.env.PATH ?? '',
}) {
  const folders = [...path.split(':').filter((folder) => folder.startsWith('/')), ...systemFolders];
  const candidates = [...folders.map((folder) => join(folder, 'nats-server'))];
  if (unpackedFolder) candidates.push(programBelow(unpackedFolder));
  for (const candidate of new Set(candidates)) {
    const found = await natsServerAt(candidate);
    if (found && !isBelow(found.version, minimum)) return found;
  }
  return null;
}

/**
 * Unpacks Debian's nats-server below `unpackedFolder`, from `suite` (`trixie`, `sid`) when one is named, else from the
 * machine's own sources. Gives `{path, version}`; throws with what apt said.
 */
export async function fetchNatsServer({ unpackedFolder, suite }) {
  mkdirSync(unpackedFolder, { recursive: true });
  const aptOptions = suite ? await suiteOptions(join(unpackedFolder, `apt-${suite}`), suite) : [];
  const folder = join(unpackedFolder, 'nats-server');
  await unpackPackages({ names: ['nats-server'], folder, aptOptions });
  const found = await natsServerAt(programBelow(unpackedFolder));
  if (!found) throw new Error(`the nats-server unpacked in ${folder} does not run on this machine`);
  return found;
}

function programBelow(unpackedFolder) {
  return join(unpackedFolder, 'nats-server/root/usr/sbin/nats-server');
}

/** Options that make apt use lists of its own for `suite`: the machine's sources with the suite replaced. */
async function suiteOptions(folder, suite) {
  mkdirSync(join(folder, 'lists/partial'), { recursive: true });
  mkdirSync(join(folder, 'cache/archives/partial'), { recursive: true });
  const sources = join(folder, 'sources.list');
  const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
  writeFileSync(sources, `deb [signed-by=${keyring}] ${debianMirror()} ${suite} main\n`);
  const options = [
    ...['-o', `Dir::Etc::sourcelist=${sources}`, '-o', 'Dir::Etc::sourceparts=/dev/null'],
    ...[
      '-o',
      `Dir::State::lists=${join(folder, 'lists')}`,
      '-o',
      `Dir::Cache=${join(folder, 'cache')}`,
    ],
    ...['-o', 'APT::Sandbox::User=root'],
  ];
  await runCommand('apt-get', [...options, '-q', 'update']);
  return options;
}

/** The mirror this machine uses for Debian itself. Throws when it names none. */
function debianMirror() {
  const parts = '/etc/apt/sources.list.d';
  const files = ['/etc/apt/sources.list'];
  if (existsSync(parts)) files.push(...readdirSync(parts).map((name) => join(parts, name)));
  for (const file of files.filter((name) => existsSync(name))) {
    const found = /^(?:URIs:|deb(?: \[[^\]]*\])?)\s+(https?:\/\/\S+\/debian\/?)(?=\s|$)/m.exec(
      readFileSync(file, 'utf8'),
    );
    if (found) return found[1];
  }
  throw new Error(
    'this machine names no Debian mirror over http in /etc/apt, so no newer nats-server can be fetched; install one from 2.10 on',
  );
}
