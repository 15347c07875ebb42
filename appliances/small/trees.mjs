// Which files does the guest consist of? Two folders are laid out here: the initramfs (modules, the program that
// finds the root) and the root itself (busybox, dropbear with its libraries, our scripts).

import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lutimesSync,
  lstatSync,
  mkdirSync,
  readFileSync,
} from 'node:fs';
import { readdirSync, symlinkSync, writeFileSync, copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runCommand } from '../../lab/run-command.mjs';
import { modulesInOrder } from './modules.mjs';

const HERE = import.meta.dirname;
const FIXED_TIME_S = 1_700_000_000;
const ROOT_FOLDERS = ['bin', 'dev', 'mnt/context', 'proc', 'run', 'sys', 'tmp', 'etc/dropbear'];
const MORE_ROOT_FOLDERS = ['root/.ssh', 'sbin', 'usr/bin', 'usr/sbin', 'var/lib', 'lib64'];

const made = (...path) => {
  mkdirSync(join(...path), { recursive: true });
  return join(...path);
};

/** The first of `places` below `parts` that is there: packages moved files from /bin to /usr/bin over the years. */
export function partFile(parts, places) {
  const found = places.map((place) => join(parts, place)).find((path) => existsSync(path));
  if (found === undefined) throw new Error(`none of ${places.join(', ')} is in ${parts}`);
  return found;
}

const busyboxOf = (parts) => partFile(parts, ['bin/busybox', 'usr/bin/busybox']);

/** Newer kernels come with compressed modules; busybox can uncompress them. */
export function readModule(busybox, file) {
  if (!file.endsWith('.xz')) return readFileSync(file);
  return execFileSync(busybox, ['xz', '-dc', file], { maxBuffer: 64 * 1024 * 1024 });
}

/** @returns {string} the folder of the initramfs */
export async function layInitramfs(parts, modulesFolder, work) {
  const tree = join(work, 'initramfs');
  for (const folder of ['bin', 'dev', 'proc', 'sys', 'newroot', 'modules']) made(tree, folder);
  copyFileSync(busyboxOf(parts), join(tree, 'bin/busybox'));
  copyFileSync(join(HERE, 'initramfs/init'), join(tree, 'init'));
  chmodSync(join(tree, 'init'), 0o755);
  chmodSync(join(tree, 'bin/busybox'), 0o755);
  const order = modulesInOrder(modulesFolder, (file) => readModule(busyboxOf(parts), file));
  for (const { name, content } of order) writeFileSync(join(tree, 'modules', name), content);
  writeFileSync(join(tree, 'modules/order'), order.map(({ name }) => `${name}\n`).join(''));
  return tree;
}

/** Shared libraries that a program loads, found among the parts by the names noted in the program itself. */
function copyLibraries(parts, tree, programs) {
  const folders = ['lib/x86_64-linux-gnu', 'usr/lib/x86_64-linux-gnu'].map((folder) =>
    join(parts, folder),
  );
  const target = made(tree, 'usr/lib/x86_64-linux-gnu');
  const done = new Set();
  const visit = (file) => {
    const names =
      readFileSync(file)
        .toString('latin1')
        .match(/\blib[A-Za-z0-9_+-]+\.so\.[0-9.]+/g) ?? [];
    for (const name of names) {
      const folder = folders.find((candidate) => existsSync(join(candidate, name)));
      if (done.has(name) || folder === undefined) continue;
      done.add(name);
      copyFileSync(join(folder, name), join(target, name));
      visit(join(folder, name));
    }
  };
  programs.forEach(visit);
  const loader = 'ld-linux-x86-64.so.2';
  const places = [`lib64/${loader}`, `usr/lib64/${loader}`, `lib/x86_64-linux-gnu/${loader}`];
  copyFileSync(
    partFile(parts, [...places, `usr/lib/x86_64-linux-gnu/${loader}`]),
    join(tree, 'lib64', loader),
  );
  chmodSync(join(tree, 'lib64', loader), 0o755);
}

/** Every file gets the same time, so that equal parts give an equal image. */
function fixTimes(path) {
  if (lstatSync(path).isDirectory())
    for (const name of readdirSync(path)) fixTimes(join(path, name));
  lutimesSync(path, FIXED_TIME_S, FIXED_TIME_S);
}

/** @returns {Promise<string>} the folder of the root file system */
export async function layRoot(parts, work) {
  const tree = join(work, 'root');
  for (const folder of [...ROOT_FOLDERS, ...MORE_ROOT_FOLDERS]) made(tree, folder);
  cpSync(join(HERE, 'root'), tree, { recursive: true });
  const busybox = busyboxOf(parts);
  copyFileSync(busybox, join(tree, 'bin/busybox'));
  chmodSync(join(tree, 'bin/busybox'), 0o755);
  const applets = (await runCommand(busybox, ['--list'])).trim().split('\n');
  for (const applet of applets.filter((name) => name !== 'busybox')) {
    symlinkSync('busybox', join(tree, 'bin', applet));
  }
  for (const name of ['init', 'acpid', 'poweroff'])
    symlinkSync('../bin/busybox', join(tree, 'sbin', name));
  const server = partFile(parts, ['usr/sbin/dropbear']);
  const keyMaker = partFile(parts, ['usr/bin/dropbearkey']);
  copyFileSync(server, join(tree, 'usr/sbin/dropbear'));
  copyFileSync(keyMaker, join(tree, 'usr/bin/dropbearkey'));
  symlinkSync('usr/lib', join(tree, 'lib'));
  copyLibraries(parts, tree, [server, keyMaker]);
  symlinkSync('/run/resolv.conf', join(tree, 'etc/resolv.conf'));
  for (const script of ['sbin/boot', 'sbin/context', 'sbin/lease', 'etc/acpi/PWRF/00000080']) {
    chmodSync(join(tree, script), 0o755);
  }
  chmodSync(join(tree, 'etc/shadow'), 0o600);
  for (const folder of ['root', 'root/.ssh']) chmodSync(join(tree, folder), 0o700);
  chmodSync(join(tree, 'tmp'), 0o1777);
  fixTimes(tree);
  return tree;
}
