// What of the journal is still there, and may it be removed? Pure as far as it decides; `clean` does it.

import { lstatSync, readFileSync, rmSync, rmdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { isAlive, signalProcess } from '../../lab/processes.mjs';
import { hypervisorState, stopHypervisor } from '../../lab/private-hypervisor.mjs';
import { runCommand } from '../../lab/run-command.mjs';
import { isInterfaceOf, stopSwitch, switchState } from '../../lab/switch.mjs';
import { waitUntil } from '../../lab/wait-until.mjs';
import { closeNat, hasNat } from './nat.mjs';
import { accountOf, removeAs } from '../first-machine/user.mjs';

const isThere = (path) => {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
};

/**
 * @param {import('./journal.mjs').JournalEntry} entry
 * @returns {string | null} the line shown to the user; null when there is nothing to do any more
 */
export function removalLine(entry) {
  switch (entry.kind) {
    case 'process':
      return isAlive(entry) ? `end      ${entry.what} (process ${entry.pid})` : null;
    case 'host':
      return hypervisorState(entry.folder)?.alive
        ? `end      ${basename(entry.folder)} with every machine in it`
        : null;
    case 'switch':
      return switchState(entry.folder)?.alive ? 'end      the switch between the hosts' : null;
    case 'nat':
      return hasNat(entry.table) ? `remove   nftables table inet ${entry.table}` : null;
    case 'interface':
      return isInterfaceOf(entry.name, entry.alias) ? `remove   interface ${entry.name}` : null;
    case 'file':
      return isThere(entry.path) ? `remove   ${entry.path}` : null;
    case 'room':
      return isThere(entry.path) ? `remove   ${entry.path}, if it is empty then` : null;
    case 'folder':
      return isThere(entry.path) ? `remove   ${entry.path} and all in it` : null;
    case 'key':
      return isThere(entry.path)
        ? `KEEP     ${entry.path}: a key made for its owner; remove it by hand`
        : null;
    case 'packages':
      return `KEEP     Debian packages; to remove them: apt-get purge ${entry.names.join(' ')}`;
    default:
      return `KEEP     something of a newer Stratus: ${JSON.stringify(entry)}`;
  }
}

/** Mount points below a folder: as long as there is one, removing the folder would remove another's files. */
export function mountsBelow(folder, mountinfo = readFileSync('/proc/self/mountinfo', 'utf8')) {
  const points = mountinfo.split('\n').map((line) => line.split(' ')[4]);
  return points.filter((point) => point === folder || point?.startsWith(`${folder}/`));
}

function removeFolder(path) {
  const mounts = mountsBelow(path);
  if (mounts.length > 0)
    throw new Error(`${mounts[0]} is mounted; \`umount ${mounts[0]}\`, then run clean again`);
  // What a killed starter had begun may still write there for a moment.
  rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

function removeFile(path) {
  rmSync(path, { force: true });
  try {
    rmdirSync(dirname(path)); // ours when it is empty
  } catch {
    // somebody's files are in it
  }
}

/** @param {import('./journal.mjs').JournalEntry} entry */
export async function removeEntry(entry) {
  if (entry.user) return removeAs(await accountOf(entry.user), entry);
  switch (entry.kind) {
    case 'process':
      signalProcess(entry, 'SIGTERM');
      await waitUntil(`${entry.what} to end`, () => !isAlive(entry), { limitMs: 60_000 }).catch(
        () => signalProcess(entry, 'SIGKILL'),
      );
      return;
    case 'host':
      await stopHypervisor(entry.folder);
      return;
    case 'switch':
      await stopSwitch(entry.folder);
      return;
    case 'nat':
      await closeNat(entry, (line) => process.stdout.write(`  ${line}\n`));
      return;
    case 'interface':
      if (isInterfaceOf(entry.name, entry.alias))
        await runCommand('ip', ['link', 'delete', entry.name]);
      return;
    case 'file':
      return removeFile(entry.path);
    case 'folder':
      return removeFolder(entry.path);
    default:
  }
}
