/**
 * May this nats-server hold the log, and by what does it write to the disk before it acknowledges? An acknowledged
 * request must survive a power cut; the server's own default loses the last seconds.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const runLimits = { timeout: 10_000 };

/** Oldest server whose fenced append was found sound on one node. */
export const oldestServer = '2.9.10';
/** First server with `sync_interval: always`. */
export const oldestSyncServer = '2.10.0';
/** First server whose three replicas lose nothing acknowledged that is known of. */
export const oldestClusterServer = '2.12.7';

/** From here up to `oldestSound` one release accepts appends that it must refuse, the next three lose whole streams. */
const firstUnsound = '2.10.19';
const oldestSound = '2.10.23';

/**
 * Judges a server. `chattrWorks`: what `chattrHolds` said of the store directory; `volatileAllowed`: `--volatile-log`.
 * Gives how acknowledged writes get to the disk, or why the server is refused and what to do.
 */
export function judgeServer({
  version,
  replicas = 1,
  chattrWorks = false,
  volatileAllowed = false,
}) {
  if (!parseVersion(version))
    return refusal(
      'unreadable',
      `"${version}" is not a version of nats-server`,
      'run `nats-server --version` by hand',
    );
  if (replicas !== 1 && replicas !== 3)
    return refusal('replicas', `${replicas} copies of the log`, 'choose one server or three');
  if (replicas === 3 && isBelow(version, oldestClusterServer))
    return tooOld(version, oldestClusterServer, 'three copies of the log', 'or use one server');
  if (isBelow(version, oldestServer)) return tooOld(version, oldestServer, 'the log', '');
  if (!isBelow(version, firstUnsound) && isBelow(version, oldestSound))
    return refusal(
      'unsafe',
      `nats-server ${version} can lose or overwrite what it has acknowledged`,
      `use ${oldestSound} or later, or a release before ${firstUnsound}`,
    );
  if (!isBelow(version, oldestSyncServer)) return { ok: true, syncBy: 'sync_interval' };
  if (chattrWorks) return { ok: true, syncBy: 'chattr' };
  if (volatileAllowed) return { ok: true, syncBy: 'volatile' };
  return refusal(
    'notDurable',
    `nats-server ${version} acknowledges before it has written to the disk, and \`chattr +S\` does not hold on the store directory`,
    `use nats-server ${oldestSyncServer} or later, or accept that a power cut loses the last requests: npm start -- --volatile-log`,
  );
}

/** Does `chattr +S` hold on a directory below `parent`, also for the files made in it? Leaves nothing; rejects when `parent` cannot be written. */
export async function chattrHolds(parent) {
  const probe = await mkdtemp(join(parent, '.sync-probe-'));
  try {
    await makeSynchronous(probe);
    const file = join(probe, 'file');
    await writeFile(file, '');
    const { stdout } = await run('lsattr', ['-d', probe, file], runLimits);
    const lines = stdout.trim().split('\n');
    return lines.length === 2 && lines.every((line) => (line.split(' ')[0] ?? '').includes('S'));
  } catch {
    return false;
  } finally {
    await rm(probe, { recursive: true, force: true });
  }
}

/** Has every later write below `directory` reach the disk before it returns; to be done before the server's first start. */
export async function makeSynchronous(directory) {
  await run('chattr', ['+S', directory], runLimits);
}

/** `nats-server: v2.9.10` or `2.12.0-RC.1` -> `[2, 9, 10]`; null when there is no version in it. */
export function parseVersion(text) {
  const found = /^(?:nats-server: )?v?(\d+)\.(\d+)\.(\d+)(?:[-+].*)?$/.exec(String(text).trim());
  return found ? found.slice(1).map(Number) : null;
}

/** Is version `text` older than `limit`? What cannot be read counts as older. */
export function isBelow(text, limit) {
  const [have, want] = [parseVersion(text), parseVersion(limit)];
  if (!have) return true;
  const differing = have.findIndex((part, i) => part !== want[i]);
  return differing >= 0 && have[differing] < want[differing];
}

function tooOld(version, needed, what, otherwise) {
  const whatToDo = `use nats-server ${needed} or later${otherwise && `, ${otherwise}`}`;
  return refusal('tooOld', `nats-server ${version} is too old to hold ${what}`, whatToDo);
}

function refusal(refused, message, whatToDo) {
  return { ok: false, refused, message, whatToDo };
}
