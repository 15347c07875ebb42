/** What on this machine belongs to one cloud, found by its folder and not by what the cloud itself says. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';

const namesFolder = (text: string, folder: string): boolean =>
  text.split(/[\s\0]/).some((word) => word === folder || word.includes(`${folder}/`));

function orNothing(read: () => string): string {
  try {
    return read();
  } catch {
    return ''; // the process has ended meanwhile
  }
}

/** Processes that have the folder in their words or work in it, links of the network, mounts, the folder itself. */
export function tracesOf(state: string): readonly string[] {
  const pids = readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name));
  const processes = pids
    .filter((pid) => Number(pid) !== process.pid)
    .map((pid) => [
      orNothing(() => readFileSync(`/proc/${pid}/cmdline`, 'latin1')),
      orNothing(() => readlinkSync(`/proc/${pid}/cwd`)),
    ])
    .filter((words) => words.some((text) => namesFolder(text, state)))
    .map(([words]) => `process ${words!.replaceAll('\0', ' ')}`);
  const links = execFileSync('ip', ['-o', 'link'], { encoding: 'utf8' }).split('\n');
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
  return [
    ...processes,
    ...links.filter((line) => namesFolder(line.replaceAll('\\', ' '), state)),
    ...mounts.filter((line) => namesFolder(line, state)),
    ...(existsSync(state) ? [`folder ${state}`] : []),
  ];
}
