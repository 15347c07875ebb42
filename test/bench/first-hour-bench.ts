/**
 * `first-hour`: from `git clone` to a machine that answered over ssh, as a newcomer types it, with everything installed and
 * with nothing: a copy of this machine's files (an overlay, thrown away afterwards) from which our Debian packages, the
 * checkout's node modules and all that was ever built or unpacked are taken.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { NEEDED_PACKAGES } from '../../start/plan/packages.mjs';
import { table } from './figures.ts';
import type { BenchOptions, BenchResult } from './results.ts';

const checkout = dirname(dirname(import.meta.dirname));
const limitMs = 1_200_000;
/** Other packages of Debian need these, so that every machine has them. */
const everywhere = ['openssl', 'e2fsprogs'];
/** Inside the copy: what a machine that never saw Stratus does not have. */
const madeByUs = ['/root/.cache/stratus', '/root/.npm'];

export async function firstHourBench({ say }: BenchOptions): Promise<BenchResult> {
  const rows = [];
  for (const packages of ['present', 'missing'] as const) {
    say(`packages ${packages}: cloning, starting, running a machine`);
    const row = await measure(packages, say);
    say(JSON.stringify(row));
    rows.push(row);
  }
  return { about, rows, table: tableOf(rows) };
}

const about =
  'A clean clone, `npm start -- --yes --once`: packages, node modules, build, appliance, cloud, a machine that answers ' +
  'over ssh, its end and everything stopped. In a copy of this machine without anything of ours; node modules come over ' +
  'the network, packages where they are missing.';

interface Row extends Record<string, string | number> {
  packages: 'present' | 'missing';
  cloneS: number;
  untilSshS: number;
  wholeS: number;
}

async function measure(packages: Row['packages'], say: (text: string) => void): Promise<Row> {
  const scratch = mkdtempSync(join(tmpdir(), 'stratus-first-hour-'));
  for (const name of ['layer', 'root', 'state']) mkdirSync(join(scratch, name));
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1_000;
  const row: Row = { packages, cloneS: 0, untilSshS: 0, wholeS: 0 };
  try {
    await inCopy(scratch, packages, (line) => {
      if (line.includes('took away what was ours')) row['preparedS'] = seconds();
      if (line.includes('the clone is there')) row.cloneS = seconds() - Number(row['preparedS']);
      if (/ssh/.test(line) && /answer/.test(line))
        row.untilSshS = seconds() - Number(row['preparedS']);
      say(`  ${line}`);
    });
    row.wholeS = seconds() - Number(row['preparedS']);
    return row;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** With what only they needed, so that all of it is fetched and unpacked. */
const removal = 'env DEBIAN_FRONTEND=noninteractive apt-get -q -y purge --auto-remove';

/** Runs the newcomer's commands in the copy; each line that is printed is told. Rejects when one fails. */
function inCopy(
  scratch: string,
  packages: Row['packages'],
  tell: (line: string) => void,
): Promise<void> {
  const wanted = NEEDED_PACKAGES.map(({ name }) => name).filter((one) => !everywhere.includes(one));
  const away = packages === 'missing' ? installed(wanted) : [];
  const steps = [
    'set -e',
    'mount -t tmpfs tmpfs "$0/layer"',
    'mkdir "$0/layer/upper" "$0/layer/work"',
    'mount -t overlay overlay -o "lowerdir=/,upperdir=$0/layer/upper,workdir=$0/layer/work" "$0/root"',
    'for each in sys dev; do mount --rbind "/$each" "$0/root/$each"; done',
    'mount -t proc proc "$0/root/proc"',
    'mount -t tmpfs tmpfs "$0/root/run"',
    // On the disk itself: the log wants a file system that writes at once.
    'mkdir -p "$0/root/var/lib/stratus" && mount --bind "$0/state" "$0/root/var/lib/stratus"',
    `rm -rf ${madeByUs.map((path) => `"$0/root${path}"`).join(' ')}`,
    ...(away.length > 0
      ? [
          `chroot "$0/root" ${removal} ${away.join(' ')} > "$0/removal" 2>&1 || { cat "$0/removal"; exit 1; }`,
        ]
      : []),
    'echo took away what was ours',
    'git clone -q "$1" "$0/root/root/stratus"',
    'echo the clone is there',
    'exec chroot "$0/root" sh -c "cd /root/stratus && npm start -- --yes --once --instance first-hour"',
  ].join('\n');
  const spaces = ['--mount', '--pid', '--fork', '--kill-child'];
  const child = spawn('unshare', [...spaces, 'sh', '-c', steps, scratch, checkout], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: limitMs,
  });
  let rest = '';
  let all = '';
  const hear = (bytes: Buffer): void => {
    const lines = (rest + bytes.toString()).split('\n');
    rest = lines.pop() ?? '';
    all = (all + lines.join('\n')).slice(-4_000);
    lines.filter((line) => line.trim() !== '').forEach(tell);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  return new Promise((resolve, reject) => {
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`the newcomer's commands ended with ${code}: ${all}`));
    });
  });
}

function installed(names: readonly string[]): readonly string[] {
  return names.filter((name) => {
    try {
      const said = execFileSync('dpkg-query', ['-W', '-f', '${Status}', name], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      return said.includes('install ok installed');
    } catch {
      return false;
    }
  });
}

function tableOf(rows: readonly Row[]): string {
  const text = (value: number): string => value.toFixed(0);
  return table([
    ['Debian packages', 'clone, s', 'until ssh answers, s', 'whole of `--once`, s'],
    ...rows.map(({ packages, cloneS, untilSshS, wholeS }) => [
      packages,
      ...[text(cloneS), text(untilSshS), text(wholeS)],
    ]),
  ]);
}
